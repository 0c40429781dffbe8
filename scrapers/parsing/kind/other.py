"""Pages that are neither list nor item: challenges, redirect stubs, soft 404s, search pages, no HTML at all.

Each test needs positive evidence and a page without content of its own, so that an item that quotes
页面不存在 or prints a refresh tag beside its text stays an item. A page that prints an item's head is one.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scrapers.parsing.kind.facts import DOCUMENT, FEW_LINKS, SMALL, Seen
from scrapers.parsing.kind.soft_404 import said_by_alert, soft_gone
from scrapers.parsing.page.dom import absolute, fold
from scrapers.parsing.page.lines import Flow, flow_of
from scrapers.records import OtherPage, Page

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip（docx、xlsx 等）"),
    (b"\xd0\xcf\x11\xe0", "Office 97 文档"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"BM", "BMP"),
    (b"RIFF", "RIFF"),
)
_TEXT_TYPES = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/octet-stream",
)
_CHALLENGES = (
    ("加速乐", re.compile(r"__jsl_clearance|jsluid|__jsluid_")),
    ("瑞数", re.compile(r"\$_ts\s*=|\$_ss\b|FSSBBIl1UgzbN7N|<meta[^>]{0,80}\br=[\"']m[\"']")),
    ("磐云", re.compile(r"360panyun|waf_answer|ChallengeForm")),
    ("阿里云盾", re.compile(r"acw_sc__v[23]|aliyun_waf|aliyunwaf|_waf_bd8ce2ce37|yundun")),
    (
        "Cloudflare",
        re.compile(r"cf-browser-verification|cdn-cgi/challenge-platform|__cf_chl|Just a moment\.\.\."),
    ),
    (
        "网站防护",
        re.compile(
            r"浏览器安全检查|安全验证|访问验证|人机验证|滑动验证|拖动滑块|请完成验证|正在进行安全检测|"
            r"网站防火墙|云防护|防护系统|Web应用防火墙|\bWAF\b|访问被拦截|访问被阻断|请求被拦截|"
            r"拦截提示|安全狗|创宇盾|知道创宇|网站卫士|长亭|雷池|访问过于频繁|访问频率过高|请求过于频繁|"
            r"Access Denied|Request Rejected|访问(?:行为)?存在异常|"
            r"请开启JavaScript|enable JavaScript and refresh|非法访问"
        ),
    ),
    (
        "脚本写 cookie 后重载",
        re.compile(
            r"document\.cookie\s*=[\s\S]{0,4000}?(?:location\.(?:reload|href|replace)|window\.location)"
        ),
    ),
)
_COMMON = frozenset({"网站防护", "脚本写 cookie 后重载"})
"""Signs that scripts of ordinary pages carry as well."""
_NEXT_TO_NOTHING = 100
"""Characters shown by a page whose script is all there is."""
_BROKEN = re.compile(
    r"应用程序中的服务器错误|Server Error in ['‘“/]|HTTP Status 50\d|Internal Server Error|Bad Gateway|"
    r"Service (?:Temporarily )?Unavailable|Gateway Time-?out|服务器内部错误|"
    r"数据库(?:连接|查询)?(?:失败|错误|出错)|(?:网站|系统|站点|页面|平台)(?:正在|正|处于)?(?:进行)?(?:升级|改版|维护)(?:维护|改造)?中|"
    r"(?:网站|系统|站点|平台)正在(?:进行)?(?:升级|改版|维护)|网站(?:已|暂时)(?:关闭|关停|停止服务)",
    re.IGNORECASE,
)
"""What a server says of itself when it fails, or is being mended, under status 200."""
_SEARCH_TITLE = re.compile(
    r".{0,24}(?:(?:站内|全站|本站|全文|智能|高级|信息)[搜检]索|[搜检]索结果|搜索引擎|搜索中心)(?:结果|页面?|频道|系统|平台|中心)?|"
    r"[搜检]索(?:页面?|中心|频道)?(?:\s*[:：].*)?"
)
"""A whole part of `<title>`: a document about searching says more than that."""
_SEARCH_WORDS = re.compile(
    r"(?:共|为您|已|约)\s*(?:搜索|找到|检索|查询)(?:到|出)?|[搜检]索结果|相关结果|条结果|搜索范围|排序方式|"
    r"请输入(?:您要)?(?:搜索|检索|查询)?的?关键[字词]"
)
_META_REFRESH = re.compile(
    r"^\s*(?P<delay>\d*(?:\.\d+)?)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"'>\s]*)", re.IGNORECASE
)
_WRITTEN_REFRESH = re.compile(
    r"http-equiv\s*=\s*\\?[\"']?refresh\\?[\"']?[^>]{0,60}?url\s*=\s*\\?[\"']?(?P<url>[^\"'\\>\s]+)",
    re.IGNORECASE,
)
_SCRIPT_MOVE = re.compile(
    r"(?:(?:window|self|top|parent|"
    r"document)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=\s*[\"'](?P<set>[^\"']+)[\"'](?!\s*\+)|"
    r"location\s*\.\s*(?:replace|assign)\s*\(\s*[\"'](?P<call>[^\"']+)[\"'](?!\s*\+)",
    re.IGNORECASE,
)
_FUNCTION = re.compile(r"\bfunction\s+(?P<name>[\w$]+)\s*\([^)]*\)\s*\{[^{}]*\}")


def other_page(page: Page, text: str, tree: HtmlElement | None, flow: Flow | None = None) -> OtherPage | None:
    """Why the page is neither a list nor an item, with the evidence; None where it may be one.

    `text` is the decoded page, `flow` its lines where the caller has them. Without `tree` only what bytes,
    header and markup say is looked at.
    """
    not_html = _not_html(page, text)
    if not_html or tree is None:
        return not_html
    seen = Seen(page, text, tree, flow or flow_of(tree))
    if seen.article:
        return None
    tests = (_challenge, said_by_alert, _redirect, soft_gone, _search, _broken, _tiny)
    return next((found for test in tests if (found := test(seen))), None)


def _not_html(page: Page, text: str) -> OtherPage | None:
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if body.startswith(magic) and not (magic in (b"BM", b"RIFF") and b"<" in body[:200]):
            return OtherPage("not_html", f"内容是 {name} 文件，不是网页")
    kind = (page.content_type or "").partition(";")[0].strip().lower()
    markup = bool(
        re.search(r"<\s*(?:!doctype|html|head|body|div|table|p|script|meta)\b", text[:5000], re.IGNORECASE)
    )
    if kind and not kind.startswith(_TEXT_TYPES) and not markup:
        return OtherPage("not_html", f"Content-Type 为 {kind}，不是网页")
    if (
        not markup
        and re.match(r"\s*(?:[\[{]|[\w.$]+\s*\(\s*[\[{])", text)
        and re.search(r"[\]})]\s*\)?;?\s*$", text[-20:])
    ):
        return OtherPage("not_html", "内容是 JSON，不是网页")
    return None


def _challenge(seen: Seen) -> OtherPage | None:
    """A firewall's script or words on a page that shows next to nothing."""
    if seen.shown > SMALL * 2 or seen.links > FEW_LINKS:
        return None
    for name, pattern in _CHALLENGES:
        found = pattern.search(seen.text)
        if found and not (name in _COMMON and _is_common(seen, pattern)) and not seen.is_item:
            return OtherPage("challenged", f"{name}：页面含“{fold(found[0])[:60]}”，无正文")
    return None


def _is_common(seen: Seen, pattern: re.Pattern[str]) -> bool:
    """Whether the words are in the scripts only of a page that shows something else, as any site's may be."""
    if DOCUMENT.search(seen.title):
        return True
    shown = (seen.title, *(line.text for line in seen.lines if not line.hidden))
    return seen.shown > _NEXT_TO_NOTHING and not any(pattern.search(text) for text in shown)


def _broken(seen: Seen) -> OtherPage | None:
    """A server's own page about its failure, or a notice of maintenance in place of the site."""
    if seen.shown > SMALL * 2 or seen.links > FEW_LINKS or DOCUMENT.search(seen.title):
        return None
    texts = (seen.title, *(seen.says(line) for line in seen.lines[:6]))
    found = next((m for text in texts if len(text) <= 120 and (m := _BROKEN.search(text))), None)
    if found is None or seen.is_item:
        return None
    return OtherPage("unreadable", f"服务器出错或网站维护：页面提示“{found[0]}”")


def _redirect(seen: Seen) -> OtherPage | None:
    """A stub that only sends the reader on: meta refresh, one written by script, or a script's location."""
    if seen.shown > SMALL or seen.links > FEW_LINKS:
        return None
    target, how = _refresh_target(seen), "meta refresh"
    if not target:
        target, how = _script_target(seen), "脚本跳转"
    if not target or seen.is_item:
        return None
    address = absolute(seen.page.url, target)
    if not address or not address.startswith(("http://", "https://")):
        return None
    if _same_address(address, seen.page.url):
        return OtherPage("challenged", f"{how}指回本页，无正文", address)
    if _is_above(address, seen.page.url):
        return OtherPage("soft_gone", f"{how}退回上级栏目 {address}，原信息已撤", address)
    return OtherPage("redirect", f"{how}到 {address}", address)


def _refresh_target(seen: Seen) -> str | None:
    for meta in seen.tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _META_REFRESH.match(meta.get("content") or "")
            if found and found["url"] and float(found["delay"] or 0) <= 30:
                return found["url"]
    written = _WRITTEN_REFRESH.search(seen.scripts)
    return written["url"] if written else None


def _script_target(seen: Seen) -> str | None:
    run = _without_uncalled(seen.scripts, seen.text)
    found = _SCRIPT_MOVE.search(run) or _SCRIPT_MOVE.search(_handlers(seen.tree))
    if found:
        return found["set"] or found["call"]
    frame = next(iter(seen.tree.iter("frame")), None)
    return frame.get("src") if frame is not None else None


def _without_uncalled(scripts: str, page: str) -> str:
    """The scripts without functions that the page names nowhere else or only for a click: what they would do
    is not what the page does."""

    def kept(function: re.Match[str]) -> str:
        name = re.escape(function["name"])
        calls = len(re.findall(rf"(?<![\w$]){name}(?![\w$])", page))
        clicks = len(re.findall(rf"\bon(?:click|submit|change|keydown|keyup)\s*=\s*[\"'][^\"']*{name}", page))
        return function[0] if calls - clicks > 1 else " "

    return _FUNCTION.sub(kept, scripts)


def _handlers(tree: HtmlElement) -> str:
    body = tree.find("body")
    return "" if body is None else body.get("onload") or ""


def _search(seen: Seen) -> OtherPage | None:
    """A search form or its results: the title says so and the page speaks of results."""
    titled = any(_SEARCH_TITLE.fullmatch(part) and not DOCUMENT.search(part) for part in seen.title_parts)
    if not titled or len(seen.title) > 40:
        return None
    words = next((m[0] for line in seen.lines if (m := _SEARCH_WORDS.search(line.text))), None)
    if words is None and not re.search(
        r"<input\b[^>]*(?:search|keyword|query|关键)", seen.text, re.IGNORECASE
    ):
        return None
    if seen.is_item:
        return None
    return OtherPage("search", f"标题为“{seen.title}”" + (f"，页面含“{words}”" if words else ""))


def _tiny(seen: Seen) -> OtherPage | None:
    """An answer of next to nothing with status 200, as firewalls give it."""
    size = len(seen.page.body.strip())
    if size < SMALL and (seen.shown < 10 or not re.search("[\u4e00-\u9fff]", seen.text)):
        return OtherPage("challenged", f"状态正常但只有 {size} 字节，无正文")
    if not seen.shown and not seen.lines:
        return OtherPage("unreadable", "页面没有可见文字")
    return None


def _same_address(one: str, other: str) -> bool:
    return one.split("#")[0] == other.split("#")[0]


def _is_above(address: str, url: str) -> bool:
    """Whether the target is the home page or a folder above the page itself on the same host."""
    target, own = urlsplit(address), urlsplit(url)
    if target.hostname != own.hostname or target.query:
        return False
    folder = re.sub(r"/(?:index|default)\.\w+$", "/", target.path or "/")
    own_folder = re.sub(r"/(?:index|default)\.\w+$", "/", own.path or "/")
    return folder.endswith("/") and own_folder != folder and own_folder.startswith(folder)
