"""Every Word file and workbook that reports are written as, made from figures without a published file.

`KINDS` are the ways in which a year's figures may look: all small, all missing, nothing but zeros, numbers
wider than their cells, nothing but lower bounds, and cells of each state side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from scrapers.vocabulary import CATEGORIES
from tests.warehouse.report.bulletin.test_formats import bulletin
from warehouse.forms import FORMS, Form, check
from warehouse.report.bulletin import FORMATS as BULLETIN
from warehouse.report.form import Neighbours, Row, SectionsForm
from warehouse.report.printed.annual import blocks_of
from warehouse.report.printed.excel import CheckRow, ItemRow, workbook_of
from warehouse.report.printed.filled import FilledForm, filled
from warehouse.report.sections_word import as_docx
from warehouse.report.word import docx_of
from warehouse.report.wording import Fact
from warehouse.report.year_read import YearRead

MADE = datetime(2022, 1, 20, 8, tzinfo=UTC)
ORGAN = "云泽县人民政府"
LONG = "云泽县人力资源和社会保障局（退役军人事务局、医疗保障局）办公室"
PLAIN_FORMS = tuple(form.name for form in FORMS)
NAMES = (*PLAIN_FORMS, "sections", "bulletin")

Told = Mapping[str, Any]
KINDS: Mapping[str, Callable[[int], Told | None]] = {
    "small": lambda at: {"value": Decimal(at * 7 % 23)},
    "missing": lambda at: None,
    "zero": lambda at: {"value": Decimal(0)},
    "large": lambda at: {"value": Decimal("1234567.123456" if at % 5 == 0 else 447228 + at)},
    "bound": lambda at: {"value": Decimal(12345 + at), "origin": "lower_bound"},
    "mixed": lambda at: _EACH[at % len(_EACH)],
}
_EACH: tuple[Told | None, ...] = (
    {"value": Decimal(31)},
    None,
    {"value": Decimal(12), "origin": "lower_bound"},
    {"state": "blank"},
    {"state": "not_applicable"},
    {"value": Decimal("96171.6")},
    {"value": Decimal(0)},
)
BESIDE = {name: Fact(name, told.measure, Decimal(34), "computed") for name, told in CATEGORIES.items()}
"""What the drafted sentences tell."""


def form_of(form: Form, kind: str, organ: str = ORGAN) -> FilledForm:
    """A printed form of its first year, filled in that way."""
    usual = {"value": None, "value_text": None, "state": "given", "origin": "declared", "rule": "S1@1"}
    usual |= {"sql_file": "figures/a.sql#b", "as_of": MADE}
    told = [(value, KINDS[kind](at)) for at, value in enumerate(form.values)]
    records = [usual | {"code": value.code} | one for value, one in told if one is not None]
    return filled(form, form.first_year, organ, records)


def word_of(name: str, kind: str = "mixed", organ: str = ORGAN) -> bytes:
    """The Word file of a form: one of NAMES."""
    if name == "bulletin":
        made = BULLETIN["docx"](bulletin())
        assert isinstance(made, bytes)
        return made
    if name == "sections":
        return as_docx(sections(organ))
    one = form_of(next(form for form in FORMS if form.name == name), kind, organ)
    return docx_of(blocks_of(one, BESIDE), f"{organ}{one.title}", organ, MADE)


def book_of(kind: str = "mixed", organ: str = ORGAN) -> bytes:
    """The workbook of all forms, with checks and items."""
    forms = [form_of(form, kind, organ) for form in FORMS]
    entries = {code: figure.entry for code, figure in forms[-1].figures.items()}
    found = check(forms[-1].form, entries, None)
    checks = [CheckRow(one.form, one.rule, one.outcome, one.left, one.right, one.sentence) for one in found]
    return workbook_of(forms, checks, ITEMS, MADE, sections(organ))


ITEMS = (
    ItemRow(
        "website-annual:P0", '=HYPERLINK("http://x")', "http://www.yunze.example/1.html", "县财政局",
        date(2021, 5, 6), "云政发〔2021〕3号", "000014349/2021-00110", "0012345678901234567",
    ),
    ItemRow("", "通知", "http://www.yunze.example/2.html", "", None, "", "", "0013"),
)  # fmt: skip


def sections(organ: str = ORGAN) -> SectionsForm:
    """Figures by category: one known, one of which more may be, one missing."""
    rows = tuple(
        Row(label, label, "条", value, origin, MADE, "S1@1", "figures/sections.sql")  # type: ignore[arg-type]
        for label, value, origin in (
            ("政府文件", 2945, "computed"), ("政策解读", 12, "lower_bound"), ("政务微博", None, "missing"),
        )
    )  # fmt: skip
    total = Row("合计", "合计", "条", 2957, "lower_bound", MADE, "S1@1", "figures/sections.sql")
    beside = Neighbours(2957, 3, 2960, 0, 0, 0, 0, 0, 0, 0, 0)
    read = YearRead(2021, True, [2021], 0)
    return SectionsForm(organ, "http://a/", 2021, rows, total, beside, read, (), (), MADE, MADE, "7")
