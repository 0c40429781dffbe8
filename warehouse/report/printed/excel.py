"""The forms of a year as an Excel workbook: one sheet a form, and behind them where each figure comes from,
what the identities say, and the items."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from warehouse.report.escaping import xml_text
from warehouse.report.form import ORIGIN_WORDS, Row, SectionsForm, moment_words
from warehouse.report.list_sheets import AtLeast, ListLooks, book_options, list_sheet
from warehouse.report.printed.filled import FilledForm
from warehouse.report.printed.form_sheet import FormLooks, form_sheet

STATE_WORDS = {"given": "已有", "blank": "空白", "not_applicable": "不适用", "missing": "缺"}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One identity that was tried, in words."""

    form: str
    rule: str
    outcome: str
    left: Decimal | None
    right: Decimal | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that a figure counts; `codes`: `form:code` of all that count it, joined by a space."""

    codes: str
    title: str
    url: str
    unit: str
    published_on: date | None
    document_number: str
    index_number: str
    item_id: str


def workbook_of(
    forms: Sequence[FilledForm],
    checks: Iterable[CheckRow],
    items: Iterable[ItemRow],
    made_at: datetime,
    sections: SectionsForm | None = None,
) -> bytes:
    """The workbook (XLSX): the figures by category first, where they are given. Numbers are numbers, ids and
    addresses text; nothing is ever a formula. Equal arguments give equal bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, book_options()) as book:
        book.set_properties(_properties(forms, made_at))
        looks, lists = FormLooks(book), ListLooks(book)
        if sections is not None:
            list_sheet(book, "栏目统计", _SECTIONS, map(_section, (*sections.rows, sections.total)), lists)
        for filled in forms:
            form_sheet(book.add_worksheet(_sheet_name(filled)), filled, looks)
        list_sheet(book, "来历", _ORIGINS, (row for filled in forms for row in _origins(filled)), lists)
        list_sheet(book, "勾稽", _CHECKS, map(_check, checks), lists)
        list_sheet(book, "条目", _ITEMS, map(_item, items), lists)
    return out.getvalue()


def _properties(forms: Sequence[FilledForm], made_at: datetime) -> dict[str, object]:
    told = {"title": forms[0].title, "author": xml_text(forms[0].organ)[:255]} if forms else {}
    return told | {"created": made_at.replace(tzinfo=None)}


def _sheet_name(filled: FilledForm) -> str:
    """At most 31 signs, none of those that Excel forbids."""
    return f"{filled.form.name} {filled.year}"[:31]


_ORIGINS = ("表", "编码", "项目", "数字", "文字", "单位", "状态", "来历", "规则", "SQL", "数据截至")
_SECTIONS = ("类别", "数量", "单位", "来源", "数据截至", "规则")
_CHECKS = ("表", "规则", "结果", "左边", "右边", "说明")
_ITEMS = ("计入", "标题", "网址", "单位", "发布日期", "文号", "索引号", "条目编号")


def _origins(filled: FilledForm) -> Iterable[tuple[object, ...]]:
    for code, figure in filled.figures.items():
        given = figure.state == "given"
        yield (
            filled.form.name,
            code,
            figure.value.name,
            _number(figure.number, figure.origin) if given else None,
            figure.text if given else "",
            figure.value.measure,
            STATE_WORDS[figure.state],
            ORIGIN_WORDS[figure.origin],
            figure.rule,
            figure.sql_file,
            moment_words(figure.as_of) if figure.as_of else "",
        )


def _number(number: Decimal | int | None, origin: str) -> object:
    """A number for its cell; a lower bound shows that it is one."""
    return number if number is None or origin != "lower_bound" else AtLeast(number)


def _section(row: Row) -> tuple[object, ...]:
    return (
        row.label,
        _number(row.value, row.origin),
        row.measure,
        row.origin_words,
        moment_words(row.as_of),
        row.rule,
    )


def _check(row: CheckRow) -> tuple[object, ...]:
    return row.form, row.rule, row.outcome, row.left, row.right, row.sentence


def _item(row: ItemRow) -> tuple[object, ...]:
    return (
        row.codes,
        row.title,
        row.url,
        row.unit,
        row.published_on,
        row.document_number,
        row.index_number,
        row.item_id,
    )
