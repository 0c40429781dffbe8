"""Figures that an update of rules or program moved are told, each, until judged or until a year is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.homes import laid, sum_again
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import County, Told, as_left, one_home, portal, section
from warehouse import portal_names
from warehouse import publish as publishing
from warehouse.home import HomeError
from warehouse.ledger import open_ledger
from warehouse.publish import publish
from warehouse.seal import seal
from warehouse.verify import How, verify_published

MOVED = (
    "SELECT subject, message, outcome, verdict FROM findings WHERE check_id = 'figure-moved' ORDER BY subject"
)
PASSED = ("全部", "一年来没有数字因规则或程序更新而变动", "pass", None)
TOLD = "规则或程序更新后,有数字与上次公布不同:{};每个见检查结果 figure-moved"
BY_ANOTHER = "UPDATE meta SET rules_version = 'of before'"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> County:
    """One night, published, 2017 sealed; the ledger is closed."""
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with archived_county(tmp_path_factory.mktemp("moves"), declared) as made:
        made.night(zfwj=[told("a.html", "通知", "2017-05-05")], dt=[told("b.html", "会议召开", "2016-03-03")])
        seal(made.home, 2017, None, made.now, made.payload)
    return made


@pytest.fixture
def made(published: ArchivedCounty, tmp_path: Path) -> Iterator[County]:
    with as_left(published, tmp_path / "home") as county:
        yield county


def before(county: County, *statements: str) -> None:
    """The file that stands says something else, as one that an older program published."""
    file = county.home.published
    file.chmod(0o600)
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)
    sum_again(file)


def moved(county: County) -> list[tuple[Any, ...]]:
    return county.rows(MOVED)


def figure(code: str, year: int, change: str) -> str:
    return f"UPDATE figures SET {change} WHERE code = '{code}' AND year = {year}"


def test_value_origin_and_rule_of_before_and_after_are_told_with_what_a_sealed_file_holds(
    made: County,
) -> None:
    before(
        made,
        BY_ANOTHER,
        figure("政府文件", 2017, "value = 12, rule = 'S-category@2'"),
        figure("动态信息", 2016, "value = 1, origin = 'lower_bound'"),
    )
    assert made.publish().notes == (TOLD.format("2016 年 1 个、2017 年 1 个"),)
    found = moved(made)
    day = f"{made.now + timedelta(hours=8, minutes=7):%Y-%m-%d}"
    assert {row[0] for row in found} == {f"sections 2017 政府文件 {day}", f"sections 2016 动态信息 {day}"}
    by_year = {row[0].split()[1]: row[1] for row in found}
    assert by_year["2017"].startswith(
        "2017年“政府文件”:规则或程序更新后,与上次公布相比 12 → 1,规则 S-category@2 → S-"
    )
    assert by_year["2017"].endswith(";2017 年已封存,封存的数字是 1(sealed/2017.duckdb),不变")
    assert "相比 1 → 1,来源 仅下限 → 可由网站得出,规则 S-" in by_year["2016"] and "(未变)" in by_year["2016"]
    assert "封存" not in by_year["2016"]


def test_it_stays_until_a_year_is_over_and_verify_finds_nothing(made: County) -> None:
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    made.publish()
    first = moved(made)
    assert verify_published(made.home, How(now=made.now)).differences == ()
    made.now += timedelta(days=364)
    made.publish()
    assert moved(made) == first != [PASSED]
    made.now += timedelta(days=2)
    made.publish()
    assert moved(made) == [PASSED]


def test_a_verdict_stands_beside_it_also_when_the_year_is_over(made: County) -> None:
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    made.publish()
    [(subject, *_)] = moved(made)
    line = f"verdict,figure-moved:{subject},属实,王某,2018-02-01,逐条核对"
    (made.home.overrides / "decisions.csv").write_text(f"kind,item,value,who,when,why\n{line}\n", "utf-8")
    for days in (1, 400):
        made.now += timedelta(days=days)
        made.publish()
        assert [(row[0], row[3]) for row in moved(made)] == [(subject, "属实")]
        assert made.rows("SELECT state FROM decisions") == [("applied",)]


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE meta SET schema_version = 5",
        "INSERT INTO runs BY NAME SELECT * REPLACE ('reparse-1' AS run_id, 'reparse' AS kind) FROM runs",
        "UPDATE section_runs SET reader_version = 'of before'",
    ],
    ids=["form", "archive read again", "reader"],
)
def test_another_form_or_another_reader_is_an_update_too(made: County, changed: str) -> None:
    before(made, changed, figure("政府文件", 2017, "value = 12"))
    if "reparse" in changed:  # the archive was read again since: the other way round is the same comparison
        assert made.rows("SELECT count(*) FROM runs") == [(2,)]
    made.publish()
    assert [row[1].count("12 → 1,") for row in moved(made)] == [1]


def test_what_newly_read_items_alone_move_is_nothing_of_the_kind(made: County) -> None:
    made.night(zfwj=[told("a.html", "通知", "2017-05-05"), told("c.html", "通知", "2017-06-06")])
    assert made.figure("政府文件") == (2, "computed") and moved(made) == [PASSED]


def test_a_file_from_before_any_section_was_read_to_its_end_is_by_no_other_reader(made: County) -> None:
    """The first night was cut off: what the second one reads is no update of the program."""
    before(made, "UPDATE section_runs SET reader_version = NULL", "UPDATE figures SET value = value + 1")
    made.publish()
    assert moved(made) == [PASSED]


def test_rows_that_come_and_go_are_told_where_there_is_a_number(made: County) -> None:
    before(
        made,
        BY_ANOTHER,
        figure("政府文件", 2017, "code = '旧类', label = '旧类'"),
        figure("权责清单", 2017, "code = '旧空类', label = '旧空类'"),
        "DELETE FROM figures WHERE year = 2016",
    )
    made.publish()
    said = {row[0].split()[2]: row[1] for row in moved(made)}
    assert set(said) == {"旧类", "政府文件"}
    assert "1 → 缺,来源 可由网站得出 → 没有这一行" in said["旧类"]
    assert "缺 → 1,来源 没有这一行 → 可由网站得出" in said["政府文件"]


def test_of_several_portals_each_has_its_own(tmp_path: Path) -> None:
    """In files of before their figures stood together: those cannot be compared, which is said."""
    both = [portal(section("nb", "信息公开年报", "信息公开年报"), portal_id=name) for name in ("a", "b")]
    made = one_home(tmp_path / "home", [(declared, {"nb": [Told("nb/1.html")]}) for declared in both])
    change = figure("信息公开年报", 2017, "value = 5")
    with open_ledger(made.home.ledger) as made.ledger:
        before(made, BY_ANOTHER, f"{change} AND portal_id = 'b'")
        assert made.publish().notes == (TOLD.format("2017 年 1 个"),)
        found = made.rows(
            "SELECT portal_id, outcome FROM findings WHERE check_id = 'figure-moved' ORDER BY ALL"
        )
        assert found == [("a", "pass"), ("b", "uncertain")]
        before(made, "UPDATE meta SET schema_version = 6", f"{change} AND portal_id = 'a'")
        made.now += timedelta(days=1)
        [note] = made.publish().notes
        assert "没有逐个比较" in note
        assert made.ledger.execute("SELECT portal_id FROM figure_moves").fetchall() == [("b",)]


def test_a_renamed_portal_has_moved_nothing_by_that_and_its_sealed_year_is_known(made: County) -> None:
    """A rename may be the first command after an update: the file that stands has its former id."""
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 7"))
    portal_names.rename(made.ledger, "sample", "present", made.now)
    assert made.publish().notes == (TOLD.format("2017 年 1 个"),)
    [(subject, message, *_)] = moved(made)
    assert subject.startswith("sections 2017 政府文件 ")
    assert "7 → 1" in message and "sealed/2017.duckdb" in message


def test_what_is_sealed_in_a_portals_own_folder_is_told(made: County) -> None:
    (made.home.sealed / "sample").mkdir()
    for file in list(made.home.sealed.glob("2017.duckdb*")):
        file.rename(made.home.sealed / "sample" / file.name)
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 7"))
    made.publish()
    [(_, message, *_)] = moved(made)
    assert "sealed/sample/2017.duckdb" in message


def test_moves_told_while_the_clock_was_ahead_are_told_on(made: County) -> None:
    made.now += timedelta(days=900)
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    made.publish()
    made.now -= timedelta(days=900)
    made.publish()
    assert [row[1].count("12 → 1,") for row in moved(made)] == [1]
    assert verify_published(made.home, How(now=made.now)).differences == ()


def test_a_file_that_is_not_ours_moves_nothing(made: County) -> None:
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    made.home.published_sha256.write_text(f"{'0' * 64}  gongkai.duckdb\n", "utf-8")
    assert any("不符" in note for note in made.publish().notes)
    assert moved(made) == [PASSED]


def test_a_sealed_file_that_was_altered_is_not_quoted(made: County) -> None:
    sealed = made.home.sealed / "2017.duckdb"
    sealed.chmod(0o600)
    with duckdb.connect(str(sealed)) as connection:
        connection.execute("UPDATE figures SET value = 999 WHERE value = 1")
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    made.publish()
    assert "封存" not in moved(made)[0][1]


def test_a_publication_that_came_to_nothing_is_not_told_twice(
    made: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(made, BY_ANOTHER, figure("政府文件", 2017, "value = 12"))
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "put_in_place", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(HomeError):
            made.publish()
    assert made.ledger.execute("SELECT count(*) FROM figure_moves").fetchall() == [(1,)]
    made.now += timedelta(hours=1)
    made.publish()
    [(_, message, *_)] = moved(made)
    assert message.count("→") == 1 + message.count("规则 S-category@2 →") and "又" not in message
    assert made.ledger.execute("SELECT count(*) FROM figure_moves").fetchall() == [(1,)]


def test_two_moves_of_one_day_stand_in_one_finding_and_those_of_two_days_apart(made: County) -> None:
    for value, days in ((12, 0), (7, 0), (5, 3)):
        made.now += timedelta(days=days, minutes=1)
        before(made, BY_ANOTHER, figure("政府文件", 2017, f"value = {value}"))
        made.publish()
    [first, second] = [row[1] for row in moved(made)]
    assert [first.count(words) for words in ("12 → 1,", ";又 7 → 1,", "5 → 1,")] == [1, 1, 0]
    assert "5 → 1," in second


def test_a_home_of_version_6_keeps_its_figures_and_is_told_of_those_that_were_others(tmp_path: Path) -> None:
    home = laid("v6", tmp_path / "home")
    shutil.copyfile(home.published, tmp_path / "before.duckdb")
    county = County(home, None, None)  # type: ignore[arg-type]
    before(county, figure("动态信息", 2017, "value = 8"))
    with open_ledger(home.ledger) as ledger:
        publish(home, ledger, county.now + timedelta(days=9))
    with duckdb.connect(str(tmp_path / "before.duckdb"), read_only=True) as then:
        words = "SELECT year, code, value, origin FROM figures WHERE form = 'sections' ORDER BY ALL"
        assert county.rows(words) == then.execute(words).fetchall()
    [(subject, message, *_)] = moved(county)
    assert subject.startswith("sections 2017 动态信息 ") and "相比 8 → 1," in message
    assert "封存的数字是 1(sealed/2017.duckdb),不变" in message
