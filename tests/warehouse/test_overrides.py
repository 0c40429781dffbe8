"""What people decided: applied at each publication, kept through crawls, told where it does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.flows.command import gongkai
from tests.warehouse.build import SITE, County, Told, as_left, county, page, portal, section
from warehouse import handwritten, row_ids
from warehouse.handwritten import read_table
from warehouse.overrides import (
    FILE_NAME,
    HEADER,
    KINDS,
    Decision,
    decision_of,
    write_template,
)

SIGNED = "王某,2018-01-22,核对原件"
HEAD = ",".join(HEADER)

FILE_A = Told(
    "a.html", "关于印发方案的通知", page=page(title="关于印发方案的通知", document_number="样政发〔2017〕1号")
)
FILE_B = Told("b.html", "方案", page=page(title="方案", document_number="样政发〔2017〕1号"))
NEWS = Told("n.html", "县长调研", page=page(title="县长调研", unit="样例县财政局"))
OTHER = Told("o.html", "县长再调研")


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(
        section("zfwj", "政府文件", "政府文件"),
        section("dt", "动态", "动态信息"),
        units=[
            {"name": "样例县财政局", "aliases": ["财政局"]},
            {"name": "样例县教育局", "aliases": ["教育局"]},
        ],
    )
    with county(tmp_path_factory.mktemp("one") / "home", declared) as made:
        made.night(zfwj=[FILE_A, FILE_B], dt=[NEWS, OTHER])
        assert (made.figure("政府文件"), made.figure("动态信息")) == ((1, "computed"), (2, "computed"))
    return made


@pytest.fixture
def sample(one_night: County, tmp_path: Path) -> Iterator[County]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


def decide(sample: County, *rows: str) -> tuple[str, ...]:
    """Writes the decisions (kind,item,value; signed here) and publishes; returns the notes."""
    lines = [HEAD, *(f"{row},{SIGNED}" for row in rows)]
    (sample.home.overrides / FILE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sample.publish().notes


def states(sample: County) -> list[str]:
    return [row[0] for row in sample.rows("SELECT state FROM decisions ORDER BY line")]


def test_category_moves_an_item_and_its_figures_name_the_decision(sample: County) -> None:
    assert decide(sample, f"category,{NEWS.id},政府会议") == ()
    assert sample.figure("动态信息")[0] == 1
    assert sample.figure("政府会议") == (1, "lower_bound")  # no section is one of meetings
    assert sample.figure("合计")[0] == 3
    [(category, decided_by, text)] = sample.rows(
        "SELECT category, decided_by, text FROM classifications JOIN rules USING (rule) WHERE item_id = ?",
        NEWS.id,
    )
    assert (category, decided_by) == ("政府会议", "person")
    assert all(part in text for part in ("政府会议", "王某", "2018-01-22", "核对原件"))


def test_several_categories_and_an_address_for_the_item(sample: County) -> None:
    assert decide(sample, f"类别,{SITE}n.html,政府会议、动态信息") == ()
    assert sample.figure("动态信息")[0] == 2
    assert sample.figure("政府会议")[0] == 1
    assert sample.figure("合计")[0] == 3


def test_unit_by_alias(sample: County) -> None:
    assert decide(sample, f"unit,{NEWS.id},教育局") == ()
    assert sample.rows("SELECT unit, unit_from FROM items WHERE item_id = ?", NEWS.id) == [
        ("样例县教育局", "person")
    ]
    assert sample.one("SELECT items FROM counts WHERE category = '动态信息' AND unit = '样例县教育局'") == 1


def test_merge_counts_two_items_once(sample: County) -> None:
    assert decide(sample, f"merge,{OTHER.id},{SITE}n.html") == ()
    assert sample.figure("动态信息")[0] == 1
    [(rule,)] = sample.rows("SELECT rule FROM merges WHERE ? IN (kept_item_id, merged_item_id)", OTHER.id)
    assert rule.startswith("D-merge-")


@pytest.mark.parametrize("value", ["", SITE + "a.html"])
def test_split_counts_both(sample: County, value: str) -> None:
    assert decide(sample, f"split,{FILE_B.id},{value}") == ()
    assert sample.figure("政府文件")[0] == 2
    assert sample.one("SELECT count(*) FROM merges") == 0


def test_excluding_one_copy_of_a_document_tells_which_copy_counts_instead(sample: County) -> None:
    [note] = decide(sample, f"exclude,{FILE_A.id},")
    assert "第 2 行" in note and "已起作用" in note and "仍计入" in note
    assert FILE_B.id in note and FILE_B.url in note
    assert sample.rows("SELECT state, note LIKE '%' || ? || '%' FROM decisions", FILE_B.id) == [
        ("applied", True)
    ]
    assert sample.figure("政府文件") == (1, "computed")
    assert sample.rows("SELECT item_id FROM figure_items WHERE code = '政府文件'") == [(FILE_B.id,)]
    assert decide(sample, f"exclude,{FILE_A.id},", f"exclude,{FILE_B.id},") == ()
    assert sample.figure("政府文件") == (0, "computed")


def test_excluded_item_stays_in_the_file_and_counts_nowhere(sample: County) -> None:
    assert decide(sample, f"exclude,{NEWS.id},") == ()
    assert sample.figure("动态信息")[0] == 1
    assert sample.one("SELECT title FROM items WHERE item_id = ?", NEWS.id) == "县长调研"
    assert sample.one("SELECT counted FROM item_sections WHERE item_id = ?", NEWS.id) is False
    assert sample.one("SELECT count(*) FROM figure_items WHERE item_id = ?", NEWS.id) == 0


def test_included_item_counts_before_a_complete_night_has_accepted_it(sample: County) -> None:
    new = Told("new.html", "刚发布的动态")
    sample.tell("dt", [new], outcome="partial", whole_list=False)
    sample.load()
    sample.publish()
    assert sample.figure("动态信息")[0] == 2
    assert decide(sample, f"include,{new.id},") == ()
    assert sample.figure("动态信息")[0] == 3


def test_decision_survives_another_crawl_and_the_loss_of_its_row_until_it_is_withdrawn(
    sample: County,
) -> None:
    decide(sample, f"category,{NEWS.id},政府会议")
    sample.night(zfwj=[FILE_A, FILE_B], dt=[NEWS, OTHER])
    assert sample.figure("政府会议")[0] == 1
    [note] = decide(sample)
    given = sample.one("SELECT decision_id FROM decisions")
    assert all(part in note for part in (f"{given}", NEWS.id, "王某", "2018-01-2", "仍然有效", "withdraw"))
    assert sample.figure("政府会议")[0] == 1
    assert decide(sample, f"撤回,{given},") == ()
    assert (sample.figure("政府会议"), sample.figure("动态信息")[0]) == ((None, "missing"), 2)


def test_verdict_stands_beside_its_finding_each_night(sample: County) -> None:
    undated = Told("u.html", "无日期", listed_on=None)
    sample.night(zfwj=[FILE_A, FILE_B], dt=[NEWS, OTHER, undated])
    assert decide(sample, "verdict,item-undated:dt,已处理") == ()
    sample.night(zfwj=[FILE_A, FILE_B], dt=[NEWS, OTHER, undated])
    told = sample.rows("SELECT 人工结论, 结论人, 结论日期 FROM 台账.检查结果 WHERE 检查编号 = 'item-undated'")
    assert told == [("已处理", "王某", date(2018, 1, 22))]


IDLE = [
    ("exclude,0000000000000000,", "unknown_item", "没有条目"),
    ("exclude,http://elsewhere.gov.cn/x.html,", "unknown_item", "没有条目"),
    ("exclude,not an address://,", "unknown_item", "没有条目"),
    (f"merge,{NEWS.id},0000000000000000", "unknown_item", "0000000000000000"),
    (f"category,{NEWS.id},动态信息", "no_effect", "本来就是"),
    (f"unit,{NEWS.id},财政局", "no_effect", "本来就是"),
    (f"merge,{FILE_A.id},{FILE_B.id}", "no_effect", "本来就已合并"),
    (f"split,{NEWS.id},", "no_effect", "没有与其他条目合并"),
    (f"include,{NEWS.id},", "no_effect", "本来就已计入"),
    ("verdict,no-such:thing,误报", "unknown_item", "没有这项检查结果"),
    (f"category,{NEWS.id},不存在的类别", "invalid", "不存在的类别"),
    (f"category,{NEWS.id},依申请公开", "invalid", "不是可由网站统计的类别"),
    (f"unit,{NEWS.id},火星局", "invalid", "火星局"),
    (f"merge,{NEWS.id},{NEWS.id}", "invalid", "同一条目"),
    (f"delete,{NEWS.id},", "invalid", "没有“delete”这一种类"),
    ("verdict,item-undated:dt,也许", "invalid", "也许"),
    (f"exclude,{NEWS.id},政府文件", "invalid", "应留空"),
]
"""Rows that do nothing, with the state that they come to and what is said of them."""


@pytest.fixture(scope="module")
def idle(one_night: County, tmp_path_factory: pytest.TempPathFactory) -> tuple[County, tuple[str, ...]]:
    """The county as published by all of these rows, and the notes of that publication; to be read only."""
    with as_left(one_night, tmp_path_factory.mktemp("idle") / "home") as made:
        return made, decide(made, *(row for row, _, _ in IDLE))


@pytest.mark.parametrize("row", range(len(IDLE)), ids=[f"{row[1]}-{row[2]}" for row in IDLE])
def test_row_that_does_nothing_is_told(idle: tuple[County, tuple[str, ...]], row: int) -> None:
    sample, notes = idle
    _, state, says = IDLE[row]
    assert (states(sample)[row], len(notes)) == (state, len(IDLE))
    assert f"第 {row + 2} 行" in notes[row]
    assert says in notes[row]
    [outcome] = sample.rows(
        "SELECT outcome FROM findings WHERE check_id LIKE 'decision-%' AND contains(message, ?)",
        f"第 {row + 2} 行",
    )
    assert outcome in (("fail",), ("uncertain",))


def test_rows_that_do_nothing_change_no_figure(idle: tuple[County, tuple[str, ...]]) -> None:
    sample, _ = idle
    assert (sample.figure("政府文件")[0], sample.figure("动态信息")[0]) == (1, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"category,{NEWS.id},政府会议", f"category,{SITE}n.html,政策解读"),
        (f"unit,{NEWS.id},财政局", f"unit,{NEWS.id},教育局"),
        (f"exclude,{NEWS.id},", f"include,{NEWS.id},"),
        (f"merge,{NEWS.id},{OTHER.id}", f"split,{NEWS.id},"),
        (f"merge,{NEWS.id},{OTHER.id}", f"split,{OTHER.id},{NEWS.id}"),
        ("verdict,item-undated:全部,误报", "verdict,item-undated:全部,属实"),
    ],
)
def test_of_two_contradicting_rows_none_applies_and_both_are_told(
    sample: County, one: str, other: str
) -> None:
    notes = decide(sample, one, f"exclude,{FILE_A.id},", other)
    assert states(sample) == ["contradicts", "applied", "contradicts"]
    told = [note for note in notes if "矛盾" in note]
    assert "第 4 行矛盾" in told[0]
    assert "第 2 行矛盾" in told[1]
    assert sample.figure("动态信息")[0] == 2


def test_row_told_twice_applies_once(sample: County) -> None:
    notes = decide(sample, f"exclude,{NEWS.id},", f"exclude,{SITE}n.html,")
    assert states(sample) == ["applied", "no_effect"]
    assert "与第 2 行相同" in notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"item,value\nx,y\n", "第 1 行的表头"),
        (b"", "空文件"),
        (HEAD.encode("utf-16")[:-3], "表头"),
        (None, "不见了"),
    ],
)
def test_unreadable_file_is_published_by_as_it_could_be_read_last_and_told(
    sample: County, content: bytes | None, says: str
) -> None:
    """Without its decisions the figures would change and nobody would know."""
    assert decide(sample, f"exclude,{NEWS.id},") == ()
    file = sample.home.overrides / FILE_NAME
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    first = sample.publish()
    assert (sample.figure("动态信息")[0], states(sample), first.unreadable) == (1, ["applied"], 1)
    assert says in first.notes[0] and "仍按上次能读时的内容执行(1 行)" in first.notes[0]
    since = unreadable(sample)
    assert since == [("fail", "error", FILE_NAME, f"{first.notes[0]}(自 {day_of_data(sample)} 起)")]
    sample.night(zfwj=[FILE_A, FILE_B], dt=[NEWS, OTHER])
    assert unreadable(sample) == since, "since the first night"
    assert file.exists() is (content is not None), "no template in its place"
    decide(sample)
    assert sample.figure("动态信息")[0] == 1, "an empty table withdraws nothing"
    assert [row[0] for row in unreadable(sample)] == ["pass"]
    decide(sample, f"withdraw,{sample.one('SELECT decision_id FROM decisions')},")
    assert sample.figure("动态信息")[0] == 2


def unreadable(sample: County) -> list[tuple[object, ...]]:
    return sample.rows(
        "SELECT outcome, severity, subject, message FROM findings WHERE check_id = 'decisions-unreadable'"
    )


def day_of_data(sample: County) -> object:
    return sample.one("SELECT strftime(timezone('Asia/Shanghai', data_as_of), '%Y-%m-%d') FROM meta")


def test_unreadable_row_is_published_by_as_it_could_be_read_last(sample: County) -> None:
    decide(sample, f"category,{NEWS.id},政府会议", f"exclude,{OTHER.id},")
    check = row_ids.made("D", 2)[-1]
    rows = [f"category,{NEWS.id},政府会议,王某,昨天,核对原件", f"exclude,{FILE_A.id},,王某,46334,新的一行"]
    (sample.home.overrides / FILE_NAME).write_text("\n".join([HEAD, *rows]), encoding="gb18030")
    report = sample.publish()
    assert report.unreadable == 2
    assert [note.partition(":")[0].partition("自 ")[0] for note in report.notes] == [
        "overrides/decisions.csv 第 2 行读不懂",
        f"overrides/decisions.csv 中的 D2{check}(exclude {OTHER.id} 王某 2018-01-22 核对原件)",
        f"overrides/decisions.csv 第 3 行(exclude {FILE_A.id})没有起作用",
    ]
    assert sample.figure("政府会议") == (1, "lower_bound")
    assert sample.figure("动态信息")[0] == 0, "one moved, one still excluded: its row is gone"
    assert states(sample) == ["applied", "applied", "invalid"], "what is in no line comes first"
    [(_, _, subject, message)] = unreadable(sample)
    assert subject == f"decisions.csv category {NEWS.id} 政府会议"
    assert "第 2 行" in str(message) and "when 是“昨天”" in str(message)


def test_decisions_published_before_a_copy_was_kept_stand_too(sample: County) -> None:
    decide(sample, f"排除,{NEWS.id},", f"exclude,{OTHER.id},政府文件")
    sample.home.decided.unlink()
    (sample.home.overrides / FILE_NAME).write_bytes(b"")
    report = sample.publish()
    assert (sample.figure("动态信息")[0], states(sample)) == (1, ["applied"])
    assert "仍按上次能读时的内容执行(1 行)" in report.notes[0]


def test_status_says_what_cannot_be_read(sample: County) -> None:
    (sample.home.overrides / FILE_NAME).write_bytes(b"who;what\n")
    sample.ledger.close()
    told = gongkai("status", "--home", sample.home.root)
    assert told.returncode == 0
    assert f"overrides/{FILE_NAME}读不懂" in told.stdout


def test_unsigned_or_undated_rows_do_not_apply(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    rows = [
        "exclude,x,,,2018-01-22,原因",
        "exclude,x,,王某,2018-01-22,",
        "exclude,x,,王某,昨天,原因",
        "exclude,x,,王某,2018-02-30,原因",
        "exclude,x,,王某,2018-01-22,原因,多余",
        "exclude,x,,王某,2018/1/22,原因,,",
    ]
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8-sig")
    read = decisions_in(file)
    assert [row.fault is None for row in read] == [False] * 5 + [True]
    assert (read[-1].when, read[-1].line) == (date(2018, 1, 22), 7)


def decisions_in(file: Path) -> list[Decision]:
    return [decision_of(line) for line in read_table(file, HEADER).lines]


def test_line_numbers_count_lines_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    text = f'{HEAD}\n# 说明\n\nexclude,x,,王某,2018-01-22,"两\n行"\nexclude,y,,王某,2018-01-22,原因\n'
    file.write_text(text, encoding="utf-8")
    assert [(row.line, row.item) for row in decisions_in(file)] == [(4, "x"), (6, "y")]


def test_template_explains_every_kind_and_holds_no_decision(sample: County, tmp_path: Path) -> None:
    written = sample.home.overrides / FILE_NAME
    assert written.read_bytes().startswith(b"\xef\xbb\xbfkind,item,")
    assert decisions_in(written) == []
    assert all(kind in written.read_text(encoding="utf-8-sig") for kind in KINDS)
    written.write_text(HEAD, encoding="utf-8")
    write_template(written)
    assert written.read_text(encoding="utf-8") == HEAD


def test_republish_applies_decisions_without_a_crawl(sample: County) -> None:
    home = sample.home
    text = f"{HEAD}\nexclude,{NEWS.id},,{SIGNED}\nexclude,0000000000000000,,{SIGNED}\n"
    (home.overrides / FILE_NAME).write_text(text, encoding="utf-8")
    sample.ledger.close()
    done = gongkai("republish", "--home", home.root)
    assert done.returncode == 0, done.stderr
    assert "第 3 行" in done.stderr
    assert sample.figure("动态信息")[0] == 1
    (home.overrides / FILE_NAME).write_text("who,what\n", encoding="utf-8")
    kept = gongkai("republish", "--home", home.root)
    assert kept.returncode == 3
    assert "第 1 行的表头" in kept.stderr and "已公布" in kept.stdout
    assert sample.figure("动态信息")[0] == 1
    assert gongkai("republish", "--home", home.root / "nowhere").returncode == 2
