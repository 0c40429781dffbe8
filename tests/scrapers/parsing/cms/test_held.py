"""Words are looked for before expressions: what that leaves out could not have been found."""

from __future__ import annotations

import random
import re

import pytest

from scrapers.parsing.cms import REGISTRY, jpaas, jpage, trs, ucap
from scrapers.parsing.cms.family import Family
from scrapers.parsing.cms.held import found_in, may_hold, words_of

WORDS = {
    r"/col/col\d+/": (("/col/col",),),
    r"jcms|hanweb": (("jcms",), ("hanweb",)),
    r"abcs?\.html": ((".html", "abc"),),
    r"abc*de{2}fg+": (("ab", "fg"),),
    r"ab{0,3}?cd": (("cd",),),
    r"(?:ab|cd)?ef[gh]{2}ij": (("ef", "ij"),),
    r"x[^]a]yz\{(?=ab)": (("yz{",),),
    r"ab|c": (),
    r"\d{4}|abc": (),
    r"(a(b|c)d)\|ef": (("|ef",),),
}


@pytest.mark.parametrize("pattern", WORDS)
def test_words_that_every_match_holds(pattern: str) -> None:
    assert words_of(pattern) == WORDS[pattern]


TEXTS = (
    "var countPage = 3;", "xcountPage = 3; y", "xcountpage = 3;countpage = 4", "createPageHTML(4, 0,",
    "recreatepage(1,2,", "pager({size:3", "spager({ size : 3 }) pager ({ size: 3", "t20170102_5.htm",
    "at20170102_5.html t20170102_6.shtml", '<div class="all_count">', "class='all_x'", 'href="/a.aspx"',
    'href="a" .aspx', "/c123456/2017/1/2/" + "0a" * 16 + ".shtml", "/c12345/news_list_2.shtml", "大汉",
    "name='others' content='页面生成时间 2017'", "/20170102/0a0a0a0a-1b1b-", "\n/e/pl/", "",
    "info/1039/5355.htm", "xinfo/1/2.htm", "wp_news", "awp_news", "ewb-list", "newb-",
    "channels/1_2.html", "/content/post_12", "/content/0a0a0a0a-1b1b-1b1b-1b1b-0a.html",
    "loadpagedata (", "unloadpagedata(", "jpaas", "/was/web/search", "/was5/web/search",
)  # fmt: skip


@pytest.mark.parametrize("family", REGISTRY.values(), ids=lambda family: family.name)
def test_marks_are_found_where_a_plain_search_finds_them(family: Family) -> None:
    whole = "\n".join(TEXTS)
    for text in (*TEXTS, whole, whole * 2):
        plain = [words for pattern, words in family.marks if re.search(pattern.lower(), text.lower())]
        assert family.evidence(text.lower()) == plain


def test_expressions_for_any_case_are_looked_for_in_any() -> None:
    call = re.compile(r"\bcreate\w*page\s*\(", re.IGNORECASE)
    assert may_hold("x CreateHtmlPAGE (", call)
    assert not may_hold("x CreateHtml (", call)
    assert not may_hold("x CreatePage (", re.compile(r"create\w*page"))


CALLS = (
    *(trs._CALL, trs._OBJECT, ucap._CALL, jpage._CALL, jpaas._LOAD),
    *(
        re.compile(f"\\b{words}", re.IGNORECASE)
        for words in ("kb\\w", "ib", "st", "c?b", "cb|db", "(?:cb)", "a|b")
    ),
)


@pytest.mark.parametrize("pattern", CALLS, ids=lambda pattern: pattern.pattern[:20])
def test_calls_are_found_where_a_plain_search_finds_them(pattern: re.Pattern[str]) -> None:
    pieces = (
        *TEXTS, "createPageHTML(4, 0, 'index', 'html', 20", "CREATEpage(1,2,'a','b')",
        "xcreatepage(1,2,'a','b')",
        "createpage('p',3,1,'l','shtml',1000)", "Pager({size:3,current:0})", ".jpage({", "loadPageData(p,",
        "\u212ab1", "\u0130b", "\u0131b", "\u017ft", "cb", "xcb db", "CB", "Kb2", "xkb2", "IB", "\n", "b",
        "St",
    )  # fmt: skip
    chosen = random.Random(20261129)
    found = 0
    for _ in range(1000):
        text = "".join(chosen.choices(pieces, k=chosen.randint(1, 12)))
        if not may_hold(text, pattern):  # words are not looked for in letters like the dotless i
            continue
        plain = [(match.span(), match.groups()) for match in pattern.finditer(text)]
        assert [(match.span(), match.groups()) for match in found_in(text, pattern)] == plain
        found += len(plain)
    assert found > 20
