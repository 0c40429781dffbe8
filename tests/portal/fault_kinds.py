"""The further kinds of faults: what the wire, the WAF, the pager and the pages themselves do wrong.

Importing this module registers them; each is one function.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from tests.portal import wire
from tests.portal.addresses import item_url
from tests.portal.faults import KINDS, Fault, kind, page
from tests.portal.frame import ListView
from tests.portal.model import Item
from tests.portal.site import Site
from tests.portal.wire import Answer, Question

__all__ = ["KINDS"]

_MEGABYTE = 2**20


def _with(answer: Answer, name: str, value: str | None) -> Answer:
    """The answer with a header replaced, or without it."""
    kept = tuple(pair for pair in answer.headers if pair[0].lower() != name.lower())
    return replace(answer, headers=kept if value is None else (*kept, (name, value)))


def _anew(answer: Answer, site: Site, question: Question) -> Answer:
    """The full answer even where the client would have got a 304: a fault must reach it."""
    return answer if answer.status != 304 else site.answer(replace(question, headers={}))


def _rewritten(full: Answer, body: bytes) -> Answer:
    """Another body with a tag of its own: a server that changes a page does not call it unchanged."""
    tag = hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20]
    return replace(_with(full, "ETag", f'"{tag}"'), body=body)


# The wire


@kind("reset")
def reset(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A TCP reset after `bytes` (200) of the body."""
    return replace(
        _anew(answer, site, question), delivery=wire.cut(int(fault.number("bytes", 200)), reset=True)
    )


@kind("truncated")
def truncated(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """An orderly close after `bytes` (half) of a body whose Content-Length promised all of it."""
    full = _anew(answer, site, question)
    return replace(full, delivery=wire.cut(int(fault.number("bytes", len(full.body) // 2)), reset=False))


@kind("truncated-chunked")
def truncated_chunked(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A chunked body that ends without its last chunk."""
    full = _anew(answer, site, question)
    body = wire.chunk(full.body[: len(full.body) // 2])
    return replace(full, body=body, framing="chunked", delivery=wire.cut(len(body), reset=False))


@kind("drip")
def drip(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A byte at a time, `seconds` (0.05) between two: each receive is quick, the whole takes for ever."""
    return replace(_anew(answer, site, question), delivery=wire.dripping(1, fault.number("seconds", 0.05)))


@kind("chunked")
def chunked(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The right body without a length, in chunks: no fault of content."""
    full = _anew(answer, site, question)
    return full if question.method == "HEAD" else replace(full, framing="chunked", delivery=wire.chunked)


@kind("gzip-bomb")
def gzip_bomb(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A small gzip body that unpacks to `megabytes` (200)."""
    bomb = Answer(
        200, (("Content-Type", "text/html; charset=utf-8"),), _zeros(int(fault.number("megabytes", 200)))
    )
    return _with(bomb, "Content-Encoding", "gzip")


@lru_cache(maxsize=2)
def _zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed."""
    return gzip.compress(b"\0" * _MEGABYTE * megabytes, 9, mtime=0)


@kind("huge")
def huge(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A page of `megabytes` (200), made while it is sent; option `declared`=0 leaves the length out."""
    count = int(fault.number("megabytes", 200))

    def pieces() -> Iterator[bytes]:
        for _ in range(count):
            yield b"<p>0123456789abcdef</p>\n".ljust(1024) * 1024

    kind_header = (("Content-Type", "text/html; charset=utf-8"),)
    declared = bool(fault.number("declared", 1))
    framing, length = ("length", count * _MEGABYTE) if declared else ("close", None)
    return Answer(200, kind_header, framing=framing, length=length, delivery=wire.streamed(pieces))


# Redirects


@kind("redirect")
def redirect(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """302 to `to`; the default is a host that is not the portal's."""
    return page(302, "", ("Location", fault.text("to", "http://www.elsewhere.example/landing")))


@kind("redirect-private")
def redirect_private(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """302 to a private address, as an open redirect would be used."""
    return page(302, "", ("Location", fault.text("to", "http://169.254.169.254/latest/meta-data/")))


@kind("redirect-loop")
def redirect_loop(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """302 from the address to a sister of it and back."""
    other = question.url.removesuffix("#")
    target = other.removesuffix("?again=1") if "again=1" in other else other + "?again=1"
    return page(302, "", ("Location", target))


# Answers that are not what they seem


@kind("soft-404")
def soft_404(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Status 200 and a page that says, in words, that there is nothing."""
    words = "<div>您访问的页面不存在或已被删除，<a href='/'>返回首页</a></div>"
    return page(200, f"<html><head><title>页面不存在</title></head><body>{words}</body></html>")


@kind("stub")
def stub(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Status 200 and nothing but a meta refresh to the folder above: how some systems say gone."""
    return page(200, '<meta http-equiv=refresh content="0;URL=../">')


@kind("waf-2-bytes")
def waf_two_bytes(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Status 200 and a body of two bytes."""
    return page(200, "ok")


@kind("charset-lie")
def charset_lie(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The header says `charset` (iso-8859-1); the bytes are what they were."""
    full = _anew(answer, site, question)
    return _with(full, "Content-Type", f"text/html; charset={fault.text('charset', 'iso-8859-1')}")


@kind("broken-gbk")
def broken_gbk(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The page in gb18030, declared gb2312, with half characters strewn into its text."""
    full = _anew(answer, site, question)
    text = full.body.decode("utf-8", "replace").replace("charset=utf-8", "charset=gb2312")
    # After a full stop only, so that no tag, date or title is hurt.
    body = text.encode("gb18030").replace("。</".encode("gb18030"), "。".encode("gb18030") + b"\xb0</")
    return _rewritten(_with(full, "Content-Type", "text/html"), body)


@kind("never-304")
def never_304(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A server without validators: every answer is whole."""
    full = _anew(answer, site, question)
    return _with(_with(full, "ETag", None), "Last-Modified", None)


@kind("future-modified")
def future_modified(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Last-Modified in the year 2099, and no ETag."""
    full = _anew(answer, site, question)
    return _with(_with(full, "ETag", None), "Last-Modified", "Thu, 01 Jan 2099 00:00:00 GMT")


@kind("volatile")
def volatile(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """A click counter and today's words that change with every request, and no validators."""
    full = never_304(question, answer, fault, site)
    words = f"今天是第{fault.struck}天 浏览次数：{fault.struck * 7}次".encode(_charset(full))
    return replace(
        full, body=full.body.replace(b"<body>", b"<body><div class='today'>" + words + b"</div>", 1)
    )


def _charset(answer: Answer) -> str:
    return "gb18030" if b"charset=gb2312" in answer.body[:400] else "utf-8"


# Manners


@kind("robots")
def robots(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Another robots.txt, from option `text` (disallows everything)."""
    if question.path != "/robots.txt":
        return answer
    return Answer(
        200, (("Content-Type", "text/plain"),), fault.text("text", "User-agent: *\nDisallow: /\n").encode()
    )


# Lists that lie


@kind("endless-same")
def endless_same(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Every page number answers, with the rows of page 1 and a pager that goes on."""
    view = site.listed(question)
    if view is None:
        return answer
    rows = site.view(view.section, 1).rows
    return site.list_page(replace(view, rows=rows, pages=view.number + 5, records=99_999))


@kind("endless-new")
def endless_new(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Every page number answers, with rows made up on the spot: a calendar trap."""
    view = site.listed(question)
    if view is None:
        return answer
    made = tuple(_made_up(site, view, place) for place in range(view.section.per_page))
    return site.list_page(replace(view, rows=made, pages=view.number + 5, records=99_999))


def _made_up(site: Site, view: ListView, place: int) -> Item:
    key = 900_000 + view.number * 100 + place
    model = site.view(view.section, 1).rows[0]
    return replace(
        model, key=key, address=item_url(view.section, model.day, key), title=f"{model.title}（{key}）"
    )


@kind("drift")
def drift(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """`rows` (1) new items are published in the section before a list page of it is answered."""
    view = site.listed(question)
    if view is None:
        return answer
    newest = max(site.world.rows(view.section.id), key=lambda item: item.published)
    for number in range(int(fault.number("rows", 1))):
        published = newest.published + timedelta(minutes=fault.struck * 10 + number)
        model = next(item for item in site.world.rows(view.section.id) if item.home == view.section.id)
        site.world.add_like(model.key, f"新增：{model.title}（{fault.struck}-{number}）", published)
    return site.answer(replace(question, headers={}))


@kind("shrunk")
def shrunk(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The list shows its first `rows` (2) only and says that these are all."""
    view = site.listed(question)
    if view is None:
        return answer
    rows = site.world.rows(view.section.id)[: int(fault.number("rows", 2))]
    return site.list_page(replace(view, rows=rows if view.number == 1 else (), pages=1, records=len(rows)))


@kind("only-navigation")
def only_navigation(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """The page without its list: menu, side list and footer stand, no word says that it is empty."""
    view = site.listed(question)
    if view is None:
        return answer
    bare = site.list_page(replace(view, rows=(), number=1, pages=1, records=0))
    words = "此栏目暂无任何新增信息".encode(view.section.charset)
    return _rewritten(bare, bare.body.replace(words, b""))


# Pages that hurt their reader


@kind("impossible-date")
def impossible_date(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Dates of 2017 become 30 February, everywhere on the page but in addresses."""
    full = _anew(answer, site, question)
    text = full.body.decode(_charset(full), "replace")
    text = re.sub(r"(?<![/\d])2017-\d\d-\d\d(?!/)", "2017-02-30", text)
    return _rewritten(full, text.encode(_charset(full)))


@kind("hostile-title")
def hostile_title(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """Titles that begin as formulas and hold script, quotes, line ends and NULs, on lists and items alike."""
    full = _anew(answer, site, question)
    charset = _charset(full)
    bad = "=HYPERLINK(&quot;http://x&quot;)&lt;script&gt;alert(1)&lt;/script&gt;'&quot;\r\n\x00"
    return _rewritten(full, full.body.replace("云泽县".encode(charset), (bad + "云泽县").encode(charset)))


@kind("nested")
def nested(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """`depth` (10 000) open tags at the head of the body."""
    full = _anew(answer, site, question)
    opened = b"<body>" + b"<div><b>" * (int(fault.number("depth", 10_000)) // 2)
    return _rewritten(full, full.body.replace(b"<body>", opened, 1))


@kind("headers-flood")
def headers_flood(question: Question, answer: Answer, fault: Fault, site: Site) -> Answer:
    """`count` (2 000) extra header lines."""
    noise = random.Random(7)
    extra = tuple(
        (f"X-Noise-{n}", f"{noise.getrandbits(256):x}") for n in range(int(fault.number("count", 2000)))
    )
    full = _anew(answer, site, question)
    return replace(full, headers=(*full.headers, *extra))
