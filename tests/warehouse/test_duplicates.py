"""Reposts: merged where title and a substantial body are the same, told and left apart where in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import County, Night, Told, county, one_home, page, portal, portal_of, section

FIRST = date(2017, 6, 1)
TITLE = "关于开展秋季安全检查的通知"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    declared = portal(section("wj", "政府文件", "政府文件"), section("gg", "通知公告", "通知公告"))
    with county(tmp_path, declared) as made:
        yield made


def copy(path: str, days: int = 0, title: str = TITLE, **fields: Any) -> Told:
    """An item whose page was read: a text of 300 characters, the same for all unless said otherwise."""
    day = FIRST + timedelta(days=days)
    said = {
        "title": title,
        "published_on": day,
        "content_sha256": title,
        "text_length": 300,
        "body_digest": "b" * 16,
    }
    return Told(path, title, day, page=page(**{**said, **fields}))


def documents(sample: County) -> int:
    value = sample.figure("合计")[0]
    assert value is not None
    return value


def findings(sample: County, check_id: str = "duplicate") -> dict[str, str]:
    return dict(sample.rows("SELECT subject, message FROM findings WHERE check_id = ?", check_id))


COPIES: dict[str, tuple[list[Told], int]] = {
    "a day later": ([copy("wj/2.html", 1)], 1),
    "within the limit": ([copy("wj/2.html", 20)], 1),
    "beyond the limit": ([copy("wj/2.html", 21)], 2),
    "many copies, two days": ([copy("wj/2.html"), copy("wj/3.html"), copy("wj/4.html", 3)], 1),
    "every week": ([copy("wj/2.html", 7), copy("wj/3.html", 14)], 3),
    "every month": ([copy("wj/2.html", 30), copy("wj/3.html", 61), copy("wj/4.html", 61)], 3),
    "another title": ([copy("wj/2.html", title="关于开展冬季安全检查的通知")], 2),
    "title with a blank": ([copy("wj/2.html", title="关于开展秋季　安全检查的通知")], 1),
    "another body": ([copy("wj/2.html", body_digest="c" * 16)], 2),
    "dated by the list": ([copy("wj/2.html", published_on=None, content_sha256="x")], 1),
    "one has a number": ([copy("wj/2.html", document_number="样政发〔2017〕9号")], 1),
}
"""What stands beside an item of that title and body, and how many documents they all are."""


@pytest.fixture(scope="module")
def of_copies(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A portal for each case."""
    declared = section("wj", "政府文件", "政府文件")
    nights: list[Night] = [
        (portal(declared, portal_id=portal_of(COPIES, case)), {"wj": [copy("wj/1.html"), *others]})
        for case, (others, _) in COPIES.items()
    ]
    return one_home(tmp_path_factory.mktemp("copies") / "home", nights)


@pytest.mark.parametrize("case", COPIES)
def test_one_title_and_one_body_are_one_document_within_the_limits_of_the_rule(
    of_copies: County, case: str
) -> None:
    others, count = COPIES[case]
    whose = portal_of(COPIES, case)
    counted = of_copies.rows(
        "SELECT code FROM figure_items JOIN items USING (item_id)"
        " WHERE form = 'sections' AND items.portal_id = ?",
        whose,
    )
    assert Counter(code for (code,) in counted) == {"政府文件": count, "合计": count}
    merged = "SELECT rule FROM merges JOIN items ON item_id = merged_item_id WHERE items.portal_id = ?"
    assert of_copies.rows(merged, whose) == [("M-content@1",)] * (1 + len(others) - count)
    told = of_copies.rows(
        "SELECT outcome FROM findings WHERE check_id = 'duplicate' AND portal_id = ?", whose
    )
    assert told == ([("uncertain",)] if count > 1 else [("pass",)])


def test_each_portal_counts_its_own_documents(of_copies: County) -> None:
    told = dict(of_copies.rows("SELECT portal_id, value FROM figures WHERE code = '合计' AND year = 2017"))
    assert told == {portal_of(COPIES, case): count for case, (_, count) in COPIES.items()}


@pytest.mark.parametrize("short", [{"text_length": 79}, {"text_length": None, "body_digest": None}])
def test_short_and_unknown_texts_prove_nothing(sample: County, short: dict[str, Any]) -> None:
    sample.night(wj=[copy("wj/1.html", **short), copy("wj/2.html", **short)])
    assert documents(sample) == 2
    [(subject, message)] = findings(sample).items()
    assert subject == "标题和日期相同:wj"
    assert "有 1 组(2 条)" in message and "wj/1.html" in message and "wj/2.html" in message


def test_numbers_that_differ_keep_apart_what_else_is_the_same(sample: County) -> None:
    numbers = ("样政发〔2017〕8号", "样政发〔2017〕9号", "样政发〔2017〕9号")
    sample.night(wj=[copy(f"wj/{n}.html", n, document_number=number) for n, number in enumerate(numbers)])
    assert documents(sample) == 2
    # The number is the stronger reason and is the one that is told.
    assert sample.rows("SELECT rule FROM merges") == [("M-document-number@1",)]
    assert list(findings(sample)) == ["标题和正文相同:wj"]


def test_two_portals_do_not_share_documents(sample: County) -> None:
    from warehouse.load import sync_portal

    other = portal(section("xw", "要闻", "动态信息"), portal_id="other")
    sync_portal(sample.ledger, other)
    sample.night(wj=[copy("wj/1.html")])
    visitor = County(sample.home, sample.ledger, other, sample.now)
    visitor.night(xw=[copy("wj/1.html")])
    assert documents(sample) == documents(visitor) == 1
    assert sample.rows("SELECT * FROM merges") == []


def test_look_alikes_are_asked_about_by_pair_of_sections_with_the_likely_reason(sample: County) -> None:
    number = {"index_number": "000014349/2017-00110", "body_digest": None, "text_length": None}
    sample.night(
        wj=[
            copy("wj/1.html", title="甲办法", **number),
            copy("wj/2.html", title="乙通知"),
            Told("wj/3.html", "丙", index_number="无"),
        ],
        gg=[
            copy("gg/1.html", title="甲办法(全文)", **number),
            copy("gg/2.html", title="丁通知"),
            Told("gg/3.html", "戊", index_number="无"),
        ],
    )
    told = findings(sample)
    assert set(told) == {"索引号相同:gg、wj", "正文相同:gg、wj"}
    assert "可能是改了标题重发" in told["索引号相同:gg、wj"]
    assert "“甲办法”" in told["索引号相同:gg、wj"] and "“甲办法(全文)”" in told["索引号相同:gg、wj"]
    assert "可能是换标题转载" in told["正文相同:gg、wj"]
    assert documents(sample) == 6
    assert findings(sample, "duplicate-merged") == {"全部": "没有条目被认定为转载或重发"}


def test_findings_do_not_grow_with_the_number_of_look_alikes(sample: County) -> None:
    sample.night(wj=[Told(f"wj/{n}.html", f"公告{n // 2}") for n in range(400)])
    [(subject, message)] = findings(sample).items()
    assert subject == "标题和日期相同:wj"
    assert "有 200 组(400 条)" in message and len(message) < 600


def test_what_was_merged_is_told_by_rule(sample: County) -> None:
    number = {"document_number": "样政发〔2017〕8号"}
    sample.night(
        wj=[copy("wj/1.html"), copy("wj/2.html"), copy("wj/3.html"), Told("wj/4.html", "甲", **number)],
        gg=[Told("gg/1.html", "乙", **number)],
    )
    assert findings(sample) == {
        "全部": "没有看似同一文件而未合并的条目(2 条的内容页没有读到,正文、文号无从比较)"
    }
    assert findings(sample, "duplicate-merged") == {
        "全部": "共 3 条转载、重发已并入同一文件,不另计:M-content@1 2 条,M-document-number@1 1 条"
    }
