"""The tree: hostile input, base addresses, shown text."""

import time

import pytest

from scrapers.parsing.page import dom


@pytest.mark.parametrize("tag", ["div", "font", "span", "table", "ul", "blink", "b"])
def test_ten_thousand_nested_tags_keep_their_text(tag: str) -> None:
    text = f"<html><body><h1>题目</h1>{f'<{tag} x=1>' * 10_000}正文{f'</{tag}>' * 10_000}<p>末尾</p>"
    started = time.perf_counter()
    shown = dom.text_of(dom.parse(text))
    assert "题目" in shown and "正文" in shown and "末尾" in shown
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    ["", "   ", "<!-- a -->", "\ud800", "<" * 1000, "<?xml version='1.0' encoding='gbk'?>", "<frameset>"],
)
def test_junk_gives_a_document(text: str) -> None:
    assert dom.parse(text).tag == "html"


def test_xml_declaration_does_not_disturb() -> None:
    assert dom.text_of(dom.parse('<?xml version="1.0" encoding="gb2312"?><p>县</p>')) == "县"


def test_base_address() -> None:
    page = "http://x.gov.cn/a/b/index.html"
    assert dom.base_url(dom.parse("<p>"), page) == page
    assert (
        dom.base_url(dom.parse('<head><base href="/jxssthjt/"></head>'), page) == "http://x.gov.cn/jxssthjt/"
    )
    assert dom.base_url(dom.parse('<base target="_blank"><base href="c/">'), page) == "http://x.gov.cn/a/b/c/"
    assert dom.base_url(dom.parse('<base href="http://[broken">'), page) == page


def test_shown_text_is_folded_without_scripts() -> None:
    tree = dom.parse(
        "<div>\u3000公\u00a0\u00a0示<!-- x --><script>var a</script><style>p{}</style>"
        "<b>第</b>1号<br>二<p>三</p>四</div>"
    )
    assert dom.text_of(tree) == "公 示第1号 二 三 四"


@pytest.mark.parametrize("markup", ["<script>var a</script>", "<style>p{}</style>", "<p></p>"])
def test_what_shows_nothing_has_no_text(markup: str) -> None:
    leaf = dom.parse(f"<body>{markup}</body>").find("body/*")
    assert leaf is not None and dom.text_of(leaf) == ""


def test_zero_width_characters_and_blanks_of_every_kind_fold_in_long_texts_too() -> None:
    long = "政务公开" * 30
    assert dom.fold(f"\u200b{long}\u3000\u200b {long}\u00a0") == f"{long} {long}"
    assert dom.fold("\u200b一\u3000 二\u00a0") == "一 二"
