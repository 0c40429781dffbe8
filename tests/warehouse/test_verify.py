"""`verify` finds and names whatever is not as it was: one byte of the archive, one row, one figure."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from scrapers.address import item_id
from scrapers.http.answers import Answer
from scrapers.records import Request
from tests.flows.command import gongkai
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import Told, portal, section
from warehouse.home import Home
from warehouse.seal import seal, sum_of
from warehouse.verify import How, Verification, VerifyError, verify_published, verify_sealed

FILE = told("a.html", "关于印发方案的通知", document_number="样政发〔2017〕1号")
COPY = told("b.html", "关于印发方案的通知(转)", document_number="样政发〔2017〕1号")
NEWS = told("n.html", "县长到乡镇调研防汛工作", "2017-07-03")
OLD = told("o.html", "县长检查安全生产工作", "2016-12-31")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchivedCounty]:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with archived_county(tmp_path_factory.mktemp("sound"), declared) as made:
        made.night(zfwj=[FILE, COPY], dt=[NEWS, OLD])
        seal(made.home, 2017, None, made.now, made.payload)
        yield made


@pytest.fixture
def home(built: ArchivedCounty, tmp_path: Path) -> Home:
    """A copy of the sound home, to be damaged."""
    copy = tmp_path / "home"
    shutil.copytree(built.home.root, copy, ignore=shutil.ignore_patterns("work"))
    return Home(copy)


def verified(home: Home) -> Verification:
    return verify_published(home, How())


def sealed_verified(home: Home) -> list[Verification]:
    return verify_sealed(home, 2017, How())


def told_of(verification: Verification) -> str:
    return "\n".join(f"[{one.what}] {one.message}" for one in verification.differences)


def alter(file: Path, *statements: str) -> None:
    """Changes rows of a file and its sum with it: as somebody would who wants it not to be seen."""
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    told_in = file.with_name(file.name + ".sha256")
    told_in.chmod(0o644)
    told_in.write_text(f"{digest}  {file.name}\n")


def test_sound_home_has_no_difference(built: ArchivedCounty) -> None:
    found = verified(built.home)
    assert found.differences == ()
    assert (found.records, found.unarchived) == (4, 0)
    [sealed] = sealed_verified(built.home)
    assert sealed.differences == ()
    assert sealed.records == 3


def test_one_altered_byte_of_the_published_file(home: Home) -> None:
    home.published.chmod(0o644)
    content = bytearray(home.published.read_bytes())
    content[-1] ^= 1
    home.published.write_bytes(content)
    assert "SHA-256" in told_of(verified(home))


def test_published_file_that_is_no_database(home: Home) -> None:
    home.published.chmod(0o644)
    home.published.write_bytes(b"x" * 9000)
    found = told_of(verified(home))
    assert "[校验和]" in found
    assert "无法读取" in found


class Crossed(ArchivedCounty):
    """An item's page was stored as another one's: the record says whose it is."""

    def _answer(self, item: Told) -> Answer:
        answer = super()._answer(item)
        if item.url != OLD.url:
            return answer
        crossed = replace(answer.exchanges[0], url=NEWS.url)
        return replace(answer, request=Request(NEWS.url), exchanges=(crossed,))


def test_page_of_another_item_is_told_even_where_all_else_agrees(tmp_path: Path) -> None:
    declared = portal(section("dt", "动态", "动态信息"))
    with archived_county(tmp_path, declared) as bare:
        made = Crossed(bare.home, bare.ledger, bare.portal)
        made.night(dt=[NEWS, OLD])
        [difference] = verified(made.home).differences
    assert (difference.what, difference.subject) == ("存档记录", item_id(declared.id, OLD.url))
    assert (
        "“县长检查安全生产工作”第 1 版" in difference.message and "的网页不是它自己的" in difference.message
    )
    assert f"答的是 {NEWS.url};" in difference.message


def test_missing_sum(home: Home) -> None:
    home.published_sha256.unlink()
    assert "gongkai.duckdb.sha256 无法读取" in told_of(verified(home))


def test_missing_archive_file_names_the_file_and_its_items(home: Home, built: ArchivedCounty) -> None:
    name = built.places[NEWS.url].file_name
    (home.archive / name).unlink()
    found = told_of(verified(home))
    assert f"{name} 不见了" in found
    assert NEWS.id in found
    assert FILE.id not in found


@pytest.mark.parametrize("where", ["the page", "the last byte"])
def test_one_altered_byte_of_the_archive(home: Home, built: ArchivedCounty, where: str) -> None:
    place = built.places[NEWS.url]
    file = home.archive / place.file_name
    content = bytearray(file.read_bytes())
    content[place.offset + 300 if where == "the page" else -1] ^= 1
    file.unlink()
    file.write_bytes(content)
    found = told_of(verified(home))
    assert "[存档文件]" in found
    assert place.file_name in found
    assert (NEWS.id in found) == (where == "the page")


def test_archived_page_replaced_by_another_whole_one(
    home: Home, built: ArchivedCounty, tmp_path: Path
) -> None:
    """A forged record is whole in itself: the sums tell."""
    place = built.places[NEWS.url]
    with archived_county(tmp_path / "forger", built.portal) as other:
        text = "另一段全然不同的文字,讲的是别的事情。"
        other.tell("dt", [told("n.html", NEWS.title, "2017-08-08", text=text)])
        [warc] = other.home.packages.glob("*/*.warc.gz")
        forged = warc.read_bytes()[other.places[NEWS.url].offset :]
    file = home.archive / place.file_name
    content = file.read_bytes()[: place.offset] + forged
    file.unlink()
    file.write_bytes(content)
    found = told_of(verified(home))
    assert "[内容]" in found
    assert "发布日期是 2017-07-03,由存档" in found
    assert "2017-08-08" in found
    [sealed] = sealed_verified(home)
    assert "与封存时的字节不同" in told_of(sealed)


IS_NEWS = f"item_id = '{NEWS.id}'"
IS_ROW = "year = 2017 AND code = '动态信息'"
ALTERED = {
    "another value": (
        f"UPDATE figures SET value = 3 WHERE {IS_ROW}",
        "2017 动态信息:文件中是 3,明细 1 条,由条目重新统计是 1",
    ),
    "figure made missing": (
        f"UPDATE figures SET value = NULL, origin = 'missing', state = 'missing' WHERE {IS_ROW}",
        "2017 动态信息:文件中是 缺",
    ),
    "figure taken out": (f"DELETE FROM figures WHERE {IS_ROW}", "2017 动态信息:文件中是 没有这一行"),
    "row behind a figure taken out": (
        f"DELETE FROM figure_items WHERE {IS_ROW}",
        f"动态信息 的明细缺少条目 {NEWS.id}“{NEWS.title}”",
    ),
    "row behind a figure put in": (
        f"INSERT INTO figure_items VALUES ('sample', 'sections', 2017, '政府文件', '{NEWS.id}')",
        f"政府文件 的明细多出条目 {NEWS.id}",
    ),
    "row behind a figure doubled": (
        f"INSERT INTO figure_items VALUES ('sample', 'sections', 2017, '动态信息', '{NEWS.id}')",
        f"动态信息 的明细把条目 {NEWS.id}“{NEWS.title}”列了 2 次",
    ),
    "merge undone": ("DELETE FROM merges", "2017 政府文件:文件中是 1,明细 1 条,由条目重新统计是 2"),
    "item dated into another year": (
        f"UPDATE items SET published_on = '2016-07-03' WHERE {IS_NEWS}",
        "2017 动态信息:文件中是 1,明细 1 条,由条目重新统计是 0",
    ),
    "item in another category": (
        f"UPDATE classifications SET category = '政府会议' WHERE {IS_NEWS}",
        "2017 政府会议:文件中是 缺,明细 0 条,由条目重新统计是 1",
    ),
    "item that may not count": (
        f"UPDATE item_sections SET counted = FALSE WHERE {IS_NEWS}",
        f"条目 {NEWS.id}“{NEWS.title}”有类别,却没有任何一个栏目计入它",
    ),
    "another sum of content": (
        f"UPDATE items SET content_sha256 = repeat('0', 64) WHERE {IS_NEWS}",
        "与它的任何一版都不同",
    ),
    "another place in the archive": (
        f"UPDATE item_versions SET archive_offset = 7 WHERE {IS_NEWS}",
        "的存档记录无法读出",
    ),
    "another count": (
        "UPDATE counts SET items = 9 WHERE category = '动态信息' AND year = 2017",
        "是 9,重新统计是 1",
    ),
}


@pytest.mark.parametrize(("statement", "says"), ALTERED.values(), ids=ALTERED)
def test_altered_row_is_named_even_with_a_fitting_sum(home: Home, statement: str, says: str) -> None:
    alter(home.published, statement)
    assert says in told_of(verified(home))
    sealed = home.sealed / "2017.duckdb"
    alter(sealed, statement)
    assert says in told_of(sealed_verified(home)[0])


IN_BOTH = {
    "title": (
        f"UPDATE items SET title = '改过的标题' WHERE {IS_NEWS}",
        f"items.title:条目 {NEWS.id}“改过的标题”是 “改过的标题”,按其第 1 版应为 “{NEWS.title}”",
    ),
    "title of the version too": (
        f"UPDATE items SET title = '改过的标题' WHERE {IS_NEWS};"
        f"UPDATE item_versions SET title = '改过的标题' WHERE {IS_NEWS}",
        "第 1 版的标题是 改过的标题,由存档",
    ),
    "unit": (
        f"UPDATE items SET unit = '样例县财政局' WHERE {IS_NEWS}",
        f"items.unit:条目 {NEWS.id}“{NEWS.title}”是 “样例县财政局”(来源 default)",
    ),
    "unit of the version": (
        f"UPDATE item_versions SET unit = '样例县财政局' WHERE {IS_NEWS}",
        "第 1 版的发布单位是 样例县财政局,由存档",
    ),
    "number of the version": (
        f"UPDATE item_versions SET document_number = '样政发〔2017〕9号' WHERE {IS_NEWS}",
        "第 1 版的发文字号是 样政发〔2017〕9号,由存档",
    ),
    "number of the item": (
        f"UPDATE item_versions SET document_number = '样政发〔2017〕9号' WHERE {IS_NEWS}",
        f"items.document_number:条目 {NEWS.id}“{NEWS.title}”是 无,按其第 1 版应为 “样政发〔2017〕9号”",
    ),
    "index number of the version": (
        f"UPDATE item_versions SET index_number = '000014349/2017-00012' WHERE {IS_NEWS}",
        "第 1 版的索引号是 000014349/2017-00012,由存档",
    ),
    "instant": (
        f"UPDATE items SET published_at = '2017-07-03 08:00+08' WHERE {IS_NEWS}",
        f"items.published_at:条目 {NEWS.id}",
    ),
    "date within the year": (
        f"UPDATE items SET published_on = '2017-07-04' WHERE {IS_NEWS}",
        "是 “2017-07-04”,按其第 1 版应为 “2017-07-03”",
    ),
    "address": (
        f"UPDATE items SET url = 'http://www.sample.gov.cn/x.html' WHERE {IS_NEWS}",
        f"条目 {NEWS.id}“{NEWS.title}”的网址是 http://www.sample.gov.cn/x.html",
    ),
    "item taken out alone": (
        f"DELETE FROM items WHERE {IS_NEWS}",
        f"item_versions:有条目 {NEWS.id} 的行",
    ),
    "words of a rule": (
        "UPDATE rules SET text = '改过的口径' WHERE rule LIKE 'S-category@%'",
        "是“改过的口径”(统计口径),规则文件中是“",
    ),
    "rule of a figure": (
        f"UPDATE figures SET rule = 'S-category@9' WHERE {IS_ROW}",
        "figures.rule:2017 动态信息 等 1 行写的规则 S-category@9 在 rules 表中没有",
    ),
    "another rule of a figure": (
        f"UPDATE figures SET rule = (SELECT rule FROM rules WHERE rule LIKE 'S-total@%') WHERE {IS_ROW}",
        "figures.rule:数字 sections 2017 动态信息 是“S-total”,应为“S-category”",
    ),
    "measure of a figure": (
        f"UPDATE figures SET measure = '件' WHERE {IS_ROW}",
        "figures.measure:数字 sections 2017 动态信息 是“件”,应为“条”",
    ),
    "rule of a person": (
        "INSERT INTO rules VALUES ('P-1@1', 1, '人工', '人工决定')",
        "rules:人工决定 P-1@1 与 decisions 表不符(没有这个决定)",
    ),
}


@pytest.mark.parametrize(("statement", "says"), IN_BOTH.values(), ids=IN_BOTH)
def test_what_does_not_follow_is_named_with_what_stands_and_what_should(
    home: Home, statement: str, says: str
) -> None:
    for file in (home.published, home.sealed / "2017.duckdb"):
        alter(file, statement)
    assert says in told_of(verified(home))
    assert says in told_of(sealed_verified(home)[0])


def wholly(item: str) -> list[str]:
    """Takes an item out of every table, and out of the numbers."""
    tables = ["items", "item_sections", "item_versions", "item_changes", "attachments", "classifications"]
    taken = [f"DELETE FROM {table} WHERE item_id = '{item}'" for table in (*tables, "figure_items")]
    numbers = "code IN ('动态信息', '合计') AND year = 2017"
    return [
        *taken,
        f"UPDATE figures SET value = value - 1 WHERE {numbers}",
        "DELETE FROM counts WHERE category = '动态信息' AND year = 2017",
    ]


def test_an_item_taken_out_wholly_is_named(home: Home) -> None:
    alter(home.published, *wholly(NEWS.id))
    found = told_of(verified(home))
    assert f"items:缺少条目 {NEWS.id}“{NEWS.title}”,它在 2017.duckdb 中" in found
    assert "[内容校验和] meta.content_sha256 是 " in found


def test_an_item_taken_out_of_a_sealed_year_wholly_is_named(home: Home) -> None:
    alter(home.sealed / "2017.duckdb", *wholly(NEWS.id), "DELETE FROM archive_records")
    [sealed] = sealed_verified(home)
    found = told_of(sealed)
    assert f"items:缺少条目 {NEWS.id}“{NEWS.title}”,它在封存之前已经发现" in found
    assert "[内容校验和] seal.content_sha256 是 " in found


def test_archived_page_that_no_version_points_to_any_more(home: Home) -> None:
    alter(home.sealed / "2017.duckdb", *wholly(NEWS.id))
    assert "archive_records:封存所依据的网页 archive/" in told_of(sealed_verified(home)[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE items SET first_seen_at = first_seen_at - INTERVAL 100 DAY",
        "UPDATE item_sections SET section_id = 'dt'",
    ],
)
def test_what_nothing_else_tells_changes_the_sum_of_the_content(home: Home, statement: str) -> None:
    for file in (home.published, home.sealed / "2017.duckdb"):
        alter(file, statement)
    assert "由各表内容重新计算是" in told_of(verified(home))
    assert "由各表内容重新计算是" in told_of(sealed_verified(home)[0])


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rule_files",
        "UPDATE rule_files SET content = ''",
        "UPDATE rule_files SET content = 'a,b' || chr(10) || '1'",
        "DELETE FROM seal",
        "INSERT INTO seal FROM seal",
        "DELETE FROM meta",
        "DROP TABLE decisions",
    ],
)
def test_a_sealed_file_without_its_own_words_is_a_difference_and_no_fault(home: Home, statement: str) -> None:
    alter(home.sealed / "2017.duckdb", statement)
    assert sealed_verified(home)[0].differences != ()


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[ArchivedCounty]:
    """2017 sealed twice: an item came up in between."""
    with archived_county(tmp_path / "twice", portal(section("dt", "动态", "动态信息"))) as made:
        made.night(dt=[OLD])
        made.night(dt=[OLD, NEWS])
        seal(made.home, 2017, None, made.now, made.payload)
        late = told("late.html", "县政府召开常务会议", "2017-11-11")
        made.night(dt=[OLD, NEWS, late])
        assert seal(made.home, 2017, None, made.now, made.payload).is_new
        yield made


def test_two_closings_are_sound_and_the_first_cannot_be_changed_behind_the_second(
    twice: ArchivedCounty,
) -> None:
    home = twice.home
    assert [one.differences for one in sealed_verified(home)] == [(), ()]
    assert verified(home).differences == ()
    alter(home.sealed / "2017.duckdb", "UPDATE runs SET outcome = 'partial'")
    found = told_of(sealed_verified(home)[1])
    assert "2017.duckdb 在那之后被改动" in found
    (home.sealed / "2017.duckdb").unlink()
    assert "2017.duckdb 不见了" in told_of(sealed_verified(home)[0])


def test_differences_told_by_a_closing_are_made_again(twice: ArchivedCounty) -> None:
    file = twice.home.sealed / "2017.v2.duckdb"
    alter(file, "DELETE FROM differences WHERE change = '增加' AND code = '合计'")
    found = told_of(sealed_verified(twice.home)[1])
    assert "differences:sections 合计 增加 条目" in found and "表中没有这一行" in found


def test_reading_of_the_same_bytes_by_older_rules_is_no_difference(twice: ArchivedCounty) -> None:
    """A reparse adds a version at the same place of the archive: that of before said what was read then."""
    home = twice.home
    alter(
        home.published,
        f"INSERT INTO item_versions BY NAME SELECT * REPLACE (2 AS version)"
        f" FROM item_versions WHERE {IS_NEWS}",
        f"UPDATE item_versions SET unit = '旧规则读出的单位' WHERE {IS_NEWS} AND version = 1",
    )
    assert {one.what for one in verified(home).differences} == {"内容校验和"}


def test_sum_of_another_version_of_duckdb_is_not_compared_and_that_is_said(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duckdb, "__version__", "3.0.0")
    found = verified(home)
    assert found.differences == ()
    assert "另一版本的 DuckDB" in found.notes[0]


def test_altered_rules_of_a_sealed_year(home: Home) -> None:
    alter(
        home.sealed / "2017.duckdb",
        "UPDATE rule_files SET content = content || '#' WHERE name = 'counting.csv'",
    )
    assert "规则文件 counting.csv" in told_of(sealed_verified(home)[0])


def test_altered_sealed_file_and_a_lost_version(home: Home) -> None:
    first = home.sealed / "2017.duckdb"
    first.rename(home.sealed / "2017.v3.duckdb")
    sum_of(first).rename(sum_of(home.sealed / "2017.v3.duckdb"))
    [found] = sealed_verified(home)
    assert "缺少 2017 年的第 1 个封存文件" in told_of(found)


def test_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="没有公布文件"):
        verified(Home(tmp_path))
    with pytest.raises(VerifyError, match="没有 2017 年的封存文件"):
        sealed_verified(Home(tmp_path))


def test_command_tells_by_its_exit_code(home: Home) -> None:
    sound = gongkai("verify", "--home", home.root)
    assert (sound.returncode, "没有差异" in sound.stdout) == (0, True)
    alter(home.published, "UPDATE figures SET value = 3 WHERE year = 2017 AND code = '动态信息'")
    altered = gongkai("verify", "--home", home.root)
    assert altered.returncode == 1
    assert "2017 动态信息" in altered.stdout
    assert gongkai("verify", "--home", home.root, "--year", "2017").returncode == 0
    assert gongkai("verify", "--home", home.root, "--year", "2016").returncode == 2
