"""A section's item pages are read by its layout: learned of the first night's pages, or anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pytest

from scrapers.crawl.item_layouts import AWAITED, LEARN_FROM, ItemLayouts
from scrapers.crawl.reading_process import ItemJobs, Job
from scrapers.crawl.stopped import CrawlStopped
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow, LayoutRow
from scrapers.portalfile import Portal
from scrapers.records import Listed, Page
from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.site import BEGIN, FakeClient, Row, Section, ids, portal, rows

BODY = f"<div class=content><p>{'现将办理情况通知如下,请遵照执行。' * 8}</p></div>"
FRAME = "<html><head><meta charset=utf-8><title>云县人民政府</title></head><body>{}</body></html>"


@dataclass
class Redesigned(Section):
    """A section whose item pages have a template of their own."""

    template: str = "<h2 class=bt>{title}</h2><p class=sj>发布时间:{day}</p>"

    def item(self, row: Row) -> bytes:
        """The page of a row."""
        return FRAME.format(self.template.format(title=row.title, day=row.day) + BODY).encode()


MISLEADING = "<div class=wz>{title}</div><hr><h1>深入推进政务公开工作专栏</h1><p class=sj>发布时间:{day}</p>"
"""A template whose only heading, right above the day, is a slogan: the rules read that as the title."""


def layouts(memory: Memory) -> list[dict[str, Any]]:
    return list(memory._told("FROM section_layouts WHERE kind = 'item' ORDER BY version"))


def titles(memory: Memory) -> set[str]:
    return {page["title"] for page in memory.pages.values()}


def test_the_first_night_learns_and_keeps_what_it_learned(memory: Memory) -> None:
    site = Section(rows(12))
    night(memory, site)
    [kept] = layouts(memory)
    layout = ItemLayout.from_json(kept["layout"])
    assert (layout.title, layout.published) == ("div.main h1", "div.info")
    assert kept["learned_from"] == "items" and "条目学得" in kept["reason"]
    assert memory.known().item_layout == layout
    assert titles(memory) == {row.title for row in site.rows}


@pytest.mark.parametrize("count", [3, 12])
def test_pages_read_before_the_layout_was_learned_are_read_by_it(memory: Memory, count: int) -> None:
    site = Redesigned(rows(count), template=MISLEADING)
    night(memory, site)
    assert titles(memory) == {row.title for row in site.rows}


def test_two_pages_teach_nothing_and_read_as_the_rules_read_them(memory: Memory) -> None:
    night(memory, Redesigned(rows(2), template=MISLEADING))
    assert not layouts(memory)
    assert titles(memory) == {"深入推进政务公开工作专栏"}


def test_a_second_night_reads_by_what_the_first_learned(memory: Memory) -> None:
    site = Redesigned(rows(8), template=MISLEADING)
    night(memory, site)
    new = replace(site.rows[0], key=2001, title="关于第2001号事项办理情况的通知")
    site.rows.insert(0, new)
    night(memory, site, days=1)
    assert len(layouts(memory)) == 1
    assert memory.pages[next(iter(ids([new])))]["title"] == new.title


def test_a_new_template_is_learned_beside_the_old_one(memory: Memory) -> None:
    site = Redesigned(rows(8))
    night(memory, site)
    site.template = "<div class=xl><h3>{title}</h3><span class=rq>发布日期:{day}</span></div>"
    added = [replace(row, key=row.key + 5000, title=f"{row.title}(新)") for row in rows(8)]
    site.rows = [*added, *site.rows]
    night(memory, site, days=1)
    first, second = (ItemLayout.from_json(kept["layout"]) for kept in layouts(memory))
    assert (second.title, second.published) == (f"{first.title}, div.xl h3", f"{first.published}, div.xl")
    assert "不合原有版式" in layouts(memory)[1]["reason"]
    assert titles(memory) == {row.title for row in site.rows}


def test_a_stopped_night_keeps_what_was_read(memory: Memory) -> None:
    site = Section(rows(12))
    with pytest.raises(CrawlStopped):
        night(memory, site, stop_after=7)
    assert memory.pages
    night(memory, site)
    assert titles(memory) == {row.title for row in site.rows}


def written(**places: str) -> Portal:
    """The portal with a person's layout of its section's items."""
    told = portal().model_dump()
    told["section"][0]["layout"] = {"item": places}
    return Portal.model_validate(told)


def by_person(memory: Memory, site: Section, whose: Portal) -> Any:
    return Night(memory, FakeClient([site]), portal=whose).run()


def test_a_persons_layout_is_in_force_and_nothing_is_learned_beside_it(memory: Memory) -> None:
    site = Redesigned(rows(8), template=MISLEADING)
    by_person(memory, site, written(title="h1"))
    assert titles(memory) == {"深入推进政务公开工作专栏"}
    assert not [kept for kept in layouts(memory) if kept["learned_from"] == "items"]


def test_a_persons_place_that_matches_nothing_fails_the_pages_by_name(memory: Memory) -> None:
    site = Section(rows(5))
    proof = by_person(memory, site, written(published="span.nowhere"))
    assert proof.outcome == "partial" and "span.nowhere" in proof.reason
    assert not memory.ever_read


OTHER = (
    "<div class=dt><p class=mc>{title}</p><h1>乡村振兴政策解读宣传专栏</h1></div><p class=fb>发布于 {day}</p>"
)
"""A second template that the rules misread, with none of the first one's places."""


def learned_of(template: str, key: int) -> ItemLayout:
    """What a first run learns of pages of a template."""
    layouts = ItemLayouts(None, lambda: BEGIN)
    given = [
        row for job in jobs_of(layouts, template, key) for row in layouts.read(ItemJobs((job,)).done()[0])
    ]
    [told] = [row for row in given if isinstance(row, LayoutRow)]
    return ItemLayout.from_json(told.layout)


def jobs_of(layouts: ItemLayouts, template: str, key: int) -> Iterator[Job]:
    site = Redesigned(rows(8, start=key), template=template)
    for row in site.rows:
        bare = ItemRow(str(row.key), row.url, BEGIN, "ok")
        yield layouts.job(bare, Page(row.url, site.item(row)), Listed(row.title, row.day))


@pytest.mark.parametrize("before", [None, MISLEADING], ids=["nothing learned yet", "another template before"])
@pytest.mark.parametrize("ahead", [1, 4, 8])
def test_pages_under_way_when_a_layout_is_learned_are_read_by_it(before: str | None, ahead: int) -> None:
    """However many are read in another process before the first one's row is taken, all come, each once."""
    layouts = ItemLayouts(learned_of(before, 3000) if before else None, lambda: BEGIN)
    jobs, given = jobs_of(layouts, OTHER, 5000), list[ItemRow | LayoutRow]()
    while begun := list(islice(jobs, ahead)):
        for done in ItemJobs(tuple(begun)).done():
            given += layouts.read(done)
    given += layouts.rest()
    told = {row.item_id: row.title for row in given if isinstance(row, ItemRow)}
    assert told == {str(row.key): row.title for row in rows(8, start=5000)}
    assert len(given) == 9 and sum(isinstance(row, LayoutRow) for row in given) == 1


def test_pages_that_a_new_layout_reads_alike_are_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("scrapers.crawl.item_layouts.read_job")
    layouts, given = ItemLayouts(None, lambda: BEGIN), list[ItemRow | LayoutRow]()
    for job in jobs_of(layouts, Redesigned.template, 5000):
        given += layouts.read(ItemJobs((job,)).done()[0])
    assert [row.title for row in given if isinstance(row, ItemRow)] == [
        row.title for row in rows(8, start=5000)
    ]
    assert sum(isinstance(row, LayoutRow) for row in given) == 1


def test_the_first_pages_are_awaited_until_a_layout_is_learned_or_many_gave_none() -> None:
    layouts = ItemLayouts(None, lambda: BEGIN)
    awaited = []
    for job in jobs_of(layouts, OTHER, 5000):
        awaited.append(layouts.awaits_layout())
        list(layouts.read(ItemJobs((job,)).done()[0]))
    assert awaited == [True] * LEARN_FROM + [False] * (8 - LEARN_FROM)
    unread = ItemLayouts(None, lambda: BEGIN)
    for number in range(AWAITED):
        assert unread.awaits_layout()
        unread.job(ItemRow(str(number), "http://www.x.gov.cn/1.html", BEGIN, "timeout"), None, None)
    assert not unread.awaits_layout()
    assert not ItemLayouts(ItemLayout(title="h1"), lambda: BEGIN).awaits_layout()
