"""`seal`: a year's file that stays as it is, and beside it what changed when it was closed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scrapers.layout import ListLayout
from tests.flows.command import gongkai
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import Told, as_left, county, page, portal, section
from warehouse.dictionary import dictionary_rows, missing_comments
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.rulebook import COUNTING
from warehouse.seal import Sealed, SealError, seal, sum_of
from warehouse.verify import How, verify_sealed

DECEMBER = datetime(2017, 12, 30, 18, 0, tzinfo=UTC)
"""02:00 of 31 December 2017 in Beijing."""

FILE = told("a.html", "关于印发方案的通知", document_number="样政发〔2017〕1号")
COPY = told("b.html", "关于印发方案的通知(转)", document_number="样政发〔2017〕1号")
NEWS = told("n.html", "县长到乡镇调研防汛工作", "2017-07-03")
MEET = told("m.html", "县长检查安全生产工作", "2017-12-31")
NEXT = told("x.html", "新年第一天的动态", "2018-01-01", listed_on=date(2018, 1, 1))
LATE = told("late.html", "补发的去年动态", "2017-12-29", listed_on=date(2017, 12, 29))


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with archived_county(tmp_path_factory.mktemp("december") / "home", declared) as made:
        made.now = DECEMBER
        made.night(zfwj=[FILE, COPY], dt=[NEWS, MEET])
    return made


@pytest.fixture
def sample(december: ArchivedCounty, tmp_path: Path) -> Iterator[ArchivedCounty]:
    with as_left(december, tmp_path / "home") as made:
        made.places = dict(made.places)
        yield made


def close(sample: ArchivedCounty, as_of: date | None = None) -> Sealed:
    return seal(sample.home, 2017, as_of, sample.now, sample.payload)


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as reader:
        reader.execute("SET TimeZone = 'Asia/Shanghai'")
        return reader.execute(query).fetchall()


def figures(file: Path) -> dict[str, tuple[int, str]]:
    found = rows(file, "SELECT code, value, origin FROM figures WHERE form = 'sections' AND value > 0")
    return {code: (int(value), origin) for code, value, origin in found}


def sound(sample: ArchivedCounty) -> bool:
    found = verify_sealed(sample.home, 2017, How())
    return not any(verification.differences for verification in found)


def test_sealed_file_is_read_only_summed_and_explained(sample: ArchivedCounty) -> None:
    made = close(sample)
    assert (made.file.name, made.version, made.is_new, made.differences) == ("2017.duckdb", 1, True, ())
    assert made.file.stat().st_mode & 0o777 == 0o444
    digest, name = sum_of(made.file).read_text().split()
    assert (digest, name) == (hashlib.sha256(made.file.read_bytes()).hexdigest(), "2017.duckdb")
    with duckdb.connect(str(made.file), read_only=True) as reader:
        assert missing_comments(dictionary_rows(reader)) == []
    storage = int.from_bytes(made.file.read_bytes()[12:20], "little")
    assert storage <= 65


def test_holds_the_years_figures_and_what_they_rest_on(sample: ArchivedCounty) -> None:
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET, NEXT])
    made = close(sample)
    assert figures(made.file) == {
        "政府文件": (1, "computed"),
        "动态信息": (2, "computed"),
        "合计": (3, "computed"),
    }
    items = {row[0] for row in rows(made.file, "SELECT item_id FROM items")}
    assert items == {FILE.id, COPY.id, NEWS.id, MEET.id}
    assert rows(made.file, "SELECT DISTINCT year FROM figures") == [(2017,)]
    assert rows(made.file, "SELECT count(*) FROM merges") == [(1,)]
    assert rows(
        made.file,
        "SELECT count(*) FROM item_versions SEMI JOIN archive_records USING (archive_file, archive_offset)",
    ) == [(4,)]
    [(payload,)] = rows(
        made.file,
        "SELECT payload_sha256 FROM archive_records JOIN item_versions USING (archive_file, archive_offset) "
        f"WHERE item_id = '{NEWS.id}'",
    )
    assert NEWS.page is not None
    assert payload == hashlib.sha256(NEWS.page["markup"]).hexdigest()
    names = {row[0] for row in rows(made.file, "SELECT name FROM rule_files")}
    assert {
        "counting.csv",
        "merging.csv",
        "classification.csv",
        "categories.csv",
        "sql/figures/sections.sql",
    } <= names
    [(year, version, as_of, told_sum)] = rows(
        made.file, "SELECT year, version, as_of, published_sha256 FROM seal"
    )
    assert (year, version, as_of) == (2017, 1, None)
    assert told_sum == hashlib.sha256(sample.home.published.read_bytes()).hexdigest()


def test_sealing_unchanged_data_again_writes_nothing(sample: ArchivedCounty) -> None:
    first = close(sample)
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET, NEXT])
    again = close(sample)
    assert (again.file, again.is_new, again.version) == (first.file, False, 1)
    assert len(list(sample.home.sealed.iterdir())) == 2


def test_sealing_again_stands_beside_and_lists_each_item(sample: ArchivedCounty) -> None:
    first = close(sample)
    before = first.file.read_bytes()
    moved = told("n.html", "县长到乡镇调研防汛工作", "2018-07-03")
    lines = [
        ",".join(HEADER),
        f"exclude,{MEET.id},,王某,2018-01-22,测试页",
        f"split,{COPY.id},,王某,2018-01-22,另一份",
    ]
    (sample.home.overrides / FILE_NAME).write_text("\n".join(lines), encoding="utf-8")
    sample.night(zfwj=[FILE, COPY], dt=[moved, MEET, LATE])
    second = close(sample)
    assert (second.file.name, second.version) == ("2017.v2.duckdb", 2)
    assert first.file.read_bytes() == before
    assert figures(second.file) == {
        "政府文件": (2, "computed"),
        "动态信息": (1, "computed"),
        "合计": (3, "computed"),
    }
    listed = rows(
        second.file,
        "SELECT code, change, item_id, before, after, why FROM differences"
        " WHERE form = 'sections' ORDER BY ALL",
    )
    told_of = {(code, item): (change, why) for code, change, item, _, _, why in listed}
    assert told_of["动态信息", LATE.id] == ("增加", "上次封存之后才发现(2018-01-01)")
    assert told_of["动态信息", NEWS.id] == ("减少", "发布日期由 2017-07-03 变为 2018-07-03")
    assert told_of["动态信息", MEET.id] == ("减少", "被人工排除")
    kept, other = sorted([FILE.id, COPY.id])  # of one day, first seen together: the smaller id is kept
    assert told_of["政府文件", other] == ("增加", f"上次并入 {kept},现在单独计")
    assert {(code, int(was), int(now)) for code, change, _, was, now, _ in listed if change == "数值"} == {
        ("政府文件", 1, 2),
        ("动态信息", 2, 1),
    }
    assert [(was, name) for was, name in rows(second.file, "SELECT version, previous_file FROM seal")] == [
        (2, "2017.duckdb")
    ]
    assert any(LATE.id in line and "上次封存之后才发现" in line for line in second.differences)
    assert sound(sample)


def test_as_of_counts_what_had_been_found_by_then(sample: ArchivedCounty) -> None:
    """Closed as of 31 December, though more of the year was found in January; then as of now."""
    sample.next_night()
    edited = told("n.html", "县长到乡镇调研防汛工作", "2018-07-03")
    sample.night(zfwj=[FILE, COPY], dt=[edited, MEET, LATE])
    then = close(sample, date(2017, 12, 31))
    assert figures(then.file) == {
        "政府文件": (1, "computed"),
        "动态信息": (2, "computed"),
        "合计": (3, "computed"),
    }
    behind = {row[0] for row in rows(then.file, "SELECT item_id FROM figure_items WHERE code = '动态信息'")}
    assert behind == {NEWS.id, MEET.id}
    now = close(sample)
    assert figures(now.file)["动态信息"] == (2, "computed")
    told_of = rows(
        now.file, "SELECT item_id, change FROM differences WHERE code = '动态信息' AND item_id IS NOT NULL"
    )
    assert sorted(told_of) == sorted([(NEWS.id, "减少"), (LATE.id, "增加")])
    assert sound(sample)


FORMS = "SELECT * EXCLUDE (as_of) FROM figures WHERE form <> 'sections' AND year = 2017 ORDER BY ALL"


def test_the_forms_of_the_year_are_sealed_with_it_and_not_compared_with_a_closing_that_has_none(
    sample: ArchivedCounty,
) -> None:
    """As of a day only form `sections` is counted again."""
    then = close(sample, date(2017, 12, 31))
    assert rows(then.file, "SELECT DISTINCT form FROM figures") == [("sections",)]
    assert rows(then.file, "SELECT DISTINCT form FROM figure_sources") == [("sections",)]
    sample.next_night()
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET, LATE])
    now = close(sample)
    assert rows(now.file, FORMS) == sample.rows(FORMS) != []
    assert [row[0] for row in rows(now.file, "SELECT DISTINCT form FROM differences")] == ["sections"]
    later = told("later.html", "补发的又一则动态", "2017-12-30", listed_on=date(2017, 12, 30))
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET, LATE, later])
    last = close(sample)
    of_website = "SELECT code, before::INTEGER, after::INTEGER FROM differences WHERE form = 'website-annual'"
    assert rows(last.file, f"{of_website} AND change = '数值' ORDER BY ALL") == [("P0", 4, 5), ("P2", 3, 4)]
    assert [line for line in last.differences if later.id in line and "P0" in line] == []
    assert len([line for line in last.differences if later.id in line]) == 2
    assert sound(sample)


def test_as_of_before_a_section_was_read_whole_is_a_lower_bound(tmp_path: Path) -> None:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with archived_county(tmp_path / "home", declared) as made:
        made.now = DECEMBER
        made.tell("zfwj", [FILE])
        made.tell("dt", [NEWS], outcome="partial", whole_list=False)
        made.load()
        made.next_night()
        made.night(zfwj=[FILE], dt=[NEWS, MEET])
        then = close(made, date(2017, 12, 31))
        assert figures(then.file)["动态信息"] == (1, "lower_bound")
        assert figures(then.file)["政府文件"] == (1, "computed")
        assert figures(then.file)["合计"][1] == "lower_bound"
        with pytest.raises(SealError, match="还没有读取过任何栏目"):
            close(made, date(2017, 12, 1))


def test_unreadable_archive_is_told_and_the_year_still_closed(sample: ArchivedCounty) -> None:
    (sample.home.archive / sample.places[NEWS.url].file_name).unlink()
    made = close(sample)
    assert len(made.unreadable) == 2
    assert made.file.is_file()
    assert not sound(sample)


@pytest.mark.parametrize("damage", ["another sum", "no file"])
def test_nothing_is_sealed_from_a_file_that_is_not_as_published(sample: ArchivedCounty, damage: str) -> None:
    if damage == "no file":
        sample.home.published.unlink()
    else:
        sample.home.published_sha256.write_text("0" * 64)
    with pytest.raises(SealError, match="没有"):
        close(sample)
    assert list(sample.home.sealed.iterdir()) == []


def test_a_file_made_by_other_rules_is_published_anew_first(
    sample: ArchivedCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule files that are sealed have to be those behind the figures."""
    newer = tmp_path / "counting.csv"
    newer.write_text(COUNTING.read_text(encoding="utf-8").replace("S-total,3", "S-total,4"), encoding="utf-8")
    monkeypatch.setattr("warehouse.seal.closing.COUNTING", newer)
    with pytest.raises(SealError, match=r"S-total@3、S-total@4\).*gongkai republish"):
        close(sample)
    assert list(sample.home.sealed.iterdir()) == []


def test_a_file_published_by_an_older_program_is_published_anew_first(sample: ArchivedCounty) -> None:
    published = sample.home.published
    published.chmod(0o644)
    with duckdb.connect(str(published)) as older:
        older.execute("UPDATE meta SET schema_version = schema_version - 1")
    digest = hashlib.sha256(published.read_bytes()).hexdigest()
    sample.home.published_sha256.write_text(f"{digest}  {published.name}\n")
    with pytest.raises(SealError, match=r"另一版本的程序.*gongkai republish"):
        close(sample)
    assert list(sample.home.sealed.iterdir()) == []


def test_by_what_the_pages_were_read_is_sealed_as_of_then(sample: ArchivedCounty) -> None:
    first, second = (ListLayout((rows,), learned_from="pages") for rows in ("ul li", "div dd"))
    for layout in (first, second):
        sample.tell("dt", [NEWS, MEET], learned=[layout], links=(9, 2, 0))
        sample.load()
        sample.publish()
        sample.next_night()
    then = close(sample, date(2018, 1, 1))
    layouts = "SELECT section_id, version, layout FROM section_layouts ORDER BY version"
    assert rows(then.file, layouts) == [("dt", 1, first.to_json())]
    read = "SELECT links_seen, list_layout_version FROM section_runs WHERE links_seen IS NOT NULL"
    assert rows(then.file, read) == [(9, 1)]
    assert sound(sample)


def test_another_layout_that_reads_the_same_makes_no_new_closing(sample: ArchivedCounty) -> None:
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET])
    close(sample)
    sample.tell("dt", [NEWS, MEET], learned=[ListLayout(("ul li",))])
    sample.load()
    sample.publish()
    assert not close(sample).is_new


def test_a_year_without_figures(sample: ArchivedCounty) -> None:
    with pytest.raises(SealError, match="没有 2011 年的数字"):
        seal(sample.home, 2011, None, sample.now, sample.payload)


def test_item_without_page_is_sealed_from_its_list_row(sample: ArchivedCounty) -> None:
    listed = Told("pdf.pdf", "只有列表行的条目", listed_on=date(2017, 5, 5))
    sample.night(zfwj=[FILE, COPY], dt=[NEWS, MEET, listed])
    made = close(sample)
    assert figures(made.file)["动态信息"][0] == 3
    assert sound(sample)


def test_command(sample: ArchivedCounty) -> None:
    sample.ledger.close()
    home = sample.home.root
    first = gongkai("seal", "--year", "2017", "--home", home)
    assert (first.returncode, "第 1 版" in first.stdout) == (0, True), first.stderr
    again = gongkai("seal", "--year", "2017", "--home", home)
    assert (again.returncode, "没有另存新版" in again.stdout) == (0, True)
    assert gongkai("seal", "--year", "2011", "--home", home).returncode == 2
    assert gongkai("seal", "--year", "2017", "--as-of", "2017-13-31", "--home", home).returncode == 2
    why = gongkai("why", "sections", "2017", "动态信息", "--file", home / "sealed" / "2017.duckdb")
    assert (why.returncode, NEWS.id in why.stdout) == (0, True)


def test_closing_as_of_a_day_goes_by_what_was_read_then(tmp_path: Path) -> None:
    """An undated row whose page came later: then it could be of any year, and its unit was not known."""
    unread = Told("dt/u.html", "无日期", listed_on=None)
    listed = Told("dt/v.html", "有日期", listed_on=date(2017, 5, 5))
    declared = portal(section("dt", "动态", "动态信息"))
    with county(tmp_path / "home", declared) as made:
        made.now = datetime(2018, 1, 9, 18, 0, tzinfo=UTC)
        made.night(dt=[unread, listed])
        stated = {"published_on": date(2017, 7, 7), "unit": "财政局"}
        read = [
            Told("dt/u.html", "无日期", listed_on=None, page=page(**stated)),
            Told("dt/v.html", "有日期", listed_on=date(2017, 5, 5), page=page(unit="财政局")),
        ]
        made.now = datetime(2018, 1, 19, 18, 0, tzinfo=UTC)
        made.night(dt=read)
        assert made.figure("动态信息") == (2, "computed")
        closed = seal(made.home, 2017, date(2018, 1, 12), made.now, lambda *place: "0" * 64)
    assert figures(closed.file)["动态信息"] == (1, "lower_bound")
    assert rows(
        closed.file, "SELECT DISTINCT covered, unread_rows, complete_at::DATE FROM figure_sources"
    ) == [(True, 1, date(2018, 1, 10))]
    assert rows(closed.file, "SELECT unit, unit_from FROM items") == [("待读", "unread")]
    assert rows(closed.file, "SELECT unit FROM counts") == [("待读",)]
