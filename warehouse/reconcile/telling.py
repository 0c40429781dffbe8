"""What came of comparing, for people and for programs."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scrapers.privacy import mask
from warehouse.forms import Finding
from warehouse.reconcile.against import Reconciled
from warehouse.reconcile.comparing import VERDICTS, Compared
from warehouse.reconcile.records import PROBLEMS, Added, Counted
from warehouse.report.escaping import visible
from warehouse.report.form import ORIGIN_WORDS
from warehouse.report.printed.filled import plain
from warehouse.report.text import folded

WIDTH = 100
_OUTCOMES = {"fail": "报告自身不符", "uncertain": "报告自身存疑"}
_SUMS = {"equal": "相符", "differs": "不符", "uncertain": "存疑"}


def text_of(found: Reconciled, width: int = WIDTH) -> str:
    """For a terminal: whose report, what agrees and what does not, what the report says against itself."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    report = found.report
    whose = f"{report.name}:{report.organ or '(没有写明机关)'} {found.year} 年,{_form(found)}"
    console.print(Text(visible(mask(whose))))
    console.print(Text(_summary(found)))
    for note in found.notes:
        console.print(Text(folded(f"· {visible(mask(note))}", width)))
    shown = [row for row in found.rows if row.kind == "text" or row.verdict in ("differs", "unreadable")]
    if shown:
        console.print(_rows(shown))
    for row in found.rows:
        for cause in row.causes if row.verdict in ("differs", "not_computable") else ():
            likely = "" if row.verdict != "differs" or cause.startswith("可能") else "可能的原因:"
            said = visible(mask(f"{row.label} {_number(row.printed)}{row.unit}"))
            console.print(Text(folded(f"· {said}:{likely}{cause}", width)))
    for told in _itself(found):
        console.print(Text(folded(f"· {visible(mask(told))}", width)))
    lines = file.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _form(found: Reconciled) -> str:
    return f"表式 {found.report.form}" if found.report.form else "没有表格"


def _summary(found: Reconciled) -> str:
    counts = Counter(row.verdict for row in found.rows)
    said = "、".join(f"{words} {counts[verdict]}" for verdict, words in VERDICTS.items() if counts[verdict])
    return f"报告中的数字 {len(found.rows)} 个:{said or '没有读到数字'}"


def _rows(rows: list[Compared]) -> Table:
    table = Table()
    for name, justify in (("报告所说", "left"), ("报告", "right"), ("本库", "right")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for name in ("类别", "来历", "结果"):
        table.add_column(name, overflow="fold")
    for row in rows:
        verdict = VERDICTS[row.verdict] + ("(同一组条目)" if row.repeats else "")
        difference = f",差 {_number(row.difference)}" if row.verdict == "differs" else ""
        cells = (
            row.label,
            f"{_number(row.printed)}{row.unit}",
            _ours(row),
            row.code,
            ORIGIN_WORDS.get(row.origin, "") if row.ours is not None else "",
            verdict + difference,
        )
        table.add_row(*(Text(visible(mask(cell))) for cell in cells))
    return table


def _ours(row: Compared) -> str:
    bound = "至少 " if row.origin == "lower_bound" and row.ours is not None else ""
    return bound + _number(row.ours)


def _number(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def _itself(found: Reconciled) -> list[str]:
    """What the report says against itself, and what could not be read of it."""
    said = [sum_words(added) for added in found.report.sums if added.outcome != "equal"]
    said += [
        f"{_OUTCOMES[one.outcome]}:{mask(one.sentence)}" for one in found.itself if one.outcome in _OUTCOMES
    ]
    for problem in found.report.problems:
        place = problem.where.words()
        said.append(f"{PROBLEMS[problem.kind]}:{mask(problem.message)}" + (f"({place})" if place else ""))
    return said


def sum_words(added: Added) -> str:
    """Parts against their total, in one sentence."""
    parts = " + ".join(plain(part.number) for part in added.parts)
    total = sum((part.number for part in added.parts), Decimal(0))
    whole = f"{added.whole.what}{plain(added.whole.number)}{added.whole.unit}"
    return f"{_SUMS[added.outcome]}:{whole},各项 {parts} = {plain(total)};{added.reason}"


def json_of(found: Reconciled) -> dict[str, object]:
    """The same for programs; numbers as exact text."""
    report = found.report
    return {
        "name": mask(report.name),
        "organ": mask(report.organ) if report.organ else None,
        "year": found.year,
        "year_printed": report.year,
        "form": report.form,
        "portal": found.portal,
        "unit": found.unit,
        "notes": list(map(mask, found.notes)),
        "figures": [_told(row) for row in found.rows],
        "identities": [_identity(one) for one in found.itself],
        "sums": [_added(added) for added in report.sums],
        "problems": [
            {
                "kind": one.kind,
                "words": PROBLEMS[one.kind],
                "message": mask(one.message),
                "where": one.where.words(),
            }
            for one in report.problems
        ],
    }


def _told(row: Compared) -> dict[str, object]:
    return {
        "kind": row.kind,
        "code": row.code or None,
        "label": mask(row.label),
        "printed": _exact(row.printed),
        "unit": row.unit,
        "ours": _exact(row.ours),
        "origin": row.origin,
        "verdict": row.verdict,
        "words": VERDICTS[row.verdict],
        "difference": _exact(row.difference),
        "causes": list(row.causes),
        "where": mask(row.where),
        "repeats": row.repeats,
    }


def _identity(found: Finding) -> dict[str, object]:
    cells = [looked.code for looked in found.cells]
    return {"rule": found.rule, "outcome": found.outcome, "sentence": mask(found.sentence), "cells": cells}


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _added(added: Added) -> dict[str, object]:
    return {
        "whole": _count(added.whole),
        "parts": [_count(part) for part in added.parts],
        "outcome": added.outcome,
        "difference": plain(added.difference),
        "reason": added.reason,
    }


def _count(count: Counted) -> dict[str, object]:
    return {"what": mask(count.what), "number": plain(count.number), "unit": count.unit}
