"""Packages made from the archive: what they correct looks no fresher, and nothing is seen or gone by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.package import ItemRow, ListRow, PackageHead, PackageWriter
from tests.warehouse.build import NIGHT, County, Told, county, page, portal, section
from warehouse.archived import DifferingField, Reparsed, archived_section, archived_sections, compare
from warehouse.runs import waiting_runs

STAYS, LEFT, GONE, MOVED_ON = (Told(f"nb/{n}.html", page=page(title="旧")) for n in range(1, 5))
STATE = (
    "SELECT * FROM items ORDER BY item_id",
    "SELECT item_id, first_seen_at, last_seen_at, first_run_id, last_run_id, accepted_at, left_at, pinned "
    "FROM item_sections ORDER BY item_id",
    "SELECT * FROM withdrawals ORDER BY item_id",
    "SELECT * FROM item_changes ORDER BY item_id, changed_at",
    "SELECT * FROM met_rows ORDER BY ALL",
    "SELECT * FROM section_runs ORDER BY ALL",
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    """Two nights: one item stays, one leaves its list, the page of one is gone, one page is a soft 404."""
    with county(tmp_path / "home", portal(section("nb", "信息公开年报", "信息公开年报"))) as made:
        made.night(nb=[STAYS, LEFT, GONE, MOVED_ON])
        soft = {"outcome": "soft_gone"}
        made.night(
            nb=[Told("nb/1.html"), Told("nb/3.html", page=page(outcome="gone")), Told("nb/4.html", page=soft)]
        )
        yield made


def state(sample: County) -> list[list[tuple[Any, ...]]]:
    """Everything that tells when something was seen, met, accepted or gone."""
    return [sample.ledger.execute(query).fetchall() for query in STATE]


def versions(sample: County, told: Told) -> list[tuple[Any, ...]]:
    """An item's versions: number, title, whether a night accepted it, and when it was seen."""
    return sample.ledger.execute(
        "SELECT version, title, accepted_at IS NOT NULL, seen_at FROM item_versions WHERE item_id = $1 "
        "ORDER BY version",
        [told.id],
    ).fetchall()


def again(sample: County, told: Told, **fields: Any) -> ItemRow:
    """The answer of the first night, read again."""
    [(seen_at, file, offset)] = sample.ledger.execute(
        "SELECT seen_at, archive_file, archive_offset FROM item_versions WHERE item_id = $1 AND version = 1",
        [told.id],
    ).fetchall()
    stated = {"outcome": "ok", "title": "旧", **fields}
    return ItemRow(told.id, told.url, seen_at, archive_file=file, archive_offset=offset, **stated)


def listed(told: Told, title: str, nights: int = 0) -> ListRow:
    """The row of the list as it was read on the first night, or so many nights later."""
    return ListRow(
        item_id=told.id,
        url=told.url,
        page_number=1,
        position=1,
        page_url="",
        title=title,
        listed_on=told.listed_on,
        unit=None,
        index_number=None,
        document_number=None,
        pinned=True,
        has_page=True,
        seen_at=NIGHT + timedelta(days=nights),
    )


def written(sample: County, *rows: ItemRow | ListRow) -> PackageWriter:
    """A closed package of kind reparse, aside."""
    writer = PackageWriter(sample.home.work, PackageHead("sample", "reparse-1", "nb", 1, "reparse"))
    for row in rows:
        writer.add(row)
    writer.close((), sample.now)
    return writer


def read_again(sample: County, *rows: ItemRow | ListRow) -> Reparsed:
    """Compares, then loads such a package; what was compared had to be all that was told."""
    writer = written(sample, *rows)
    found = compare(sample.ledger, writer.folder, with_list=any(isinstance(row, ListRow) for row in rows))
    assert versions(sample, STAYS)[1:] == [], "comparing keeps nothing"
    writer.place()
    assert sample.load().loaded == ("reparse-1.nb.0001",)
    return found


def test_a_page_that_reads_otherwise_has_one_more_version_as_old_and_as_accepted(sample: County) -> None:
    before, [old] = state(sample), versions(sample, STAYS)
    found = read_again(sample, again(sample, STAYS, title="新"))
    assert state(sample) == before
    assert versions(sample, STAYS) == [old, (2, "新", *old[2:])]
    assert (found.pages, found.differing_pages, found.differs) == (1, 1, True)
    assert found.fields == [DifferingField("标题", 1, STAYS.url)]


def test_a_page_that_reads_as_before_changes_nothing(sample: County) -> None:
    before, old = state(sample), versions(sample, STAYS)
    found = read_again(sample, again(sample, STAYS))
    assert (state(sample), versions(sample, STAYS)) == (before, old)
    assert not found.differs


def test_a_page_that_no_longer_reads_as_an_item_is_not_withdrawn(sample: County) -> None:
    before, old = state(sample), versions(sample, STAYS)
    found = read_again(sample, again(sample, STAYS, outcome="soft_gone", title=None))
    assert (state(sample), versions(sample, STAYS)) == (before, old)
    assert [told.field for told in found.fields] == ["不再读作条目"]


def test_a_page_that_is_gone_since_stays_gone(sample: County) -> None:
    before = state(sample)
    read_again(sample, again(sample, GONE, title="新"))
    assert state(sample) == before
    assert [title for _, title, *_ in versions(sample, GONE)] == ["旧", "新"]


def test_a_page_that_was_not_read_as_an_item_and_now_is_is_there_and_was_seen_no_later(
    sample: County,
) -> None:
    seen = "SELECT first_seen_at, last_seen_at, checked_at FROM items WHERE item_id = $1"
    stands = "SELECT page_outcome, gone_since IS NULL FROM items WHERE item_id = $1"
    before = sample.ledger.execute(seen, [MOVED_ON.id]).fetchall()
    assert sample.ledger.execute(stands, [MOVED_ON.id]).fetchall() == [("soft_gone", False)]
    asked = before[0][2]
    row = ItemRow(
        MOVED_ON.id, MOVED_ON.url, asked, "ok", title="新", archive_file="x.warc.gz", archive_offset=7
    )
    found = read_again(sample, row)
    assert sample.ledger.execute(stands, [MOVED_ON.id]).fetchall() == [("ok", True)]
    assert sample.ledger.execute(seen, [MOVED_ON.id]).fetchall() == before
    assert [told[:3] for told in versions(sample, MOVED_ON)] == [(1, "旧", True), (2, "新", False)]
    assert [told.field for told in found.fields] == ["页面"]


def test_a_list_row_takes_the_new_reading_also_where_it_was_accepted(sample: County) -> None:
    before = state(sample)
    found = read_again(sample, listed(LEFT, "新标题"), listed(STAYS, "新标题", nights=1))
    assert state(sample) == before
    titles = "SELECT list_title, accepted_title FROM item_sections WHERE item_id = $1"
    for told in (LEFT, STAYS):
        assert sample.ledger.execute(titles, [told.id]).fetchall() == [("新标题", "新标题")]
    assert (found.rows, found.differing_rows, found.new_rows, found.not_met) == (2, 2, 0, 2)


def test_an_older_reading_of_a_row_does_not_replace_a_later_one(sample: County) -> None:
    found = read_again(sample, listed(STAYS, "新标题"))
    assert (found.rows, found.differing_rows) == (1, 0)


def test_a_row_that_only_todays_rules_see_waits_for_a_complete_night(sample: County) -> None:
    new = Told("nb/9.html", title="原先读不出")
    found = read_again(sample, listed(new, "原先读不出"))
    assert (found.new_rows, found.differs) == (1, True)
    row = "SELECT first_seen_at, last_seen_at, accepted_at FROM item_sections WHERE item_id = $1"
    assert sample.ledger.execute(row, [new.id]).fetchall() == [(NIGHT, NIGHT, None)]
    assert sample.ledger.execute(
        "SELECT first_seen_at FROM items WHERE item_id = $1", [new.id]
    ).fetchall() == [(NIGHT,)]


def test_what_was_loaded_waits_to_be_published_as_a_run_of_its_own(sample: County) -> None:
    read_again(sample, again(sample, STAYS, title="新"))
    assert waiting_runs(sample.ledger, "reparse") == ["reparse-1"]


def test_there_is_to_read_what_versions_rest_on_and_every_answer_of_the_list(sample: County) -> None:
    assert archived_sections(sample.ledger, "sample") == ["nb"]
    archived = archived_section(sample.ledger, "sample", "nb")
    assert sorted(kept.key for kept in archived.pages) == sorted(
        told.id for told in (STAYS, LEFT, GONE, MOVED_ON)
    )
    assert [[kept.outcome for kept in answers] for answers in archived.readings] == [["ok"], ["ok"]]


def test_counts_of_sections_add_up() -> None:
    total = Reparsed()
    total.add(Reparsed(pages=2, rows=5, fields=[DifferingField("标题", 1, "b")]))
    total.add(
        Reparsed(pages=1, not_met=3, fields=[DifferingField("单位", 2, "c"), DifferingField("标题", 4, "a")])
    )
    assert (total.pages, total.rows, total.not_met) == (3, 5, 3)
    assert total.fields == [DifferingField("标题", 5, "a"), DifferingField("单位", 2, "c")]
