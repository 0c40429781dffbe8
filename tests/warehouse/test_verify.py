"""`verify` finds and names whatever is not as it was: one byte of the archive, one row, one figure."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest

from scrapers.reread import reread
from tests.flows.command import gongkai
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import portal, section
from warehouse.home import Home
from warehouse.seal import seal, sum_of
from warehouse.verify import Verification, VerifyError, verify_published, verify_sealed

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
    return verify_published(home, _reader(home), lambda done, total: None)


def sealed_verified(home: Home) -> list[Verification]:
    return verify_sealed(home, 2017, _reader(home), lambda done, total: None)


def _reader(home: Home) -> Callable[..., object]:
    return partial(reread, home.archive)


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
        f"UPDATE figures SET value = NULL, origin = 'missing' WHERE {IS_ROW}",
        "2017 动态信息:文件中是 缺",
    ),
    "figure taken out": (f"DELETE FROM figures WHERE {IS_ROW}", "2017 动态信息:文件中是 没有这一行"),
    "row behind a figure taken out": (
        f"DELETE FROM figure_items WHERE {IS_ROW}",
        f"动态信息 的明细缺少条目 {NEWS.id}“{NEWS.title}”",
    ),
    "row behind a figure put in": (
        f"INSERT INTO figure_items VALUES ('sections', 2017, '政府文件', '{NEWS.id}')",
        f"政府文件 的明细多出条目 {NEWS.id}",
    ),
    "row behind a figure doubled": (
        f"INSERT INTO figure_items VALUES ('sections', 2017, '动态信息', '{NEWS.id}')",
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
    with pytest.raises(VerifyError, match="没有发布文件"):
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
