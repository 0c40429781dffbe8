"""The sample county portal says what its truth says: counted from the seed, rendered and edited rightly."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from scrapers.portalfile import load_portal
from tests.portal import Portal, running_portal
from tests.portal.building import build
from tests.portal.editions import COUNTY, EDITIONS
from tests.portal.model import SEED_2017, Item, Section, Truth


@pytest.fixture(scope="module")
def county() -> Truth:
    return build(COUNTY, 2017).truth()


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running:
        yield running


class Got:
    """One answer, read over a socket through the proxy."""

    def __init__(self, portal: Portal, url: str, method: str = "GET", body: str = "", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, url, body=body or None, headers=named)
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()

    @property
    def text(self) -> str:
        return self.body.decode()


def test_2017_is_the_seeds_in_every_category(county: Truth) -> None:
    counts = county.counts(2017)
    assert {category: counts[category] for category in SEED_2017} == SEED_2017
    assert counts["权责清单"] == 2945 and counts["动态信息"] == 1301
    assert set(counts) - set(SEED_2017) == {"通知公告"}


def test_distinct_total_counts_shared_items_once(county: Truth) -> None:
    # 12 meetings and 8 pieces on poverty relief stand in the news too; 3 documents among the notices.
    assert county.distinct_total(2017, SEED_2017) == sum(SEED_2017.values()) - 12 - 8
    assert (
        county.distinct_total(2017)
        == county.distinct_total(2017, SEED_2017) + county.counts()["通知公告"] - 3
    )


def test_budgets_stand_in_two_sections_and_are_one_set(county: Truth) -> None:
    budgets = county.of("预决算公开")
    assert len(budgets) == 350
    assert all(set(item.sections) == {"yjsgk", "czyjs"} for item in budgets)


def test_one_document_number_under_two_addresses(county: Truth) -> None:
    documents = county.of("政府文件")
    assert (len(documents), len({item.document_number for item in documents})) == (37, 34)
    assert len(county.merged) == 3
    for kept, merged in county.merged:
        assert kept.address != merged.address
        assert (kept.title, kept.document_number) == (merged.title, merged.document_number)


def test_minutes_around_the_year(county: Truth) -> None:
    edges = {
        "2016-12-31 23:59": 2016,
        "2017-01-01 00:01": 2017,
        "2017-12-31 23:59": 2017,
        "2018-01-01 00:01": 2018,
    }
    for printed, year in edges.items():
        items = [item for item in county.items if item.printed.startswith(printed)]
        assert {item.home for item in items} == {"zwyw", "yjsgk", "zfhy", "spxw"}
        assert {item.year for item in items} == {year}
    assert any(item.published.astimezone(UTC).year == 2016 for item in county.items if item.year == 2017)


def test_units_and_reports(county: Truth) -> None:
    assert len(county.units) == 31
    reports = county.of("信息公开年报")
    assert len({item.unit for item in reports}) == 22
    assert all("2016年" in item.title for item in reports)
    names = {unit.name for unit in county.units}
    assert {item.unit for item in county.items} - names == {"云泽县人民政府", "云泽县气象灾害防御中心"}
    assert {item.unit_from for item in county.items} == {"printed", "alias", "title", "section", "default"}
    aliases = [alias for unit in county.units for alias in (unit.name, *unit.aliases)]
    assert len(aliases) == len(set(aliases)), "an alias that two units share could not be resolved"


def test_ordinary_mess_is_there(county: Truth) -> None:
    same = [item for item in county.items if item.title == "不动产更正登记公告"]
    assert len(same) == 3 and (max(i.day for i in same) - min(i.day for i in same)).days <= 6
    assert 200 <= sum(item.year != 2017 for item in county.items) <= 600
    assert sum(item.pinned for item in county.items) >= 5
    assert {item.kind for item in county.items} == {"page", "file", "external"}
    migrated = [item for item in county.items if item.year == 2017 and re.search(r"2018-?0?2", item.address)]
    assert len(migrated) > 100
    assert any(item.issued and item.issued.year == 2016 for item in county.of("政府文件"))
    assert {item.printed_unit for item in county.items} >= {None, "", "本网"}
    assert len(county.by_address) == len(county.items)


def test_equal_seeds_equal_counties(county: Truth) -> None:
    assert build(COUNTY, 2017).truth().items == county.items
    other = build(COUNTY, 4).truth()
    assert other.items != county.items
    counts = other.counts(2017)
    assert {category: counts[category] for category in SEED_2017} == SEED_2017


@pytest.mark.parametrize("edition", ["county", "small"])
def test_no_two_pages_share_an_address(edition: str) -> None:
    truth = build(EDITIONS[edition], 2017).truth()
    addresses = [item.canonical for item in (*truth.items, *truth.strays)]
    assert len(addresses) == len(set(addresses))


def test_personal_data_has_right_check_digits(county: Truth) -> None:
    personal = [datum for item in county.items for datum in item.personal]
    for identity in (datum.value for datum in personal if datum.kind == "identity_number"):
        # GB 11643: the weighted sum of all eighteen leaves 1 modulo 11.
        digits = [10 if digit == "X" else int(digit) for digit in identity]
        assert sum(digit * pow(2, 17 - place, 11) for place, digit in enumerate(digits)) % 11 == 1
    for card in (datum.value for datum in personal if datum.kind == "bank_card"):
        doubled = "".join(str(2 * int(digit)) for digit in card[-2::-2])
        assert sum(map(int, card[-1::-2] + doubled)) % 10 == 0
    assert {datum.kind for datum in personal} == {"identity_number", "mobile", "bank_card", "office_phone"}


def _list_addresses(section: Section) -> list[str]:
    """The section's list pages as its own pager would name them, read from what page 1 says."""
    if section.family == "ucap":
        return [f"xwzx_list_{n}.shtml" if n > 1 else "xwzx_list.shtml" for n in range(1, 50)]
    start = 1 if section.family == "trs" else 2
    return ["index.html", *(f"index_{n}.html" for n in range(start, 50))]


_LISTS = {
    "trs": r'<div class="d_960_3">(.*?)<div class="page"',
    "ucap": r'<ul class="tab_list">(.*?)</ul>',
    "empire": r'<div class="news_list">(.*?)<div class="pagediv"',
    "hanweb": r"<recordset>(.*?)</recordset>",
}


def _rows(page: str, section: Section, base: str) -> list[str]:
    found = re.search(_LISTS[section.family], page, re.DOTALL)
    assert found, f"no list on {base}"
    inner = re.sub(r"<div style=.*", "", found[1], flags=re.DOTALL)
    return [urljoin(base, unescape(href)) for href in re.findall(r'href="([^"]+)"', inner)]


def _walk(portal: Portal, section: Section) -> list[str]:
    folder = f"http://{section.host}{section.folder}"
    found: list[str] = []
    if section.family == "hanweb":
        page = Got(portal, folder + "index.html").text
        total = re.search(r"totalRecord:(\d+),perPage:(\d+)", page)
        assert total
        base = "http://xxgk.yunze.example/art/" if "<base" in page else folder
        found = _rows(page, section, base)
        column, unit = re.findall(r"columnid:(\d+).*unitid:'(\d+)'", page)[0]
        while len(found) < int(total[1]):
            first, last = len(found) + 1, len(found) + 3 * int(total[2])
            query = f"startrecord={first}&endrecord={last}&perpage={total[2]}&columnid={column}&unitid={unit}"
            block = Got(portal, f"http://{section.host}/module/web/jpage/dataproxy.jsp?{query}").text
            assert f"<totalrecord>{total[1]}</totalrecord>" in block
            found += _rows(block, section, base)
        return found
    for file in _list_addresses(section):
        answer = Got(portal, folder + file)
        if answer.status == 404:
            return found
        found += _rows(answer.body.decode(section.charset), section, folder)
    raise AssertionError("the list does not end")


def test_lists_show_exactly_the_sections_rows(portal: Portal) -> None:
    for section in portal.truth.sections:
        walked = _walk(portal, section)
        assert walked == [item.address for item in portal.world.rows(section.id)], section.id
        assert len(walked) == portal.truth.section_rows[section.id]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://www.yunze.example/xwzx/zwyw/", 'createPageHTML(3, 0, "index", "html")'),
        ("http://www.yunze.example/xwzx/zwyw/index_2.html", 'createPageHTML(3, 2, "index", "html")'),
        ("http://zwgk.yunze.example/yunze/c100101/xwzx_list.shtml", "1, 1, 'xwzx_list', 'shtml', 5)"),
        ("http://www.yunze.example/spxw/", '<a title="Total record">&nbsp;<b>7</b> </a>'),
        ("http://www.yunze.example/spxw/", '<a href="index_2.html">尾页</a>'),
        ("http://xxgk.yunze.example/col/col20101/index.html", "jpage({totalRecord:19,perPage:5,"),
        ("http://www.yunze.example/hdjl/yjzj/", "此栏目暂无任何新增信息"),
    ],
)  # fmt: skip
def test_lists_state_their_totals_as_their_family_does(portal: Portal, address: str, words: str) -> None:
    assert words in Got(portal, address).text


def test_items_print_what_is_true(portal: Portal) -> None:
    for item in portal.truth.items:
        if item.kind == "external":
            continue
        answer = Got(portal, item.address)
        assert answer.status == 200
        if item.kind == "file":
            assert answer.body.startswith(b"%PDF-")
            continue
        section = next(section for section in portal.truth.sections if section.id == item.home)
        _assert_printed(item, section, unescape(answer.body.decode(section.charset)))


def _assert_printed(item: Item, section: Section, page: str) -> None:
    assert item.title in page
    day = f"{item.day:%Y年%m月%d日}" if section.style == "table" else item.printed
    assert re.search(rf"发布(日期|时间)(</strong>)?：{re.escape(day)}(?!\d)", page)
    if item.printed_unit:
        assert item.printed_unit in page
    if item.document_number_printed:
        assert item.document_number_printed in page
    for datum in item.personal:
        assert datum.value in page
    for address, name in item.attachments:
        assert name in page and address.rpartition("/")[2] in page
    if section.family == "ucap":
        assert '<meta name="PubDate" content="2018-03-15 12:34:05">' in page
        assert "页面生成时间 2018-03-15 12:34:05" in page


def test_side_lists_show_pages_that_are_no_items(portal: Portal) -> None:
    truth = portal.truth
    strays = {item.canonical for item in truth.strays}
    assert strays and not strays & set(truth.by_address)
    page = Got(portal, "http://www.yunze.example/xwzx/zwyw/").text
    assert truth.strays[0].address in page
    assert Got(portal, truth.strays[0].address).status == 200


def test_gbk_section_needs_gb18030(portal: Portal) -> None:
    answer = Got(portal, "http://www.yunze.example/xwzx/xzdt/")
    assert answer.headers["Content-Type"] == "text/html"
    assert b"charset=gb2312" in answer.body
    assert "㐀" in answer.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("gb2312")


def test_validators_and_304(portal: Portal) -> None:
    url = "http://www.yunze.example/xwzx/zwyw/"
    first = Got(portal, url)
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again = Got(portal, url, **headers)
        assert (again.status, again.body) == (304, b"")
    assert Got(portal, url, If_None_Match='"other"').status == 200


def test_proxy_and_origin_answer_alike(portal: Portal) -> None:
    url = "http://www.yunze.example/xwzx/zwyw/"
    as_origin = Got(portal, urlsplit(url).path, Host="www.yunze.example")
    assert as_origin.body == Got(portal, url).body
    assert Got(portal, "http://www.elsewhere.example/").status == 502
    assert Got(portal, url + "nothing.html").status == 404
    assert Got(portal, "http://www.yunze.example/robots.txt").text.startswith("User-agent: *")
    assert Got(portal, url, method="HEAD").body == b""


def test_dataproxy_takes_posts_too(portal: Portal) -> None:
    url = "http://xxgk.yunze.example/module/web/jpage/dataproxy.jsp"
    query = "startrecord=1&endrecord=3&perpage=5&columnid=20101"
    posted = Got(portal, url, "POST", query, Content_Type="application/x-www-form-urlencoded")
    assert posted.body == Got(portal, f"{url}?{query}").body
    assert posted.text.count("<record>") == 3


def test_requests_are_logged(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with running_portal(edition="small", log=log) as portal:
        Got(portal, "http://www.yunze.example/robots.txt", User_Agent="gongkai/0")
        Got(portal, "http://www.yunze.example/", If_None_Match='"x"')
        seen = [(asked.url, asked.status, asked.agent, asked.conditional) for asked in portal.requests]
        portal.forget_requests()
        assert portal.requests == ()
    assert seen == [
        ("http://www.yunze.example/robots.txt", 200, "gongkai/0", False),
        ("http://www.yunze.example/", 200, "", True),
    ]
    assert len(log.read_text().splitlines()) == 2


def test_edits_between_nights() -> None:
    with running_portal(edition="small") as portal:
        truth = portal.truth
        news = next(item for item in portal.world.rows("zwyw") if item.kind == "page" and item.home == "zwyw")
        before, untouched = Got(portal, news.address), Got(portal, "http://www.yunze.example/spxw/")
        portal.world.edit(news.key)
        after = Got(portal, news.address, If_None_Match=before.headers["ETag"])
        assert after.status == 200 and after.body != before.body
        assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
        fresh = portal.world.add_like(
            news.key, "新发布的消息", datetime(2018, 3, 2, 9, 0, tzinfo=news.published.tzinfo)
        )
        assert portal.truth.section_rows["zwyw"] == truth.section_rows["zwyw"] + 1
        assert fresh.address in _walk(portal, portal.world.sections["zwyw"])
        assert "新发布的消息" in Got(portal, fresh.address).text
        portal.world.withdraw(news.key)
        assert Got(portal, news.address).status == 404
        assert news.address not in _walk(portal, portal.world.sections["zwyw"])
        assert portal.truth.counts(2017) == truth.counts(2017), "a withdrawn item stays counted in its year"
        portal.world.restore(news.key)
        assert Got(portal, news.address).status == 200
        portal.world.shrink("zwyw", 2)
        assert len(_walk(portal, portal.world.sections["zwyw"])) == 2
        portal.world.shrink("zwyw", None)
        assert portal.truth.section_rows["zwyw"] == truth.section_rows["zwyw"] + 1
        etag = untouched.headers["ETag"]
        assert Got(portal, "http://www.yunze.example/spxw/", If_None_Match=etag).status == 304


def test_portal_file_is_the_programs_own_form(portal: Portal, tmp_path: Path) -> None:
    path = portal.write_portal_file(tmp_path / "yunze.toml")
    read = load_portal(str(path))
    assert [section.id for section in read.section] == [section.id for section in portal.truth.sections]
    assert len(read.unit) == 31
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    assert written["manners"] == {
        "requests_per_second": 2000,
        "connections": 4,
        "robots": True,
        "user_agent_contact": "mailto:webmaster@yunze.example",
    }
    assert {s["id"]: s["category"] for s in written["section"]}["zfwj"] == "auto"
    for section in written["section"]:
        assert Got(portal, section["url"]).status == 200


def test_command_prints_its_port_and_ends_on_sigterm(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.portal",
        "--edition",
        "small",
        "--portal-file",
        str(tmp_path / "p.toml"),
    ]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "http://www.yunze.example/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert (tmp_path / "p.toml").exists()
