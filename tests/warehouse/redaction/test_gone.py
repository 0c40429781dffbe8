"""What is taken out stands nowhere any more, in no byte of the home, and verification knows it for what it
is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from scrapers.address import item_id
from scrapers.archive_reading import members_of
from scrapers.tombstone import Redaction, tombstone
from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import as_left, attached
from tests.warehouse.redaction.leak import (
    DECLARED,
    NAME,
    SECRET,
    WHY,
    figures,
    holding,
    leaky,
    take_out,
)
from warehouse.home import Home
from warehouse.redaction import Asked, Redacted, RedactError, plan_of
from warehouse.seal import seal
from warehouse.verify import How, Verification, verify_published, verify_sealed
from warehouse.why import explain_item

TITLE = f"关于{NAME}享受低保待遇的公示"
RAW_TITLE = f"{NAME}({SECRET})低保公示"
CLOSED = datetime(2018, 3, 1, tzinfo=UTC)
URL = "http://www.sample.gov.cn/wj/1.html"
BESIDE, COPY = "http://www.sample.gov.cn/wj/2.html", "http://www.sample.gov.cn/wj/3.html"
KEPT_PAGE = f'<a href="/wj/1.html">{TITLE}</a><p>{"停电通知正文。" * 40}</p>'


@contextmanager
def lived(root: Path) -> Iterator[ArchivedCounty]:
    """Two nights, the year closed twice: what must go was edited in between, and links to a file; a page
    beside it leads to it, another one has its text."""
    with archived_county(root, DECLARED) as county:
        beside = leaky("wj/2.html", "关于停电的通知", text=KEPT_PAGE)
        county.begin()
        county.tell("wj", [leaky("wj/1.html", TITLE), beside], unread=[f"{TITLE} 没有链接"])
        county.tell("zh", [leaky("zh/1.html", "综合办公室公告", text="停水。" * 80)])
        county.load()
        county.publish()
        seal(county.home, 2017, None, CLOSED, county.payload)
        county.next_night()
        county.tell("wj", [leaky("wj/1.html", TITLE + "(更正)"), beside, leaky("wj/3.html", "名单")])
        county.load()
        files = [f"{NAME}.pdf", item_id("sample", URL)]
        told = "UPDATE item_versions SET attachments = [{url: 'http://www.sample.gov.cn/f.pdf', name: ?}]"
        county.ledger.execute(f"{told} WHERE item_id = ?", files)
        county.publish()
        seal(county.home, 2017, None, CLOSED + timedelta(days=9), county.payload)
        county.next_night()
        yield county


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    """Made once, its ledger closed. To be read only."""
    with lived(tmp_path_factory.mktemp("once") / "home") as made:
        return made


@pytest.fixture
def county(once: ArchivedCounty, tmp_path: Path) -> Iterator[ArchivedCounty]:
    with as_left(once, tmp_path / "home") as made:
        yield made


@dataclass
class Erased:
    """A home out of which something was taken, and what was said of it."""

    county: ArchivedCounty
    done: Redacted
    decided: str = ""

    @property
    def home(self) -> Home:
        return self.county.home

    def is_named(self, *words: str) -> bool:
        """Whether a sentence with all these words says what is left to do."""
        return any(all(word in sentence for word in words) for sentence in self.done.left)


@pytest.fixture(scope="module")
def page_gone(once: ArchivedCounty, tmp_path_factory: pytest.TempPathFactory) -> Erased:
    """The page alone was taken out. To be read only."""
    with as_left(once, tmp_path_factory.mktemp("page") / "home") as county:
        return Erased(county, take_out(county, URL))


@pytest.fixture(scope="module")
def title_gone(once: ArchivedCounty, tmp_path_factory: pytest.TempPathFactory) -> Erased:
    """The title too, of a home with all that can hold it. To be read only."""
    with as_left(once, tmp_path_factory.mktemp("title") / "home") as county:
        home = county.home
        folder = county.tell("wj", [leaky("wj/1.html", TITLE + "三")])
        folder.rename(home.rejected / folder.name)
        county.next_night()
        county.tell("wj", [leaky("wj/1.html", TITLE + "四")])
        decided = f"kind,item,value,who,date,why\nexclude,{URL},,王科员,2018-01-22,{TITLE}不应计入\n"
        (home.overrides / "decisions.csv").write_text(decided, encoding="utf-8")
        (home.reports / "2017").mkdir(parents=True)
        (home.reports / "2017" / "附注.html").write_text(f"<p>{TITLE}</p>", encoding="utf-8")
        (home.work / "messages.json").write_text(json.dumps({"told": [TITLE]}), encoding="utf-8")
        sums = dict(county.rows("SELECT archive_file, sha256 FROM archive_files"))
        backup = {"target": "/mnt/usb", "made_at": "2018-01-22T03:00:00+08:00", "archive_files": sums}
        (home.work / "backups.json").write_text(json.dumps([backup]))
        (home.work / "ledger.v6.abc.duckdb").write_bytes(b"")
        home.archive.chmod(0o755)
        for file in home.archive.iterdir():
            file.chmod(0o644)
        return Erased(county, take_out(county, URL, titles=True), decided)


def verified(home: Home) -> list[Verification]:
    return [verify_published(home, How(CLOSED)), *verify_sealed(home, 2017, How(CLOSED))]


def is_told(home: Home) -> None:
    """Verification finds no difference and says what was taken out."""
    for one in verified(home):
        assert ([told.message for told in one.differences], one.records) == ([], one.of)
        [note] = [note for note in one.notes if "依规删除" in note]
        assert "由李审核依规删除了 1 个条目的内容(存档记录 " in note and WHY in note


def test_the_page_goes_and_the_title_stays(once: ArchivedCounty, page_gone: Erased) -> None:
    assert {name.split("/")[0] for name in holding(once.home, SECRET)} == {"archive"}
    assert (page_gone.done.records, page_gone.done.words, page_gone.done.files) == (4, 0, 2)
    still = [file for file in holding(page_gone.home, SECRET) if not is_copys(page_gone.home, file)]
    assert still == []
    assert figures(page_gone.home.published) == figures(once.home.published)
    assert page_gone.county.rows("SELECT title FROM items WHERE url = ?", URL) == [(TITLE + "(更正)",)]
    is_told(page_gone.home)


def is_copys(home: Home, name: str) -> bool:
    """Whether a file of the archive has the number in the answers of the copy alone, which nobody asked
    for."""
    return {one.address for one in members_of(home.root / name) if SECRET.encode() in one.content} == {COPY}


def test_the_title_goes_from_every_file_of_the_home(once: ArchivedCounty, title_gone: Erased) -> None:
    """But for what people wrote, and the copy's own page."""
    home = title_gone.home
    still = [file for file in holding(home, "享受低保待遇的公示") if "deci" not in file]
    assert (still, len(holding(once.home, "享受低保待遇的公示")) > 4) == (["reports/2017/附注.html"], True)
    assert [file for file in holding(home, SECRET) if not is_copys(home, file)] == []
    assert title_gone.done.sealed == ("2017.duckdb", "2017.v2.duckdb")
    for name in ("2017.duckdb", "2017.v2.duckdb"):
        assert figures(home.sealed / name) == figures(once.home.sealed / name)


def test_verification_knows_what_was_taken_out(title_gone: Erased) -> None:
    is_told(title_gone.home)


def test_files_that_it_links_to_go_with_it(once: ArchivedCounty, page_gone: Erased) -> None:
    counted = "SELECT count(*) FROM attachments"
    assert (once.one(counted), page_gone.county.one(counted)) == (1, 0)
    assert holding(page_gone.home, f"{NAME}.pdf") == []


def test_other_pages_keep_all_but_the_title(once: ArchivedCounty, title_gone: Erased) -> None:
    asked = "SELECT content_sha256, title FROM items WHERE url = ?"
    assert title_gone.county.rows(asked, BESIDE) == once.rows(asked, BESIDE)
    assert title_gone.done.words >= 1


def test_where_it_stands_still_is_named(title_gone: Erased) -> None:
    assert title_gone.is_named("/mnt/usb", "存档文件 2 个")
    assert title_gone.is_named("ledger.v6.abc.duckdb")
    assert title_gone.is_named("附注.html")
    assert title_gone.is_named(COPY)
    asked = "SELECT outcome, subject FROM findings WHERE check_id = 'redacted-elsewhere'"
    assert title_gone.county.rows(asked) == [("fail", item_id("sample", COPY))]


def test_what_people_wrote_is_named_and_not_touched(title_gone: Erased) -> None:
    assert title_gone.is_named("decisions.csv", "人写的")
    written = (title_gone.home.overrides / "decisions.csv").read_text(encoding="utf-8")
    assert written == title_gone.decided


def test_the_archive_is_its_owners_alone(title_gone: Erased) -> None:
    """Also one that an older program left open."""
    archive = title_gone.home.archive
    assert archive.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in archive.iterdir()} == {0o600}


def test_a_title_with_a_number_in_it_goes_unasked(tmp_path: Path) -> None:
    with archived_county(tmp_path / "home", DECLARED) as county:
        masked = RAW_TITLE.replace(SECRET, "411424********123X")
        county.night(wj=[leaky("wj/1.html", masked, text=f"{RAW_TITLE},特此公示。" * 8)])
        take_out(county, URL)
        assert holding(county.home, SECRET, NAME, "411424***") == []


ALTERATIONS = {
    "a record that nobody took out": "的存档记录被换成了删除标记,redactions 表中却没有这次删除",
    "a byte of a rewritten file": "与最近一次改写后登记的不同",
    "another figure in a sealed file": "除删除之外还被改动过",
    "a tombstone of another sum": "的存档记录被换成了删除标记,redactions 表中却没有这次删除",
}


@pytest.mark.parametrize("alteration", ALTERATIONS)
def test_any_other_alteration_is_found_still(page_gone: Erased, tmp_path: Path, alteration: str) -> None:
    with as_left(page_gone.county, tmp_path / "home") as county:
        home = county.home
    if "sealed" in alteration:
        file = home.sealed / "2017.v2.duckdb"
        file.chmod(0o644)
        with duckdb.connect(str(file)) as opened:
            opened.execute("UPDATE figures SET value = value + 1 WHERE value > 0")
        found = verify_sealed(home, 2017, How(CLOSED))
    else:
        asked = (
            "SELECT archive_file, archive_offset FROM item_versions JOIN items USING (item_id) WHERE url = ?"
        )
        archive_file, offset = county.rows(asked, URL if "sum" in alteration else BESIDE)[0]
        archived = home.archive / archive_file
        member = next(one for one in members_of(archived) if one.offset == offset)
        told = tombstone(member.length, URL, "response", "1" * 64, Redaction(CLOSED.date(), "x"))
        data = bytearray(archived.read_bytes())
        told = told[:9] if "byte" in alteration else told
        data[offset : offset + len(told)] = told
        archived.write_bytes(data)
        found = [verify_published(home, How(CLOSED))]
    messages = [one.message for each in found for one in each.differences]
    assert any(ALTERATIONS[alteration] in message for message in messages), messages


def test_a_second_redaction_goes_on_from_the_first(page_gone: Erased, tmp_path: Path) -> None:
    with as_left(page_gone.county, tmp_path / "home") as county:
        county.now += timedelta(days=1)
        done = take_out(county, URL, COPY, titles=True)
        assert (done.records, holding(county.home, NAME, SECRET)) == (2, [])
        assert [told.message for one in verified(county.home) for told in one.differences] == []
        again = seal(county.home, 2017, None, CLOSED + timedelta(days=30), county.payload)
        assert (again.is_new, again.file.name, again.unreadable) == (False, "2017.v2.duckdb", ())


def test_a_year_closed_after_it_keeps_the_sums_of_what_stood(tmp_path: Path) -> None:
    with archived_county(tmp_path / "home", DECLARED) as county:
        county.night(wj=[leaky("wj/1.html", TITLE)])
        [stood] = county.rows("SELECT archive_file, archive_offset FROM item_versions")
        before = county.payload(*stood)
        take_out(county, URL)
        sealed = seal(county.home, 2017, None, CLOSED, county.payload)
        with attached(sealed.file) as reader:
            assert reader.execute("SELECT payload_sha256 FROM archive_records").fetchall() == [(before,)]
        assert verify_sealed(county.home, 2017, How(CLOSED))[0].differences == ()


def test_an_unknown_item_is_refused_and_what_would_go_is_told_without_a_change(
    county: ArchivedCounty,
) -> None:
    home, named = county.home, (URL, "http://www.sample.gov.cn/wj/404.html")
    before = {file: file.read_bytes() for file in (home.published, *home.archive.iterdir())}
    found, records = plan_of(county.ledger, home, Asked((URL,), WHY, "李审核"))
    assert (sum(records.values()), found.titled) == (4, ())
    with pytest.raises(RedactError, match="没有条目"):
        take_out(county, *named)
    assert {file: file.read_bytes() for file in before} == before
    assert not (home.work / "redacting").exists()


def test_why_says_what_was_taken_out_of_an_item(page_gone: Erased, title_gone: Erased) -> None:
    [page] = [line for line in explain_item(page_gone.home.published, URL).splitlines() if "删除了" in line]
    assert "网页和附件(标题保留)" in page and "原因:" in page
    title = explain_item(title_gone.home.published, URL)
    assert "标题、网页和附件" in title and TITLE not in title
