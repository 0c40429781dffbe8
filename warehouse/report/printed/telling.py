"""What a person is told of a form on the terminal: how much of it is filled, and what does not agree."""

from __future__ import annotations

from warehouse.report.form import ORIGIN_WORDS
from warehouse.report.printed.filled import FilledForm
from warehouse.report.printed.reading import OUTCOMES, FormsOfYear


def told(forms: FormsOfYear, one: FilledForm) -> str:
    """`report-2021 2021年政府信息公开工作年度报告:200 格,其中仅下限 4、缺 196;勾稽不符 1 处`."""
    origins = [figure.origin for figure in one.figures.values()]
    said = "、".join(f"{ORIGIN_WORDS[origin]} {origins.count(origin)}" for origin in dict.fromkeys(origins))
    outcomes = [found.outcome for found in forms.checks if found.form == one.form.name]
    wrong = [f"{OUTCOMES[name]} {outcomes.count(name)} 处" for name in _WRONG if name in outcomes]
    parts = [f"{one.form.name} {one.title}:{len(origins)} 格,其中{said}"]
    parts += ["勾稽" + "、".join(wrong)] if wrong else []
    parts += [f"有数字而本表没有的编码:{'、'.join(one.unknown)}"] if one.unknown else []
    return ";".join(parts)


_WRONG = ("fail", "uncertain")
