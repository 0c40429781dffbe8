"""A bulletin as an Excel workbook: a sheet by unit, by section, of the items of the period, and the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter

from warehouse.report.bulletin import words
from warehouse.report.bulletin.records import (
    NO_DEMAND,
    NONE_SUCH,
    STATE_WORDS,
    UNIT_STATES,
    Bulletin,
    Count,
    Standing,
    UnitRow,
    shown_categories,
)
from warehouse.report.form import ORIGIN_WORDS, moment_words
from warehouse.report.list_sheets import AtLeast, ListLooks, book_options, list_sheet

_FIRST = datetime(1980, 1, 1)
"""Of the file's properties where the published file says no instant."""
_SECTIONS = (
    "单位", "栏目", "状态", "更新周期(天)", "最近一条", "到期日", "最迟工作日", "逾期天数", "本期发布",
    "本期来源", "最低要求", "类别", "最近完整读取", "期后首条", "说明", "网址", "栏目编号",
)  # fmt: skip
_ITEMS = (
    "发布日期", "单位", "标题", "类别", "栏目", "文号", "索引号", "网址", "撤下日期", "并入条数", "条目编号",
)  # fmt: skip


def as_xlsx(bulletin: Bulletin) -> bytes:
    """The workbook. Numbers are numbers (lower bounds too, shown as 至少 12), days are days, ids and
    addresses text, nothing is a formula. Equal bulletins give equal bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, book_options()) as book:
        made = bulletin.built_at.replace(tzinfo=None) if bulletin.built_at else _FIRST
        book.set_properties({"title": bulletin.title, "created": made})
        looks, names = ListLooks(book), shown_categories(bulletin)
        units = (_unit(bulletin, unit, names) for unit in bulletin.lines)
        list_sheet(book, "单位", _unit_head(bulletin, names), units, looks)
        list_sheet(book, "栏目", _SECTIONS, map(_section, bulletin.sections), looks)
        list_sheet(book, "条目", _ITEMS, _items(bulletin), looks)
        list_sheet(book, "说明", ("项目", "说明"), _notes(bulletin), looks)
    return out.getvalue()


def _unit_head(bulletin: Bulletin, names: list[str]) -> tuple[str, ...]:
    states = ("逾期栏目", "即将逾期", "存疑", "从未读到")
    head = ("单位", "发布条数", "来源", *names, "最低要求", "栏目数", *states)
    return (*head, words.RANK) if bulletin.with_ranks else head


def _unit(bulletin: Bulletin, unit: UnitRow, names: list[str]) -> tuple[object, ...]:
    own = sum(told.state != "taken_out" for told in unit.sections)
    states = map(unit.of, UNIT_STATES)
    cells = (
        words.name_of(unit),
        _cell(unit.published),
        ORIGIN_WORDS[unit.published.origin] if unit.published else "",
        *(_cell(unit.categories.get(name)) for name in names),
        unit.minimum or NO_DEMAND,
        own,
        *(NONE_SUCH if number is None else number for number in states),
    )
    return (*cells, _rank(unit)) if bulletin.with_ranks else cells


def _rank(unit: UnitRow) -> object:
    return int(unit.rank) if unit.rank.isdigit() else unit.rank or NONE_SUCH


def _cell(count: Count | None) -> object:
    """A number as a number, a missing one as 缺; nothing where there is nothing to count."""
    if count is None:
        return NONE_SUCH
    if count.value is None:
        return count.words
    return AtLeast(count.value) if count.origin == "lower_bound" else count.value


def _section(told: Standing) -> tuple[object, ...]:
    section = told.section
    return (
        words.whose(told),
        section.name,
        STATE_WORDS[told.state],
        section.cadence_days,
        section.last_on,
        told.due_on,
        told.act_by,
        told.overdue_days,
        _cell(told.documents),
        ORIGIN_WORDS[told.documents.origin],
        told.minimum or NO_DEMAND,
        section.category,
        section.complete_on,
        section.next_on,
        told.note,
        section.url,
        section.section_id,
    )


def _items(bulletin: Bulletin) -> Iterator[tuple[str | int | date | None, ...]]:
    for item in bulletin.items:
        yield (
            item.published_on,
            item.unit,
            item.title,
            item.categories,
            item.sections,
            item.document_number,
            item.index_number,
            item.url,
            item.removed_on,
            item.merged,
            item.item_id,
        )


def _notes(bulletin: Bulletin) -> Iterator[tuple[str, Any]]:
    yield "标题", bulletin.title
    yield "期间", bulletin.span.words
    yield "总体", words.summary(bulletin)
    yield "数据截至", moment_words(bulletin.data_as_of)
    yield "公布文件生成于", moment_words(bulletin.built_at)
    yield "规则版本", bulletin.rules_version
    for sentence in words.notes(bulletin):
        yield "说明", sentence
