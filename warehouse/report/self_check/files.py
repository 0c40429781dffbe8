"""Writes a self-check's files: a page, a Word file, a workbook, and those of `plain`."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from warehouse.report.escaping import typeset, visible
from warehouse.report.files import write_files
from warehouse.report.form import ORIGIN_WORDS, ReportError, moment_words
from warehouse.report.formats import TEMPLATES
from warehouse.report.list_sheets import AtLeast, ListLooks, list_sheet
from warehouse.report.self_check import words
from warehouse.report.self_check.plain import as_csv, as_json, as_markdown
from warehouse.report.self_check.records import PENDING, Line, SelfCheck
from warehouse.report.word import Block, Grid, GridCell, Heading, Run, Text, Title, docx_of
from warehouse.self_check import FORM

_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""Of the files' properties where the published file says no instant."""
_WIDTHS = {
    words.MAIN_HEAD: (450, 2000, 1150, 800, 1145, 1200, 1050, 1050),
    words.FAULT_HEAD: (600, 1500, 700, 1400, 1050, 1995, 1600),
    words.DUE_HEAD: (1050, 600, 1700, 800, 1400, 1995, 1300),
    words.OPEN_HEAD: (600, 2500, 900, 1845, 3000),
}
"""Of the columns in twips: 156 mm in all, as wide as the text of an official document."""
_LEFT = ("指标", "规则", "涉及栏目或条目", "栏目或条目", "说明", "原因", "网址")
_NUMERALS = "一二三四五六"
_MOST = 300
"""Rows of one list in the Word file, which people print; all of them stand in the workbook."""


def as_html(check: SelfCheck) -> str:
    """One self-contained page for reading and printing on A4; no script, nothing loaded from elsewhere."""
    return TEMPLATES.get_template("self_check/self_check.html.j2").render(
        check=check,
        summary=words.summary(check),
        head=words.MAIN_HEAD,
        rows=words.main(check),
        lists=[(heading, head, rows(check)) for heading, head, rows in words.TABLES],
        notes=list(words.notes(check)),
        left=_LEFT,
    )


def as_docx(check: SelfCheck) -> bytes:
    """The Word file. Equal self-checks give equal bytes."""
    title = f"{check.portal_name}{check.title}"
    return docx_of(_blocks(check), title, check.portal_name, check.built_at or _FIRST)


def _blocks(check: SelfCheck) -> Iterator[Block]:
    yield Title((check.portal_name, check.title))
    yield _text(words.summary(check))
    yield Heading(f"{_NUMERALS[0]}、各项指标")
    yield _grid(words.MAIN_HEAD, words.main(check))
    for numeral, (heading, head, rows) in zip(_NUMERALS[1:], words.TABLES, strict=False):
        yield Heading(f"{numeral}、{heading}")
        told = rows(check)
        yield _grid(head, told[:_MOST]) if told else _text(words.NOTHING)
        if len(told) > _MOST:
            yield _text(f"以上为前 {_MOST} 行,共 {len(told)} 行,全部见 {FORM}.xlsx。")
    yield Heading(f"{_NUMERALS[4]}、说明")
    for number, sentence in enumerate(words.notes(check), 1):
        yield _text(f"{number}. {sentence}")


def _grid(head: tuple[str, ...], rows: Sequence[words.Row]) -> Grid:
    cells = [GridCell(0, column, typeset(name), "head") for column, name in enumerate(head)]
    for row, texts in enumerate(rows, 1):
        for column, (name, text) in enumerate(zip(head, texts, strict=True)):
            said = typeset(" ".join(visible(text).split()))
            cells.append(GridCell(row, column, said, "label" if name in _LEFT else "number"))
    return Grid(_WIDTHS[head], tuple(cells), size=9, rule=4, together=frozenset({0}), heads=1)


def _text(text: str) -> Text:
    return Text((Run(typeset(visible(text))),))


_INDICATORS = (
    "编号", "指标", "数字", "判定", "单位", "来历", "自何时", "到期日", "规则", "SQL", "数据截至",
)  # fmt: skip
_EVIDENCE = (
    "编号", "指标", "状态", "栏目或条目", "自何时", "到期日", "说明", "网址", "栏目编号", "条目编号",
)  # fmt: skip


def as_xlsx(check: SelfCheck) -> bytes:
    """The workbook: indicators, all that stands behind them, what falls due by day, what was not seen, the
    rules. Numbers are numbers, days days, nothing is a formula. Equal self-checks give equal bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        made = (check.built_at or _FIRST).replace(tzinfo=None)
        book.set_properties({"title": check.title, "created": made})
        looks = ListLooks(book)
        list_sheet(book, "自查表", _INDICATORS, map(_indicator, check.lines), looks)
        list_sheet(book, "依据", _EVIDENCE, _evidence(check), looks)
        list_sheet(book, "到期日", words.DUE_HEAD, _due(check), looks)
        list_sheet(book, "看不到的和无法判断的", words.OPEN_HEAD, iter(words.open_ones(check)), looks)
        list_sheet(book, "说明", ("说明",), ((sentence,) for sentence in words.notes(check)), looks)
    return out.getvalue()


def _indicator(line: Line) -> tuple[object, ...]:
    number: object = None
    if line.value is not None:
        number = AtLeast(line.value) if line.origin == "lower_bound" else line.value
    return (
        line.code,
        line.label,
        number,
        line.said,
        line.measure,
        ORIGIN_WORDS[line.origin],
        line.since,
        line.due_on,
        line.rule,
        line.sql_file,
        moment_words(line.as_of) if line.as_of else "",
    )


def _evidence(check: SelfCheck) -> Iterator[tuple[object, ...]]:
    for line in check.lines:
        for one in line.evidence:
            yield (
                line.code,
                line.label,
                one.state_words,
                one.about,
                one.since,
                one.due_on,
                one.words,
                one.url,
                one.section_id,
                one.item_id,
            )


def _due(check: SelfCheck) -> Iterator[tuple[object, ...]]:
    told = [(line, one) for line, one in check.in_states(PENDING) if one.due_on]
    for line, one in sorted(told, key=lambda pair: (pair[1].due_on, pair[1].about)):
        yield one.due_on, line.code, line.label, one.state_words, one.about, one.words, one.url


FORMATS: dict[str, Callable[[SelfCheck], str | bytes]] = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
    "md": as_markdown,
}
"""By the ending of the file."""


def render_self_check(check: SelfCheck, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Writes `self-check.<format>` for each of `formats` into `out_dir`, made if need be.

    Returns the paths in the order asked for. Raises ReportError for a format there is not (before anything is
    written) and for a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ReportError(f"没有 {'、'.join(unknown)} 格式;可用:{'、'.join(FORMATS)}")
    return write_files(out_dir, {f"{FORM}.{name}": FORMATS[name](check) for name in wanted})
