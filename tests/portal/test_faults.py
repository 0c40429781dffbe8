"""Each fault of the sample portal does on the wire what its name says."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal import Portal, running_portal
from tests.portal.fault_kinds import KINDS

NEWS = "http://www.yunze.example/xwzx/zwyw/"
GBK = "http://www.yunze.example/xwzx/xzdt/"


@pytest.fixture(scope="module")
def served() -> Iterator[Portal]:
    with running_portal(edition="small") as running:
        yield running


@pytest.fixture
def portal(served: Portal) -> Iterator[Portal]:
    served.faults.clear()
    yield served
    served.faults.clear()


def ask(portal: Portal, url: str = NEWS, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    try:
        connection.request(
            "GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def raw(portal: Portal, url: str = NEWS, limit: int = 1 << 20, timeout: float = 10) -> bytes:
    """What comes over a bare socket until the end, `limit` bytes, or silence."""
    with socket.create_connection(("127.0.0.1", portal.port), timeout=timeout) as connection:
        connection.sendall(f"GET {url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        got = b""
        try:
            while len(got) < limit and (piece := connection.recv(65536)):
                got += piece
        except TimeoutError:
            pass
        return got


def test_every_kind_is_tried_here() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in KINDS if f'"{name}"' not in tried] == []


def test_unknown_kind_is_refused(portal: Portal) -> None:
    with pytest.raises(KeyError, match="no fault 'sulk'"):
        portal.faults.add("sulk")


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("status", 500, b"500"),
        ("missing", 404, b"404"),
        ("challenge-521", 521, b"clearance_s"),
        ("challenge-412", 412, b"$_ts"),
        ("soft-404", 200, "页面不存在".encode()),
        ("stub", 200, b"http-equiv=refresh"),
        ("waf-2-bytes", 200, b"ok"),
    ],
)
def test_pages_instead_of_the_page(portal: Portal, kind: str, status: int, words: bytes) -> None:
    fault = portal.faults.add(kind, "/xwzx/zwyw/")
    got, _, body = ask(portal)
    assert got == status and words in body
    assert len(body) < 500
    assert fault.struck == 1
    assert ask(portal, GBK)[0] == 200, "other addresses are left alone"


def test_twice_then_well(portal: Portal) -> None:
    portal.faults.add("status", "/zwyw/", times=2, status=503, retry_after=7)
    answers = [ask(portal) for _ in range(3)]
    assert [status for status, _, _ in answers] == [503, 503, 200]
    assert answers[0][1]["Retry-After"] == "7"


def test_from_the_third_request_on(portal: Portal) -> None:
    fault = portal.faults.add("status", "/zwyw/", after=2, status=429)
    assert [ask(portal)[0] for _ in range(4)] == [200, 200, 429, 429]
    portal.faults.remove(fault)
    assert ask(portal)[0] == 200


def test_faults_compose(portal: Portal) -> None:
    portal.faults.add("nested", "/zwyw/")
    portal.faults.add("never-304", "/zwyw/")
    portal.faults.add("chunked", "/zwyw/")
    status, headers, body = ask(portal)
    assert status == 200 and body.count(b"<div><b>") == 5000
    assert headers["Transfer-Encoding"] == "chunked" and "ETag" not in headers


def test_refused_and_reset(portal: Portal) -> None:
    portal.faults.add("refused", "/zwyw/")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask(portal)
    portal.faults.clear()
    portal.faults.add("reset", "/zwyw/")
    with pytest.raises(ConnectionResetError):
        raw(portal)


def test_truncated(portal: Portal) -> None:
    whole = ask(portal)[2]
    portal.faults.add("truncated", "/zwyw/", times=1)
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(portal)
    assert caught.value.partial == whole[: len(whole) // 2]
    portal.faults.add("truncated-chunked", "/zwyw/", times=1)
    got = raw(portal)
    assert b"Transfer-Encoding: chunked" in got and not got.endswith(b"0\r\n\r\n")
    assert ask(portal)[2] == whole


def test_drip_and_delay(portal: Portal) -> None:
    whole = len(ask(portal)[2])
    portal.faults.add("drip", "/zwyw/", seconds=0.2)
    body = raw(portal, timeout=0.1).partition(b"\r\n\r\n")[2]
    assert len(body) == 1 < whole
    portal.faults.clear()
    portal.faults.add("delay", "/zwyw/", seconds=30)
    assert raw(portal, timeout=0.1) == b""


def test_shutting_down_does_not_wait_for_slow_answers() -> None:
    with running_portal(edition="small") as portal:
        portal.faults.add("delay", "/zwyw/", seconds=3600)
        assert raw(portal, timeout=0.1) == b""


def test_chunked_is_the_same_page(portal: Portal) -> None:
    whole = ask(portal)[2]
    portal.faults.add("chunked", "/zwyw/")
    _, headers, body = ask(portal)
    assert body == whole and "Content-Length" not in headers


def test_bodies_too_large(portal: Portal) -> None:
    portal.faults.add("gzip-bomb", "/zwyw/", megabytes=5)
    _, headers, body = ask(portal)
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) < 10_000 and len(gzip.decompress(body)) == 5 * 2**20
    portal.faults.clear()
    portal.faults.add("huge", "/zwyw/", times=1)
    assert b"Content-Length: 209715200" in raw(portal, limit=1 << 18)
    portal.faults.add("huge", "/zwyw/", megabytes=2, declared=0)
    _, headers, body = ask(portal)
    assert len(body) == 2 * 2**20 and "Content-Length" not in headers


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("redirect", "http://www.elsewhere.example/landing"),
        ("redirect-private", "http://169.254.169.254/latest/meta-data/"),
        ("redirect-loop", NEWS + "?again=1"),
    ],
)
def test_redirects(portal: Portal, kind: str, target: str) -> None:
    portal.faults.add(kind, "/zwyw/")
    status, headers, _ = ask(portal)
    assert (status, headers["Location"]) == (302, target)
    if kind == "redirect-loop":
        assert ask(portal, target)[1]["Location"] == NEWS


def test_encodings_that_lie(portal: Portal) -> None:
    right = ask(portal)[2]
    portal.faults.add("charset-lie", "/zwyw/", times=1)
    _, headers, body = ask(portal)
    assert headers["Content-Type"].endswith("iso-8859-1") and body == right
    item = next(item for item in portal.truth.items if item.home == "zwyw" and item.kind == "page")
    portal.faults.add("broken-gbk", "/zwyw/")
    body = ask(portal, item.address)[2]
    assert b"charset=gb2312" in body and item.title in body.decode("gb18030", "replace")
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb18030")


def test_validators_that_do_not_help(portal: Portal) -> None:
    etag = ask(portal)[1]["ETag"]
    portal.faults.add("never-304", "/zwyw/", times=1)
    status, headers, _ = ask(portal, If_None_Match=etag)
    assert status == 200 and not {"ETag", "Last-Modified"} & set(headers)
    portal.faults.add("future-modified", "/zwyw/", times=1)
    assert ask(portal)[1]["Last-Modified"].endswith("2099 00:00:00 GMT")
    portal.faults.add("volatile", "/zwyw/")
    first, second = ask(portal)[2], ask(portal)[2]
    assert first != second
    assert first.replace("第1天 浏览次数：7次".encode(), b"") == second.replace(
        "第2天 浏览次数：14次".encode(), b""
    )


def test_robots(portal: Portal) -> None:
    portal.faults.add("robots", text="User-agent: *\nCrawl-delay: 5\n")
    assert b"Crawl-delay: 5" in ask(portal, "http://www.yunze.example/robots.txt")[2]
    assert ask(portal)[0] == 200
    portal.faults.clear()
    portal.faults.add("robots")
    assert b"Disallow: /\n" in ask(portal, "http://www.yunze.example/robots.txt")[2]
    portal.faults.clear()
    portal.faults.add("status", "/robots.txt", status=500)
    assert ask(portal, "http://www.yunze.example/robots.txt")[0] == 500


def test_endless_pagers(portal: Portal) -> None:
    rows = [item.title for item in portal.world.rows("zwyw")[:5]]
    portal.faults.add("endless-same", "/zwyw/")
    page = ask(portal, NEWS + "index_77.html")[2].decode()
    assert 'createPageHTML(83, 77, "index", "html")' in page
    assert f'title="{rows[0]}"' in page
    portal.faults.clear()
    portal.faults.add("endless-new", "/zwyw/")
    pages = {ask(portal, f"{NEWS}index_{n}.html")[2] for n in (50, 51, 52)}
    assert len(pages) == 3 and all("（90".encode() in page for page in pages)


def test_lists_that_lose_their_rows(portal: Portal) -> None:
    portal.faults.add("shrunk", "/zwyw/", times=2)
    assert b'createPageHTML(1, 0, "index", "html")' in (page := ask(portal)[2])
    assert page.count(b"<li><span> ") == 2
    assert ask(portal, NEWS + "index_1.html")[2].count(b"<li><span> ") == 0
    portal.faults.add("only-navigation", "/zwyw/", times=1)
    status, _, page = ask(portal)
    assert status == 200 and page.count(b"<li><span> ") == 0
    assert "此栏目暂无任何新增信息".encode() not in page and b'<div class="hot">' in page
    assert ask(portal)[2].count(b"<li><span> ") == 5


def test_drift_pushes_rows_down() -> None:
    with running_portal(edition="small") as portal:
        before = [item.address for item in portal.world.rows("zwyw") if not item.pinned]
        portal.faults.add("drift", "/zwyw/index_1", times=1, rows=2)
        ask(portal, NEWS + "index_1.html")
        after = [item.address for item in portal.world.rows("zwyw") if not item.pinned]
        assert after[2:] == before and len(after) == len(before) + 2


def test_pages_that_hurt(portal: Portal) -> None:
    whole = ask(portal)[2]
    assert b"<span> 2017-" in whole
    portal.faults.add("impossible-date", times=1)
    spoiled = ask(portal)[2]
    assert b"<span> 2017-02-30 </span>" in spoiled
    assert re.findall(rb'href="[^"]+"', spoiled) == re.findall(rb'href="[^"]+"', whole)
    portal.faults.add("hostile-title", times=1)
    body = ask(portal)[2]
    assert b"\x00" in body and b"=HYPERLINK(&quot;" in body and b"&lt;script&gt;" in body
    portal.faults.add("nested", times=1, depth=10_000)
    assert ask(portal)[2].count(b"<div><b>") == 5_000


def test_header_flood(portal: Portal) -> None:
    portal.faults.add("headers-flood", "/zwyw/", count=500)
    assert raw(portal).count(b"\r\nX-Noise-") == 500
