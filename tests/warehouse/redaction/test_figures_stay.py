"""No figure moves by what is taken out: what a title had decided stays, though the title is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import Told, as_left
from tests.warehouse.redaction.leak import DECLARED, figures, leaky, take_out

LONG = "关于进一步做好全县农村危房改造工作有关事项的通知,请各乡镇认真组织实施并按时报送。" * 6


def items() -> dict[str, tuple[str, Told]]:
    """By what the title decides: section, item."""
    numbered = "公告〔2017〕3号"
    return {
        "category": ("zh", leaky("zh/1.html", "2017年政府信息公开指南")),
        "category and unit": ("zh", leaky("zh/2.html", "柘城县财政局2017年政府信息公开工作年度报告")),
        "unit of the portal file unknown": ("zh", leaky("zh/3.html", "柘城县气象局2017年部门预算公开")),
        "no category": ("zh", leaky("zh/4.html", "赵钱孙一家的幸福生活")),
        "kept of two with one text": ("wj", leaky("wj/1.html", "关于危房改造的通知", text=LONG)),
        "merged of two with one text": (
            "wj",
            leaky("wj/2.html", "关于危房改造的通知", "2017-06-05", text=LONG),
        ),
        "same text, another title": ("wj", leaky("wj/3.html", "关于危房改造的补充通知", text=LONG)),
        "generic number, title and day": ("wj", numbered_item("wj/4.html", numbered)),
        "generic number again": ("wj", numbered_item("wj/5.html", numbered)),
        "generic number, another title": ("wj", numbered_item("wj/6.html", numbered, "关于断水的公告")),
        "explains a document": ("wj", numbered_item("wj/7.html", "柘政〔2017〕9号", "一图读懂危房改造办法")),
        "the document": ("wj", numbered_item("wj/8.html", "柘政〔2017〕9号", "危房改造办法")),
        "the document once more": ("wj", numbered_item("wj/9.html", "柘政〔2017〕9号", "危房改造办法(全文)")),
        "only its row": ("zh", Told("zh/5.html", "赵钱孙信息公开指南", date(2017, 3, 3))),
        "undated": ("wj", leaky("wj/10.html", "关于低保的公示", None, listed_on=None)),
    }


def numbered_item(path: str, number: str, title: str = "关于停水的公告") -> Told:
    return leaky(path, title, text=f"{path} 各用水单位:" + LONG, document_number=number)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchivedCounty]:
    """Published, its ledger closed."""
    with archived_county(tmp_path_factory.mktemp("lived") / "home", DECLARED) as county:
        county.begin()
        for section_id in ("wj", "zh"):
            county.tell(section_id, [item for named, item in items().values() if named == section_id])
        county.load()
        county.publish()
        county.next_night()
    yield county


def test_the_titles_decide_what_they_are_said_to(lived: ArchivedCounty) -> None:
    """Otherwise the cases below would show nothing."""
    assert {rule.partition("@")[0] for (rule,) in lived.rows("SELECT rule FROM merges")} >= {
        "M-content",
        "M-generic-number",
        "M-document-number",
    }
    told = dict(lived.rows("SELECT unit_from, count(*) FROM items GROUP BY ALL"))
    assert told["title"] == 2
    assert lived.one("SELECT count(*) FROM classifications WHERE decided_by = 'rule'") >= 3


CASES = {
    "every other one": tuple(items())[::2],
    "the rest": tuple(items())[1::2],
    "all of them": tuple(items()),
}
"""Of what belongs together one goes and the others stay, or all go."""


@pytest.mark.parametrize("case", CASES)
def test_figures_are_the_same_without_the_title(lived: ArchivedCounty, tmp_path: Path, case: str) -> None:
    before = figures(lived.home.published)
    with as_left(lived, tmp_path / "home") as county:
        named = [items()[name][1].url for name in CASES[case]]
        take_out(county, *named, titles=True)
        assert figures(county.home.published) == before
        gone = "SELECT count(*) FROM items WHERE title = '〔已依规删除〕'"
        assert county.one(gone) == len(named)


def test_an_item_of_the_same_title_found_later_is_merged_as_before(
    lived: ArchivedCounty, tmp_path: Path
) -> None:
    """What comes after is held against the title that is gone."""
    found: dict[bool, list[tuple[object, ...]]] = {}
    for is_taken_out in (False, True):
        with as_left(lived, tmp_path / f"home-{is_taken_out}") as county:
            if is_taken_out:
                take_out(county, items()["kept of two with one text"][1].url, titles=True)
        with as_left(county, tmp_path / f"later-{is_taken_out}") as later:
            later.tell(
                "wj", [leaky("wj/77.html", "关于危房改造的通知", "2017-06-05", text=LONG)], whole_list=False
            )
            later.load()
            later.publish()
            found[is_taken_out] = later.rows("SELECT * FROM merges ORDER BY ALL")
    assert found[True] == found[False] and len(found[True]) > lived.one("SELECT count(*) FROM merges")
