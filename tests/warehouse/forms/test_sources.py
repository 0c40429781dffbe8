"""Where each cell's figure comes from: every cell is told, by categories and rules that there are, and none
claims more than the domain's tables allow."""

from __future__ import annotations

from pathlib import Path

import pytest

import sql
from scrapers.vocabulary import CATEGORIES
from tests.shared import needs_shared
from tests.warehouse.forms.test_forms import domain
from warehouse.forms import FORMS, FormError
from warehouse.forms.sources import FILE, Source, read_sources
from warehouse.rulebook import SOURCES, counting_rules, silent_changes

TOLD = {(source.form, source.code): source for source in read_sources()}


def test_every_cell_of_every_form_has_its_source() -> None:
    assert list(TOLD) == [(form.name, value.code) for form in FORMS for value in form.values]
    assert SOURCES == FILE


def test_rules_and_statements_are_there() -> None:
    assert {source.rule for source in TOLD.values()} <= counting_rules().keys()
    for source in TOLD.values():
        if source.statement:
            file = f"figures/{source.form.replace('-', '_')}"
            assert f"figures/{source.statement}" in sql.step(file)
            assert source.sql_file == f"{file}.sql#{source.statement}"


def test_each_category_feeds_exactly_one_part_of_what_the_website_published() -> None:
    parts = [set(TOLD["website-annual", code].categories) for code in ("P1", "P2", "P3")]
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert set.union(*parts) == {name for name, category in CATEGORIES.items() if category.on_portal}


def test_the_total_of_the_form_of_2014_holds_what_its_channels_hold() -> None:
    total, *channels = (set(TOLD["statistics-2014", code].categories) for code in ("1.1", "1.2.1", "1.2.2"))
    assert total == set.union(*channels)


WEAKER = {
    ("statistics-2014", "1.1.1"): "lower_bound",  # 政府文件 are not all 规范性文件
    ("website-annual", "J1"): "declared",  # what is neither picture nor comment cannot be told
    ("website-annual", "B1"): "declared",  # no item
}
"""Cells of which the domain says that a crawler can compute them, and this program says less."""


@needs_shared
@pytest.mark.parametrize(
    ("form", "file"),
    [("statistics-2014", "statistics_2014_2018.csv"), ("website-annual", "website_annual_form.csv")],
)
def test_no_cell_claims_more_than_the_domain_allows(form: str, file: str) -> None:
    for row in domain(file):
        source = TOLD.get((form, row["code"]))
        if source is None:
            continue  # a heading
        says = row["computable_by_crawler"].split(" ")[0]
        allowed = {"no": {"declared"}, "partly": {"declared", "lower_bound"}, "yes": {"computed"}}[says]
        if row["code"].startswith("H"):
            allowed = {"declared"}  # the footer's words are no items
        if (form, row["code"]) in WEAKER:
            allowed = {WEAKER[form, row["code"]]}
        assert source.origin in allowed, row["code"]


@needs_shared
def test_categories_feed_the_cells_that_the_domain_names() -> None:
    """More than the domain names: 政府公报 in the total (its channel is one of the total's), 信息公开目录 and
    基层政务公开 in the channel in which a crawler sees them, and the parts of P0 (test above)."""
    columns = {"statistics-2014": "statistics_2014_2018_rows", "website-annual": "website_annual_form_rows"}
    named = {
        (form, code.split(" ")[0], row["section"])
        for form, column in columns.items()
        for row in domain("sections.csv")
        for code in row[column].replace(" or ", ";").split(";")
        if code and CATEGORIES[row["section"]].on_portal
    }
    fed = {
        (form, code, category)
        for (form, code), source in TOLD.items()
        if form in columns and code not in ("P0", "P1", "P2", "P3")
        for category in source.categories
    }
    ranges = {"J0-J3", "I1-I4", "I5-I7", "I8-I10", "Z1-Z2", "P1", "P2", "P3"}
    left = {one for one in named - fed if one[1] not in ranges}
    assert left == {
        ("statistics-2014", "1.2.5", "视频新闻"),  # another way: a person gives it
        ("website-annual", "B3", "办事服务"),  # matters on offer, not what was published in the year
        # Counted by concern, however many documents answer it: a person tells which belong together.
        ("statistics-2014", "2.1", "回应关切"),
        ("website-annual", "J4", "回应关切"),
        ("website-annual", "J4", "新闻发布会"),
    }
    assert {one for one in fed - named if one[0] == "statistics-2014"} == {
        ("statistics-2014", "1.1", "政府公报"),
        ("statistics-2014", "1.2.2", "信息公开目录"),
        ("statistics-2014", "1.2.2", "基层政务公开"),
    }


def test_decisions_and_applications_are_never_computed() -> None:
    """The web shows only what may be published (domain/README.md, counting rule 8)."""
    origins = {key: source.origin for key, source in TOLD.items() if key[0].startswith("report-")}
    assert "computed" not in origins.values()
    assert {origin for (_, code), origin in origins.items() if code[0] in "34"} == {"declared"}
    told = {
        code for (form, code), origin in origins.items() if form == "report-2021" and origin != "declared"
    }
    assert told == {"2.R2.C1", "2.R3.C1", "2.R4.C1", "2.R5.C1"}


BAD = {
    "没有一行说明来源": ("website-annual,C*,declared,,,,F-declared\n", ""),
    "不是任何一张表的格": (
        "website-annual,C*",
        "website-annual,C*,declared,,,,F-declared\nwebsite-annual,Q1",
    ),
    "origin 应是": ("I8,computed", "I8,guessed"),
    "不是可由网站统计的类别": ("I8,computed,在线访谈", "I8,computed,政务微博"),
    "须单位填报的格不写": ("I9,declared,", "I9,declared,在线访谈"),
}


@pytest.mark.parametrize("says", BAD)
def test_a_source_that_cannot_be_is_named(tmp_path: Path, says: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    old, new = BAD[says]
    assert text.count(old) == 1
    file = tmp_path / "sources.csv"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FormError, match=says):
        read_sources(file)


def test_cells_fed_otherwise_need_a_new_version_of_their_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert silent_changes() == []
    file = tmp_path / "sources.csv"
    text = FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("I8,computed,在线访谈", "I8,lower_bound,在线访谈"), encoding="utf-8")
    monkeypatch.setattr("warehouse.rulebook.SOURCES", file)
    [told] = silent_changes()
    assert told.startswith("F-event ") and "version 加一" in told


def test_a_source_says_its_statement() -> None:
    source = Source("website-annual", "I8", "computed", ("在线访谈",), (), "website_events", "F-event")
    assert TOLD["website-annual", "I8"] == source
    assert TOLD["website-annual", "V1"].sql_file is None
