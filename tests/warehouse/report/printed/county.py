"""A made-up county of which this or that is known, its annual report, and what our own reader reads of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scrapers.documents import Limits
from scrapers.documents.inside import read_here
from scrapers.vocabulary import CATEGORIES
from warehouse.forms import form_named
from warehouse.reconcile import PublishedReport, read_report
from warehouse.reconcile.against import OFF_PORTAL
from warehouse.reconcile.comparing import Compared, Ours, compared
from warehouse.report.form import Origin
from warehouse.report.printed.annual import blocks_of, facts_beside, text_of
from warehouse.report.printed.filled import FilledForm, filled
from warehouse.report.word import Heading, Text, docx_of
from warehouse.report.word.document import LONG_AGO
from warehouse.report.wording import Fact

YEARS = {"report-2021": 2021, "report-2019": 2019, "statistics-2014": 2017}


@dataclass(frozen=True)
class County:
    """What is known of a made-up county's year."""

    form: str
    cells: Mapping[str, Any] = field(default_factory=dict)
    """Number by code of the form; or what `figures` holds of a cell that has none."""
    website: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    """Documents by category and 合计; one that is not named has no figure."""
    origin: Origin = "computed"
    """Of the categories."""

    @property
    def year(self) -> int:
        return YEARS[self.form]

    def filled(self, form: str = "") -> FilledForm:
        cells = self.website if form else self.cells
        rows = [{**_BLANK, "code": code, **_told(value)} for code, value in cells.items()]
        return filled(form_named(form or self.form), self.year, "云泽县人民政府", rows)

    def facts(self) -> dict[str, Fact]:
        return facts_beside(self.filled("website-annual")) | {
            name: self._fact(name, CATEGORIES[name].measure if name in CATEGORIES else "条")
            for name in (*CATEGORIES, "合计")
        }

    def _fact(self, name: str, measure: str) -> Fact:
        number = self.categories.get(name)
        known = number is not None
        return Fact(name, measure, Decimal(number) if known else None, self.origin if known else "missing")

    def lines(self) -> list[str]:
        """Headings and paragraphs without the tables, with the half-width punctuation that is typed."""
        return [_plain(block) for block in text_of(self.filled(), self.facts())]

    def under(self, heading: str) -> list[str]:
        """The paragraphs of a part."""
        lines = self.lines()
        behind = lines[lines.index(heading) + 1 :]
        end = next(
            (at for at, line in enumerate(behind) if line[:2] in _HEADS or line[0] == "（"), len(behind)
        )
        return behind[:end]

    def read(self) -> PublishedReport:
        """The report's Word file as our own reader of published reports reads it."""
        content = docx_of(blocks_of(self.filled(), self.facts()), "年度报告", "云泽县", LONG_AGO)
        return read_report(read_here(content, "a.docx", Limits()), "a.docx")

    def beside(self, report: PublishedReport) -> list[Compared]:
        """The counts of the text that are of a category, beside the figures."""
        ours = {name: Ours(fact.value, fact.origin) for name, fact in self.facts().items()}
        rows = compared(report, {}, ours, {}, OFF_PORTAL, self.year)
        return [row for row in rows if row.kind == "text" and row.code and row.code not in OFF_PORTAL]


_BLANK = {"value_text": None, "rule": "", "sql_file": "", "as_of": None}
_HEADS = ("一、", "二、", "三、", "四、", "五、", "六、")
_NARROW = str.maketrans("，；：", ",;:")


def _told(value: Any) -> dict[str, Any]:
    whole = {"value": None, "state": "given", "origin": "declared"}
    return {**whole, **value} if isinstance(value, dict) else {**whole, "value": Decimal(str(value))}


def _plain(block: Heading | Text) -> str:
    text = block.text if isinstance(block, Heading) else "".join(run.text for run in block.runs)
    return text.translate(_NARROW)


def many() -> dict[str, int]:
    """A number for every category of a portal, no two alike; those of the forms below that count the same
    documents are equal to them (公众留言 198, 征集调查 205, 在线访谈 212, 新闻发布会 219, 政策解读 170)."""
    names = [name for name, category in CATEGORIES.items() if category.on_portal]
    return {**{name: 100 + 7 * at for at, name in enumerate(names)}, "合计": 4321}


TABLE_THREE = {
    "3.R1.C7": 61,
    "3.R2.C7": 4,
    "3.R3.1.C7": 29,
    "3.R3.2.C7": 6,
    **{f"3.R3.3.{row}.C7": 0 for row in range(1, 9)},
    "3.R3.3.1.C7": 2,
    "3.R3.3.7.C7": 7,
    **{f"3.R3.4.{row}.C7": 1 for row in range(1, 4)},
    **{f"3.R3.5.{row}.C7": 0 for row in range(1, 6)},
    "3.R3.5.1.C7": 5,
    "3.R3.7.C7": 62,
    "3.R4.C7": 3,
}
TABLE_FOUR = {
    **dict(zip((f"4.G1.{column}" for column in range(1, 6)), (8, 0, 1, 2, 11), strict=True)),
    **dict(zip((f"4.G2.{column}" for column in range(1, 6)), (12, 1, 0, 0, 13), strict=True)),
    **dict(zip((f"4.G3.{column}" for column in range(1, 6)), (2, 0, 0, 0, 2), strict=True)),
}
WEBSITE = {
    **{"V1": 90001, "V2": 250002, "Z1": 31, "Z2": 17, "P0": 4321, "P1": 21, "P2": 4000, "P3": 300},
    **{
        "I1": 198,
        "I2": 198,
        "I4": 198,
        "I5": 200,
        "I7": 5,
        "I8": 212,
        "X2": 501,
        "X3": 502,
        "X5": 503,
        "X6": 504,
    },
}
STATISTICS = {
    **{
        "2.1": 19,
        "2.2.1": 219,
        "2.2.1.1": 3,
        "2.2.2": 212,
        "2.2.2.1": 4,
        "2.2.3": 170,
        "2.2.4": 23,
        "2.2.5": 24,
    },
    **{
        "3.1": 50,
        "3.1.1": 10,
        "3.1.2": 0,
        "3.1.3": 36,
        "3.1.4": 4,
        "3.2": 49,
        "3.2.1": 47,
        "3.2.2": 2,
        "3.3": 48,
    },
    **{"3.3.1": 6, "3.3.2": 30, "3.3.3": 5, "3.3.4": 7, "3.3.5": 0, "3.3.6": 0, "3.3.7": 0, "3.3.8": 0},
    **{"4": 8, "4.1": 5, "4.2": 2, "4.3": 1, "5": 9, "5.1": 9, "5.2": 0, "5.3": 0, "6": 12, "7": "0.35"},
    **{
        "8.1": 33,
        "8.2": 34,
        "8.3": 65,
        "8.3.1": 25,
        "8.3.2": 40,
        "8.4": "1.5",
        "9.1": 7,
        "9.2": 3,
        "9.3": 120,
    },
}
FULL = {
    "report-2021": County(
        "report-2021",
        {**TABLE_THREE, **TABLE_FOUR, "3.R3.6.1.C7": 4, "3.R3.6.2.C7": 0, "3.R3.6.3.C7": 6}
        | {"2.R2.C1": 15, "2.R2.C2": 14, "2.R2.C3": 77},
        WEBSITE,
        many(),
    ),
    "report-2019": County(
        "report-2019",
        {**TABLE_THREE, **TABLE_FOUR, "3.R3.6.C7": 10, "2.R2.C1": 16, "2.R2.C2": 15, "2.R2.C3": 77},
        WEBSITE,
        many(),
    ),
    "statistics-2014": County("statistics-2014", STATISTICS, {}, many()),
}
