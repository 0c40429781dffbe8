"""Pages that were read by a layout are read by it again: by a reparse, and by whoever verifies the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.crawl.rows import fill
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow
from scrapers.records import Page
from scrapers.repackage import Damage, reread_item
from tests.warehouse.archived import CONTENT_TYPE, ArchivedCounty, archived_county
from tests.warehouse.build import Told, portal, section
from warehouse.archived import archived_section, archived_sections
from warehouse.verify import How, verify_published

LAYOUT = ItemLayout(
    title="div.wz", published="p.sj", labels=(("published", "发布时间"),), learned_from="items"
)
SLOGAN = "深入推进政务公开工作专栏"
TITLES = ("关于第一批事项办理情况的通知", "关于第二批事项办理情况的通知")


def told(number: int) -> Told:
    """An item whose only heading is a slogan, which the rules take for its title."""
    markup = (
        f"<html><body><div class=wz>{TITLES[number]}</div><hr><h1>{SLOGAN}</h1>"
        f"<p class=sj>发布时间:2017-06-0{number + 1}</p>"
        f"<div>{'<p>请认真贯彻执行。</p>' * 6}</div></body></html>"
    )
    return Told(f"{number}.html", TITLES[number], page={"markup": markup.encode()})


class LaidOut(ArchivedCounty):
    """Its pages were read by the layout."""

    def _item_row(self, item: Told, warcs: list[str]) -> ItemRow:
        assert item.page is not None
        bare = super()._item_row(item, warcs)
        read = fill(replace(bare, title=None), Page(item.url, item.page["markup"], CONTENT_TYPE), LAYOUT)
        assert (bare.title, read.title) == (SLOGAN, item.title)
        return read


@pytest.fixture(params=[True, False], ids=["layout kept", "no layout kept"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[ArchivedCounty, bool]]:
    declared = portal(section("zfwj", "政府文件", "政府文件"))
    with archived_county(tmp_path, declared) as bare:
        county = LaidOut(bare.home, bare.ledger, bare.portal)
        county.tell("zfwj", [told(0), told(1)], learned=[LAYOUT] if request.param else [])
        county.load()
        county.publish()
        yield county, request.param


def test_a_reading_by_a_layout_that_is_kept_is_no_difference(made: tuple[ArchivedCounty, bool]) -> None:
    county, kept = made
    found = verify_published(county.home, How())
    assert {one.what for one in found.differences} == (set() if kept else {"标题", "内容"})


def test_a_reparse_reads_by_the_layout_in_force(made: tuple[ArchivedCounty, bool]) -> None:
    county, kept = made
    damage = Damage()
    assert archived_sections(county.ledger, county.portal.id) == ["zfwj"]
    archived = archived_section(county.ledger, county.portal.id, "zfwj")
    assert archived.item_layout == (LAYOUT if kept else None)
    read = [
        reread_item(county.home.archive, county.portal, page, damage, archived.item_layout)
        for page in archived.pages
    ]
    assert {row.title for row in read if row} == (set(TITLES) if kept else {SLOGAN})
