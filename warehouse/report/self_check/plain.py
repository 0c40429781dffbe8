"""A self-check as text: on a terminal, as Markdown, separated values, and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.report.escaping import csv_text, markdown_text, visible
from warehouse.report.form import ORIGIN_WORDS, moment_words
from warehouse.report.printed.filled import plain
from warehouse.report.self_check import words
from warehouse.report.self_check.records import Line, SelfCheck
from warehouse.report.text import WIDTH, folded
from warehouse.self_check import FORM

_CSV_HEAD = (
    "编号", "指标", "数字", "判定", "单位", "来历", "规则", "SQL", "数据截至",
    "状态", "栏目或条目", "自何时", "到期日", "说明", "网址", "栏目编号", "条目编号",
)  # fmt: skip


def told(check: SelfCheck) -> str:
    """`self-check 政府网站检查指标自查表（2019年）:单项否决:…。扣分:…。`, beside other forms."""
    return f"{FORM} {check.title}:{words.summary(check)}"


def render_text(check: SelfCheck, width: int = WIDTH) -> str:
    """For a terminal: the whole in a sentence, and the indicators at which something was found."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    console.print(Text(visible(check.portal_name + check.title), style="bold"))
    console.print(Text(folded(words.summary(check), width)))
    found = [line for line in check.indicators if line.faults]
    if found:
        console.print(_table(found))
    if coming := words.due(check):
        day, _, _, _, about, *_ = coming[0]
        console.print(Text(folded(f"最近的到期日:{day} {about}", width)))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _table(found: Sequence[Line]) -> Table:
    table = Table()
    for name in ("指标", "结果", "判定", "自何时"):
        table.add_column(name, overflow="fold")
    for line in found:
        since = line.since.isoformat() if line.since else ""
        table.add_row(*map(Text, (f"{line.code} {line.label}", line.found, line.said, since)))
    return table


def as_markdown(check: SelfCheck) -> str:
    """The tables under each other."""
    parts = [
        f"# {markdown_text(check.portal_name + check.title)}",
        markdown_text(words.summary(check)),
        _rows(words.MAIN_HEAD, words.main(check)),
    ]
    for heading, head, rows in words.TABLES:
        listed = rows(check)
        parts += [f"## {heading}", _rows(head, listed) if listed else words.NOTHING]
    parts += ["## 说明", "\n".join(f"- {markdown_text(sentence)}" for sentence in words.notes(check))]
    return "\n\n".join(parts) + "\n"


def _rows(head: Sequence[str], rows: Sequence[words.Row]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(markdown_text, row)) + " |" for row in rows)])


def as_csv(check: SelfCheck) -> str:
    """A row a thing looked at, with its indicator's figure before it (an indicator without any has one row);
    with a byte order mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_CSV_HEAD)
    for line in check.lines:
        for behind in _behind(line) or [("",) * 8]:
            number = "" if line.value is None else plain(line.value)
            writer.writerow([csv_text(line.code), csv_text(line.label), number, *_told(line), *behind])
    return "\ufeff" + out.getvalue()


def _told(line: Line) -> Iterator[str]:
    as_of = moment_words(line.as_of) if line.as_of else ""
    texts = (line.said, line.measure, ORIGIN_WORDS[line.origin], line.rule, line.sql_file, as_of)
    return map(csv_text, texts)


def _behind(line: Line) -> list[tuple[str, ...]]:
    return [
        (
            one.state_words,
            csv_text(one.about),
            one.since.isoformat() if one.since else "",
            one.due_on.isoformat() if one.due_on else "",
            csv_text(one.words),
            csv_text(one.url or ""),
            csv_text(one.section_id or ""),
            csv_text(one.item_id or ""),
        )
        for one in line.evidence
    ]


def as_json(check: SelfCheck) -> str:
    """The whole self-check, for programs; days and instants in ISO form, what is missing is null."""
    content = {
        "form": FORM,
        "title": check.title,
        "year": check.year,
        "organ": check.portal_name,
        "data_as_of": check.data_as_of.isoformat() if check.data_as_of else None,
        "built_at": check.built_at.isoformat() if check.built_at else None,
        "rules_version": check.rules_version,
        "summary": words.summary(check),
        "indicators": [_indicator(line) for line in check.lines],
        "notes": list(words.notes(check)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _indicator(line: Line) -> dict[str, object]:
    days = {"since": line.since, "due_on": line.due_on}
    return {
        "code": line.code,
        "label": line.label,
        "measure": line.measure or None,
        "value": None if line.value is None else int(line.value),
        "found": line.found or None,
        "verdict": line.said,
        "origin": line.origin,
        "rule": line.rule,
        "sql_file": line.sql_file,
        "as_of": line.as_of.isoformat() if line.as_of else None,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "evidence": [_evidence(asdict(one)) for one in line.evidence],
    }


def _evidence(told: dict[str, object]) -> dict[str, object]:
    told.pop("code")
    days = {name: str(told[name]) for name in ("since", "due_on") if told[name]}
    return told | days
