"""What people are told after a night, and when they are left alone."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.build import BEIJING, County, Told, as_left, county, page, portal, section
from tests.warehouse.messages.telling import Telling
from warehouse.home import Home
from warehouse.messages.compose import plain, with_waiting
from warehouse.messages.memory import Memory, Undelivered, keep_memory, read_memory
from warehouse.messages.night import MessagePlan, NightTold, check_message, night_message
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.read_only import wal_of
from warehouse.settings import load_settings
from warehouse.watch import NightCheck

NEWS = Told("n.html", "县长调研春耕")
FAILED = ("failed", "状态 500")


@pytest.fixture(scope="module")
def settled_county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A county whose first night was told: all well."""
    declared = portal(
        section("zfwj", "政府文件", "政府文件", unit="样例县人民政府"),
        section("dt", "动态", "动态信息", unit="样例县人民政府办公室"),
    )
    with county(tmp_path_factory.mktemp("told") / "home", declared) as made:
        assert Telling(made).night([NEWS]) is not None
    return made


@pytest.fixture
def sample(settled_county: County, tmp_path: Path) -> Iterator[Telling]:
    with as_left(settled_county, tmp_path / "home") as made:
        yield Telling(made)


@pytest.fixture
def unsettled(tmp_path: Path) -> Iterator[Telling]:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with county(tmp_path / "home", declared) as made:
        yield Telling(made)


def test_the_first_night_is_told_also_when_all_is_well(unsettled: Telling) -> None:
    message = unsettled.night([NEWS])
    assert message is not None
    assert message.subject == "[公开] 样例县人民政府 2018-01-20 夜:一切正常"
    for text in (message.text, message.markdown):
        for part in (
            "2 个栏目中 2 个读取完整",
            "这是第一条消息",
            "没有需要处理的事项",
            "县长调研春耕",
            "2 条",
        ):
            assert part in text
        assert "需要处理】" not in text and "仍有" not in text


def test_a_quiet_night_says_nothing(sample: Telling) -> None:
    assert sample.night([NEWS]) is None


def test_new_items_alone_are_no_message(sample: Telling) -> None:
    assert sample.night([NEWS, Told("m.html", "县长再调研")]) is None


def test_a_failed_section_is_told_once_with_what_to_do(sample: Telling) -> None:
    message = sample.night([NEWS, Told("m.html", "县长再调研", date(2018, 1, 21))], zfwj=FAILED)
    assert message is not None
    assert message.subject.endswith("2018-01-21 夜:1 项新情况需要处理")
    for part in (
        "栏目“政府文件”读取失败(状态 500);最近一次完整读取在 2018-01-21",
        "请打开 http://www.sample.gov.cn/zfwj/",
        "gongkai probe --section http://www.sample.gov.cn/zfwj/",
        "portals/",
        "2 个栏目中 1 个读取完整",
        "【新增】1 条",
        "动态信息 样例县人民政府办公室 1 条",
        "县长再调研(2018-01-21)",
    ):
        assert part in message.text, message.text
    assert sample.night([NEWS], zfwj=FAILED) is None
    assert sample.night([NEWS], zfwj=("failed", "状态 503")) is None, "another reason is the same cause"


def test_a_cause_that_is_over_is_told_once(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    message = sample.night([NEWS])
    assert message is not None
    assert message.subject.endswith(":1 项已恢复")
    assert "【已解除】\n· 栏目“政府文件”读取失败" in message.text
    assert sample.night([NEWS]) is None
    again = sample.night([NEWS], zfwj=FAILED)
    assert again is not None and "1 项新情况" in again.subject, "what comes back is new"


def test_what_was_told_is_only_counted_beside_what_is_new(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    message = sample.night([], zfwj=FAILED, dt=("partial", "第 2 页没有读到"))
    assert message is not None
    assert "1 项新情况" in message.subject
    assert "栏目“动态”没有读全(第 2 页没有读到)" in message.text
    assert "栏目“政府文件”" not in message.text
    assert "仍有 1 项以前说过的情况未解决" in message.text


def test_worse_is_told_and_better_is_not(sample: Telling) -> None:
    assert sample.night([], dt=("partial", "第 2 页")) is not None
    worse = sample.night([], dt=("challenged", "412"))
    assert worse is not None and "被网站的防护系统拦截(412)" in worse.text
    assert "允许访问的名单" in worse.text
    assert sample.night([], dt=("partial", "第 2 页")) is None
    assert sample.night([], dt=("challenged", "412")) is None, "to and fro is one cause"


def test_a_night_in_which_nothing_was_read_is_told_as_such(sample: Telling) -> None:
    message = sample.night([], dt=FAILED, zfwj=FAILED)
    assert message is not None
    assert "当晚没有一个栏目读成" in message.text and "3 项新情况" in message.subject


def test_many_causes_are_named_up_to_a_few(tmp_path: Path) -> None:
    many = [section(f"s{n}", f"栏目{n}", "动态信息") for n in range(12)]
    base = [section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息")]
    with county(tmp_path / "home", portal(*base, *many)) as made:
        message = Telling(made).night([NEWS])
    assert message is not None
    assert "12 项新情况" in message.subject
    assert message.text.count("还没有读取过") == 8 and "…另有 4 项" in message.text


@pytest.mark.parametrize(
    ("night", "said"),
    [("2018-01-30T22:10", None), ("2018-01-31T22:10", "2018-01"), ("2018-02-01T00:20", "2018-01")],
)
def test_the_last_night_of_a_month_is_told_also_when_all_is_well(
    sample: Telling, night: str, said: str | None
) -> None:
    sample.county.now = datetime.fromisoformat(night).replace(tzinfo=BEIJING)
    message = sample.night([NEWS])
    if said is None:
        assert message is None
        return
    assert message is not None and message.subject.endswith("2018-01-31 夜:一切正常")
    assert f"{said} 月末例行消息" in message.text
    assert sample.night([NEWS]) is None


def test_a_last_night_that_was_not_is_made_up_for(sample: Telling) -> None:
    sample.county.now = datetime(2018, 2, 3, 22, 10, tzinfo=BEIJING)
    message = sample.night([NEWS])
    assert message is not None and "2018-01 月末例行消息" in message.text


def test_a_night_that_ended_in_an_error_is_told_once(sample: Telling) -> None:
    error = f"数据目录 {sample.county.home.root} 所在磁盘已满;已公布的文件未受影响,请腾出空间后重跑"
    message = sample.error(error)
    assert message is not None
    assert message.subject == "[公开] 2018-01-21 夜:没有完成,没有公布"
    for part in (error, "gongkai nightly", "已公布的数字保持不变"):
        assert part in message.text
    assert sample.error(error) is None
    other = sample.error("portals/sample.toml: 第 3 行不是有效的 TOML")
    assert other is not None and "第 3 行" in other.text
    good = sample.night([NEWS])
    assert good is not None and good.subject.endswith("2 项已恢复")


def test_an_error_before_any_publication_is_told_and_the_first_night_after_it(unsettled: Telling) -> None:
    assert unsettled.error("portals/ 里没有门户文件") is not None
    message = unsettled.night([NEWS])
    assert message is not None and "这是第一条消息" in message.text and "1 项已恢复" in message.subject


def test_an_error_says_nothing_of_what_it_could_not_see(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    message = sample.error("磁盘已满")
    assert message is not None and "已解除" not in message.text
    assert sample.night([NEWS], zfwj=FAILED) is not None, "the error is over"
    assert sample.night([NEWS], zfwj=FAILED) is None, "the section was told before"


def test_one_message_a_night_at_most(sample: Telling) -> None:
    assert sample.error("磁盘已满") is not None
    sample.county.now -= timedelta(days=1) - timedelta(hours=1)
    assert sample.night([NEWS], zfwj=FAILED) is None
    sample.county.now = datetime(2018, 1, 22, 22, 10, tzinfo=BEIJING)
    later = sample.night([NEWS], zfwj=FAILED)
    assert later is not None and "1 项新情况" in later.subject and "1 项已恢复" in later.subject


def test_decisions_that_do_nothing_are_told_with_file_and_line(sample: Telling) -> None:
    row = "unit,http://www.sample.gov.cn/nowhere.html,样例县财政局,王某,2018-01-22,核对原件"
    file = sample.county.home.overrides / FILE_NAME
    file.write_text(f"{','.join(HEADER)}\n{row}\n", encoding="utf-8")
    message = sample.night([NEWS])
    assert message is not None
    assert "人工决定“unit http://www.sample.gov.cn/nowhere.html”没有起作用" in message.text
    assert "overrides/decisions.csv 的第 2 行" in message.text and "gongkai republish" in message.text
    assert sample.night([NEWS]) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "种类,条目\n".encode("gbk")])
def test_a_file_of_decisions_that_became_unreadable_is_told_once_and_when_it_is_well_again(
    sample: Telling, content: bytes
) -> None:
    file = sample.county.home.overrides / FILE_NAME
    row = "exclude,http://www.sample.gov.cn/a.html,,王某,2018-01-22,核对原件"
    good = f"{','.join(HEADER)}\n{row}\n".encode()
    file.write_bytes(good)
    sample.night([NEWS])
    file.write_bytes(content)
    message = sample.night([NEWS])
    assert message is not None
    assert (
        "overrides/decisions.csv读不懂" in message.text and "仍按上次能读时的内容执行(1 行)" in message.text
    )
    assert "请照这句话改正 overrides/ 或 declared/ 中的文件" in message.text
    assert sample.night([NEWS]) is None
    file.write_bytes(good)
    well = sample.night([NEWS])
    assert well is not None and "1 项已恢复" in well.subject


def test_findings_are_told_by_check_and_again_when_there_is_a_newer_one(sample: Telling) -> None:
    def undatable(*names: str) -> list[Told]:
        return [NEWS, *(Told(f"{n}.html", f"通知{n}", date(2100, 1, 1)) for n in names)]

    message = sample.night(undatable("a"))
    assert message is not None
    assert "检查结果〔提醒〕" in message.text and "date-impossible" in message.text
    assert "台账.检查结果" in message.text
    assert sample.night(undatable("a")) is None
    newer = sample.night(undatable("a", "b"))
    assert newer is not None and "(共 2 项)" in newer.text
    over = sample.night([NEWS, Told("a.html", "通知a"), Told("b.html", "通知b")])
    assert over is not None and "date-impossible" not in over.subject


def test_what_is_only_uncertain_is_counted_and_no_ground(sample: Telling) -> None:
    assert sample.night([NEWS, Told("u.html", "没有日期的", None)]) is None
    message = sample.night([NEWS, Told("u.html", "没有日期的", None)], zfwj=FAILED)
    assert message is not None and "另有 1 项存疑待核" in message.text


def test_changes_are_told_beside_a_cause(sample: Telling) -> None:
    before = Told("e.html", "关于清明放假的通知", page=page(title="关于清明放假的通知"))
    after = Told("e.html", "关于清明放假的通知", page=page(title="关于清明放假的补充通知"))
    sample.night([NEWS, before])
    message = sample.night([NEWS, after], zfwj=FAILED)
    assert message is not None
    assert "【变动】\n· 修改 1 条:关于清明放假的补充通知" in message.text


def test_titles_of_strangers_mean_nothing_in_markdown(sample: Telling) -> None:
    title = "**急** [点此](http://evil.example/) <@all> `x` # 标题\u202e"
    message = sample.night([NEWS, Told("x.html", title)], zfwj=FAILED)
    assert message is not None
    found = next(line for line in message.markdown.splitlines() if "点此" in line)
    assert not set("*[]<>`#|") & set(found), found
    assert "http://" not in found and "\u202e" not in message.text + message.markdown


def test_plain_keeps_what_chinese_titles_are_made_of() -> None:
    title = "关于印发《方案》的通知(样政发〔2017〕1号)— 第 1-3 条,见 /srv/gong_kai"
    assert plain(title) == title


def test_what_people_copy_stands_in_markdown_as_it_is_typed(sample: Telling) -> None:
    message = sample.night([NEWS], zfwj=FAILED)
    assert message is not None
    assert "gongkai probe --section http://www.sample.gov.cn/zfwj/" in message.markdown
    assert str(sample.county.home.root) in message.markdown


def test_a_published_file_with_a_log_beside_it_is_told(sample: Telling) -> None:
    wal_of(sample.county.home.published).write_bytes(b"x")
    message = sample.say(NightTold(("x",), None, sample.county.now))
    assert message is not None and "gongkai.duckdb.wal" in message.text


@pytest.mark.parametrize("words", ["", "{", "[]", '{"told": 5}', '{"told": {"a": 1}}', "\udcff"])
def test_a_memory_that_cannot_be_read_is_told_again_and_no_crash(sample: Telling, words: str) -> None:
    sample.night([NEWS], zfwj=FAILED)
    memory = sample.county.home.work / "messages.json"
    memory.write_bytes(words.encode("utf-8", "surrogateescape"))
    message = sample.night([NEWS], zfwj=FAILED)
    assert message is not None and "栏目“政府文件”读取失败" in message.text


def test_the_memory_is_its_owners_and_appears_whole(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    work = sample.county.home.work
    assert stat.S_IMODE((work / "messages.json").stat().st_mode) == 0o600
    assert [path.name for path in work.iterdir() if "aside" in path.name] == ["aside"]


def test_without_a_work_folder_it_is_remembered_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    home, now = Home(tmp_path / "gone"), datetime(2018, 1, 21, 9, tzinfo=BEIJING)
    bad = NightCheck("missing", now.date(), "没有运行", "night:missing")
    plan = check_message(home, bad, now)
    assert plan.message is not None and keep_memory(home, plan.memory, now)
    assert check_message(home, bad, now).message is None
    assert not home.root.exists()


def checked(sample: Telling, outcome: str, cause: str = "") -> MessagePlan:
    now = sample.county.now
    check = NightCheck(outcome, now.date(), f"这一晚{outcome}", cause)  # type: ignore[arg-type]
    plan = check_message(sample.county.home, check, now)
    keep_memory(sample.county.home, plan.memory, now)
    return plan


def test_the_watchdog_tells_a_cause_once_and_once_that_it_is_over(sample: Telling) -> None:
    assert checked(sample, "ok").message is None
    told = checked(sample, "missing", "night:missing").message
    assert told is not None
    assert told.subject.endswith(":夜间抓取没有按时完成") and "这一晚missing" in told.text
    assert checked(sample, "missing", "night:missing").message is None
    assert checked(sample, "failed", "night:nothing").message is not None, "another cause"
    over = checked(sample, "ok").message
    assert over is not None and "2 项已恢复" in over.subject and "夜间抓取已恢复正常" in over.text
    assert checked(sample, "ok").message is None


def test_what_a_night_told_is_not_told_by_the_watchdog_too(sample: Telling) -> None:
    assert sample.error("磁盘已满") is not None
    cause = next(iter(read_memory(sample.county.home).told))
    assert checked(sample, "failed", cause).message is None


def test_the_watchdogs_cause_is_over_with_the_next_good_night(sample: Telling) -> None:
    checked(sample, "missing", "night:missing")
    message = sample.night([NEWS])
    assert message is not None and "1 项已恢复" in message.subject
    assert checked(sample, "ok").message is None


def test_the_watchdog_does_not_end_what_it_cannot_see(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    assert checked(sample, "ok").message is None
    assert sample.night([NEWS], zfwj=FAILED) is None


def test_what_waits_for_a_channel_goes_behind_what_is_new(sample: Telling) -> None:
    now = sample.county.now
    waiting = [Undelivered(subject=f"第{n}", text=f"文{n}", markdown=f"标{n}", made_at=now) for n in (1, 2)]
    message = sample.night([NEWS], zfwj=FAILED)
    both = with_waiting(message, waiting)
    assert message is not None and both is not None and both.subject == message.subject
    assert both.text.index("政府文件") < both.text.index("此前未能送达:第2") < both.text.index("第1")
    alone = with_waiting(None, waiting[:1])
    assert alone is not None and (alone.subject, alone.text) == ("第1(补发)", "文1")
    assert with_waiting(None, []) is None


def test_memory_comes_back_as_it_was_kept(sample: Telling) -> None:
    sample.night([NEWS], zfwj=FAILED)
    home, now = sample.county.home, sample.county.now
    memory = read_memory(home)
    assert [told.sentence[:8] for told in memory.told.values()] == ["栏目“政府文件”"]
    assert keep_memory(home, memory, now)
    assert read_memory(home) == memory.model_copy(update={"written_at": now})
    assert Memory() != memory


def test_night_message_writes_nothing_itself(sample: Telling) -> None:
    home = sample.county.home
    before = (home.work / "messages.json").read_bytes()
    told = NightTold((), "磁盘已满", sample.county.now)
    assert night_message(home, load_settings(home.root, {}), told, sample.county.now).message is not None
    assert (home.work / "messages.json").read_bytes() == before
