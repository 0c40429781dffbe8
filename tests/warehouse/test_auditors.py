"""The auditors' guide: every question of it is answered by a published file, and answered truly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import warehouse
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.overrides import FILE_NAME, HEADER

GUIDE = (Path(warehouse.__file__).parent / "AUDITORS.md").read_text(encoding="utf-8")
QUESTIONS = {
    int(number): statement
    for number, statement in re.findall(r"^\*\*(\d+)\. .*?```sql\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
}

NUMBER = "样政发〔2017〕1号"
KEPT = Told("a.html", "关于印发方案的通知", page=page(title="关于印发方案的通知", document_number=NUMBER))
COPY = Told("b.html", "方案", listed_on=date(2017, 6, 2), page=page(title="方案", document_number=NUMBER))
NEWS = Told("n.html", "县长调研", unit="县财政局", page=page(title="县长调研", content_sha256="1" * 64))
EDITED = Told("n.html", "县长调研", unit="县财政局", page=page(title="县长调研", content_sha256="2" * 64))
GONE = Told("g.html", "将撤下", page=page(title="将撤下"))
LEFT = Told("g.html", "将撤下", page={"outcome": "gone"})
UNDATED = Told("u.html", "无日期", listed_on=None)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    declared = portal(
        section("zfwj", "政府文件", "政府文件"),
        section("dt", "动态", "动态信息"),
        section("qt", "从未读过", "政府会议"),
        units=[{"name": "样例县财政局", "aliases": ["县财政局"]}],
    )
    with county(tmp_path_factory.mktemp("auditors"), declared) as made:
        made.night(zfwj=[KEPT, COPY], dt=[NEWS, GONE, UNDATED])
        row = "verdict,item-undated:dt,已处理,王某,2018-01-22,已请单位补上"
        (made.home.overrides / FILE_NAME).write_text(f"{','.join(HEADER)}\n{row}\n", encoding="utf-8")
        made.night(zfwj=[KEPT, COPY], dt=[EDITED, LEFT, UNDATED])
        yield made


def answer(sample: County, number: int) -> list[dict[str, Any]]:
    with duckdb.connect(str(sample.home.published), read_only=True) as reader:
        reader.execute("SET TimeZone = 'Asia/Shanghai'")
        cursor = reader.execute(QUESTIONS[number])
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_a_dozen_questions_on_one_page() -> None:
    assert list(QUESTIONS) == list(range(1, len(QUESTIONS) + 1))
    assert len(QUESTIONS) >= 12
    assert len(GUIDE.splitlines()) < 140


@pytest.mark.parametrize("number", QUESTIONS)
def test_every_question_runs(sample: County, number: int) -> None:
    answer(sample, number)


def test_answers_are_true(sample: County) -> None:
    figures = {row["行号"]: row["数值"] for row in answer(sample, 1)}
    assert (figures["政府文件"], figures["动态信息"], figures["政务微博"]) == (1, 2, None)
    assert [row["标题"] for row in answer(sample, 2)] == [KEPT.title]
    assert {"不同渠道和方式公开相同信息计1条" in row["text"] for row in answer(sample, 3)} == {True, False}
    units = {(row["发布单位"], row["类别"]): row["条数"] for row in answer(sample, 4)}
    assert units["样例县财政局", "动态信息"] == 1
    assert [(row["保留"], row["并入"]) for row in answer(sample, 5)] == [(KEPT.title, COPY.title)]
    assert [(row["title"], row["category"]) for row in answer(sample, 6)] == [(KEPT.title, "政府文件")]
    assert [row["title"] for row in answer(sample, 7)] == [UNDATED.title]
    assert [row["标题"] for row in answer(sample, 8)] == [GONE.title]
    assert [(row["title"], row["version"]) for row in answer(sample, 9)] == [(NEWS.title, 1), (NEWS.title, 2)]
    assert [row["栏目名称"] for row in answer(sample, 10)] == ["从未读过"]
    assert {row["相差天数"] for row in answer(sample, 11)} == {233, 234}
    assert [(row["种类"], row["是否起作用"]) for row in answer(sample, 12)] == [("结论", "已起作用")]
    verdicts = {row["检查编号"]: row["人工结论"] for row in answer(sample, 13)}
    assert verdicts["item-undated"] == "已处理"
    assert verdicts["section-incomplete"] is None
