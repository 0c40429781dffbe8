"""A page is what a browser builds of it: text, links and their order as html5lib, the WHATWG judge, has them.

html5lib 1.1 knows nothing of `<template>` and is older than the change by which a `<select>` keeps elements
(2025): pages with the first are not compared, nor what stands in choices; no reader shows either. It opens
links anew before a `<textarea>`, which the standard does not: none is put in at random.
"""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element as JudgesElement

import html5lib
import pytest

from scrapers.charset import decode
from scrapers.parsing.page import dom
from tests.shared import SHARED, needs_shared

ROW = '<li><a href="/a/{0}.html">通知第{0}号</a><span>2017-09-{0}</span></li>'
LIST = "<ul>" + "".join(ROW.format(day) for day in range(11, 16)) + "</ul>"
PAGE = f"<html><head><title>通知公告</title></head><body><h1>通知</h1>{LIST}<p>共5条</p></body></html>"

MALFORMED = {
    "after the end": PAGE + "<p>后面</p><a href=/late.html>后来</a>",
    "two documents": PAGE + PAGE.replace("通知第", "公告第"),
    "three ends": PAGE.replace("<p>共", "</body></html></html><p>共"),
    "stray ends": f"<body></table></td></tr>{LIST}</table></div></div><p>末",
    "rows after a stray end": "<table><tr><td><a href=1>一</a></table></td></tr><tr><td><a href=2>二",
    "text in a table": "<table>文<tr>字<td>格</td></tr><a href=x>外</a></table>",
    "misnested": "<b><i>一</b>二</i><p><a href=1>三<p>四</a>五",
    "a link in a link": "<a href=1>一<a href=2>二</a>三</a>",
    "a link around blocks": "<a href=1><div>一<ul><li>二</a>三",
    "unclosed": "<div><ul><li><a href=1>一<li><a href=2>二<div><p>三",
    "head after the body": "<p>一</p><head><title>题</title></head><base href=/x/><a href=2>二</a>",
    "ended comment": "<p>一<!--> 二 --> 三 <!-- 四 --!> 五 <!-- 六",
    "conditional comments": "<!--[if IE]><a href=ie>旧</a><![endif]--><![if !IE]><a href=1>新</a><![endif]>",
    "server code": '<%@ page language="java" %><html><head><title>题</title></head><body>正文</body></html>',
    "php left over": "<?php echo 1 ?><p>一<?xml:namespace prefix = o ns = 'urn' /><o:p>二</o:p></p>",
    "cdata": "<p>一<![CDATA[ 二 ]]>三</p><svg><![CDATA[四]]></svg>",
    "quotes": '<a href="/x?a=1&copy=2&b=3" title=\'"\' class=a"b>一</a><a href=\'/y"z\'>二</a><a href=/w/>三',
    "entities": "&nbsp;&ldquo;一&rdquo&lt二&gt;&#x3000;&#19968;&#0;&unknown;&amp",
    "attributes twice": '<a href=1 href=2 HREF=3>一</a><p @click="go()" :a=b v-if>二</p>',
    "words in a script": '<script>a="</p><a href=no>不</a>";</script><p>一</p><script>document.write("<a")',
    "text areas": "<textarea><a href=1>一</a></textarea><title><b>二</b></title><style><a></style><xmp><b>",
    "frames": "<frameset cols=1><frame src=a.html></frameset><noframes><a href=1>一</a></noframes>",
    "in a foreign tree": "<svg><a href=1>一</a><p>二</svg><math><mi>三<p>四</math>五",
    "forms": "<form><table><form><tr><td><a href=1>一</a></form><input name=a></table></form><p>二",
    "a paragraph's end": "<p>一</p></p><br></br>二<p><table><tr><td>三</table>四",
    "headings": "<h1>一<h2>二</h1>三</h2>",
    "lists": "<dl><dt>一<dd>二<dt>三</dl><ul><li>四<ol><li>五</ul>六",
    "no-break": "<nobr>一<nobr>二</nobr></nobr><button>三<button>四</button>",
    "nothing": "",
    "no markup": "县财政局 2017年9月1日 < 公告 & 通知",
    "nul": "<p>一\x00二</p><a href=/\x00x>三</a>",
}

Events = list[str]


@pytest.mark.parametrize("kind", MALFORMED)
def test_what_people_write(kind: str) -> None:
    assert ours(MALFORMED[kind]) == judged(MALFORMED[kind])


@pytest.mark.parametrize("tag", ["div", "font", "b", "ul", "table", "span", "blockquote", "section"])
def test_ten_thousand_levels(tag: str) -> None:
    levels, ends = f"<{tag}>" * 10_000, f"</{tag}>" * 10_000
    page = f"<body><a href=0>前</a>{levels}<a href=1>中</a>{LIST}{ends}<a href=2>后</a>"
    events = ours(page)
    assert [event for event in events if event.startswith("→")] == [
        "→0", "→1", *(f"→/a/{day}.html" for day in range(11, 16)), "→2",
    ]  # fmt: skip
    assert "".join(event for event in events if event[0] != "→") == "".join(
        ["前", "中", *(f"通知第{day}号2017-09-{day}" for day in range(11, 16)), "后"]
    )


@pytest.mark.parametrize("seed", range(4))
def test_pages_broken_at_random(seed: int) -> None:
    chance = random.Random(seed)
    pages = [*MALFORMED.values(), PAGE]
    broken = [broken_page(chance.choice(pages) + chance.choice(pages), chance) for _ in range(100)]
    assert [page for page in broken if ours(page) != judged(page)] == []


@needs_shared
@pytest.mark.parametrize("folder", ["cases/pages", "portals/pages"])
def test_saved_pages(folder: str) -> None:
    """Each as it is, and one in three broken."""
    chance = random.Random(folder)
    unequal = []
    for file, text in _pages(SHARED / folder):
        for page in (text, broken_page(text, chance)) if chance.random() < 1 / 3 else (text,):
            if ours(page) != judged(page):
                unequal.append(f"{file.name}{'' if page is text else ' broken'}")
    assert unequal == []


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*.*htm*")):
        text, _ = decode(file.read_bytes(), None)
        yield file, text


def ours(page: str) -> Events:
    """The texts and the addresses of links (after →) of our tree, in order, choices left out."""
    return _folded(_events(dom.parse(page)))


def judged(page: str) -> Events:
    """The same of html5lib's tree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _folded(_events(html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)))


def _events(root: dom.Element | JudgesElement) -> Iterator[str]:
    waiting: list[dom.Element | JudgesElement | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else "comment"
        if name in ("select", "comment"):
            continue
        if name == "a":
            yield f"\0→{node.get('href')}\0"
        yield node.text or ""
        inside: list[dom.Element | JudgesElement] = [*node]
        for child in reversed(inside):
            waiting += (child.tail or "", child)


def _folded(events: Iterable[str]) -> Events:
    parts = "".join(events).split("\0")
    shown = (re.sub(r"[\s\ufffd\ufeff]+", "", part) for part in parts)
    return [part for part in shown if part]


_TAGS = """</table> </td></tr> </html> </body> <table> <tr><td> <p> </p> <a href=q> </a> </div> <form>
    <td> <li> <b><i> </b> <!-- --> <script> </script> <svg> <math> <html><body> <frameset> <h1>
    <noscript> &nbsp &lt <br/> </br> <ul> <iframe> <title> <style> <plaintext> <font> <center> <nobr>"""
TAGS = _TAGS.split()


def broken_page(page: str, chance: random.Random) -> str:
    """`page` with one to six tags lost, added, copied elsewhere, or a stretch of it gone."""
    for _ in range(chance.randint(1, 6)):
        tags = [match.span() for match in re.finditer(r"<[^>]*>", page)] or [(0, 0)]
        (begin, end), place = chance.choice(tags), chance.randrange(len(page) + 1)
        match chance.randrange(5):
            case 0:
                page = page[:begin] + page[end:]
            case 1 | 2:
                page = page[:place] + chance.choice(TAGS) + page[place:]
            case 3:
                page = page[:place] + page[begin:end] + page[place:]
            case _:
                page = page[:place] + page[place + chance.randint(1, 200) :]
    return page
