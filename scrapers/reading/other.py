"""Pages that are neither list nor item: challenges, redirect stubs, soft 404s, search pages, no HTML at all.

Each test needs positive evidence and a page without content of its own, so that an item that quotes
页面不存在 or prints a refresh tag beside its text stays an item.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scrapers.reading.dom import absolute, fold, text_of
from scrapers.reading.flow import Flow, flow_of
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
_THING = "(?:网页|页面|文件|文章|资源|信息|内容|栏目|地址)"
_GONE = re.compile(
    r"页面(?:不存在|未找到|已?(?:被)?删除|找不到|丢失|走丢|已过期|已失效|无法访问)|"
    rf"(?:找不到|无法找到|没有找到|未找到)(?:该|此|您?要?(?:访问|查看|浏览|请求)?的?)?{_THING}|"
    rf"{_THING}(?:不存在|已(?:被|经)?(?:删除|撤销|撤下|下线|移除|撤稿))|"
    rf"(?:访问|查看|浏览|请求|查找|寻找)的{_THING}(?:不存在|已|可能|暂时|无法|没有|丢失|找不到)|该页无法显示|"
    r"404\s*(?:错误|Not Found|页面|error|-|$)|(?:错误|error|HTTP)[\s:：]*404|^Not Found|"
    r"(?:已被|已经)(?:管理员)?删除或(?:者)?不存在|没有您?要?(?:访问|查看)的(?:页面|信息)|链接已失效|"
    r"此信息已(?:删除|失效)|您访问的(?:网站|站点)不存在|无法获取指定文档|(?:该|此|您?要?查看的)文档(?:不存在|已删除)",
    re.IGNORECASE,
)
_ALERT = re.compile(r"\balert\s*\(\s*[\"'](?P<words>[^\"']{4,80})[\"']")
_BROKEN = re.compile(
    r"应用程序中的服务器错误|Server Error in ['‘“/]|HTTP Status 50\d|Internal Server Error|Bad Gateway|"
    r"Service (?:Temporarily )?Unavailable|Gateway Time-?out|服务器内部错误|"
    r"数据库(?:连接|查询)?(?:失败|错误|出错)|(?:网站|系统|站点|页面|平台)(?:正在|正|处于)?(?:进行)?(?:升级|改版|维护)(?:维护|改造)?中|"
    r"(?:网站|系统|站点|平台)正在(?:进行)?(?:升级|改版|维护)|网站(?:已|暂时)(?:关闭|关停|停止服务)",
    re.IGNORECASE,
)
"""What a server says of itself when it fails, or is being mended, under status 200."""
_DOCUMENT = re.compile(r"通知|公告|公示|通报|方案|办法|意见|报告|批复|解读|名单|指南|决定|规定|细则")
"""Kinds of documents: a page titled so speaks of a challenge or a failure, it is none."""
_SEARCH_TITLE = re.compile(
    r"[站全][内站][搜检]索|全文检索|智能[搜检]索|高级[搜检]索|[搜检]索结果|^[搜检]索|搜索引擎|搜索中心"
)
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
_SMALL = 300
"""Bytes under which an answer with status 200 is a firewall's, and characters of text under which a page that
carries a challenge or a redirect has nothing else to say."""
_SENTENCE = 60
_FEW_LINKS = 8
"""Links that a challenge or a stub may carry; a page with navigation is somebody's page."""


def other_page(page: Page, text: str, tree: HtmlElement | None, flow: Flow | None = None) -> OtherPage | None:
    """Why the page is neither a list nor an item, with the evidence; None where it may be one.

    `text` is the decoded page, `flow` its lines where the caller has them. Without `tree` only what bytes,
    header and markup say is looked at.
    """
    not_html = _not_html(page, text)
    if not_html or tree is None:
        return not_html
    seen = _Seen(page, text, tree, flow or flow_of(tree))
    if seen.article:
        return None
    tests = (_challenge, _said_by_alert, _redirect, _soft_gone, _search, _broken, _tiny)
    return next((found for test in tests if (found := test(seen))), None)


class _Seen:
    """What the tests look at, computed once."""

    def __init__(self, page: Page, text: str, tree: HtmlElement, flow: Flow) -> None:
        self.page, self.text, self.tree, self.lines = page, text, tree, flow.lines
        title = tree.find(".//title")
        self.title = "" if title is None else text_of(title)
        self.shown = sum(len(line.text) for line in self.lines)
        self.links = sum(1 for link in tree.iter("a") if link.get("href"))
        self.article = self.shown > _SMALL and any(
            (meta.get("name") or "").lower() == "articletitle" and fold(meta.get("content") or "")
            for meta in tree.iter("meta")
        )

    def scripts(self) -> str:
        """All inline scripts of the page."""
        return "\n".join(script.text or "" for script in self.tree.iter("script"))


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


def _challenge(seen: _Seen) -> OtherPage | None:
    """A firewall's script or words on a page that shows next to nothing."""
    if seen.shown > _SMALL * 2 or seen.links > _FEW_LINKS:
        return None
    for name, pattern in _CHALLENGES:
        found = pattern.search(seen.text)
        if found and not (name == "网站防护" and _DOCUMENT.search(seen.title)):
            return OtherPage("challenged", f"{name}：页面含“{fold(found[0])[:60]}”，无正文")
    return None


def _said_by_alert(seen: _Seen) -> OtherPage | None:
    """A stub whose script tells the reader that the page is gone, and sends him back."""
    said = _ALERT.search(seen.scripts()) if seen.shown <= _SMALL and seen.links <= _FEW_LINKS else None
    if said and _GONE.search(said["words"]):
        return OtherPage("soft_gone", f"脚本提示“{said['words']}”")
    return None


def _broken(seen: _Seen) -> OtherPage | None:
    """A server's own page about its failure, or a notice of maintenance in place of the site."""
    if seen.shown > _SMALL * 2 or seen.links > _FEW_LINKS or _DOCUMENT.search(seen.title) or _has_date(seen):
        return None
    texts = (seen.title, *(line.text for line in seen.lines[:6]))
    found = next((m for text in texts if len(text) <= 120 and (m := _BROKEN.search(text))), None)
    return OtherPage("unreadable", f"服务器出错或网站维护：页面提示“{found[0]}”") if found else None


def _redirect(seen: _Seen) -> OtherPage | None:
    """A stub that only sends the reader on: meta refresh, one written by script, or a script's location."""
    if seen.shown > _SMALL or seen.links > _FEW_LINKS:
        return None
    target, how = _refresh_target(seen), "meta refresh"
    if not target:
        target, how = _script_target(seen), "脚本跳转"
    if not target:
        return None
    address = absolute(seen.page.url, target)
    if not address or not address.startswith(("http://", "https://")):
        return None
    if _same_address(address, seen.page.url):
        return OtherPage("challenged", f"{how}指回本页，无正文", address)
    if _is_above(address, seen.page.url):
        return OtherPage("soft_gone", f"{how}退回上级栏目 {address}，原信息已撤", address)
    return OtherPage("redirect", f"{how}到 {address}", address)


def _refresh_target(seen: _Seen) -> str | None:
    for meta in seen.tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _META_REFRESH.match(meta.get("content") or "")
            if found and found["url"] and float(found["delay"] or 0) <= 30:
                return found["url"]
    written = _WRITTEN_REFRESH.search(seen.scripts())
    return written["url"] if written else None


def _script_target(seen: _Seen) -> str | None:
    found = _SCRIPT_MOVE.search(seen.scripts()) or _SCRIPT_MOVE.search(_handlers(seen.tree))
    if found:
        return found["set"] or found["call"]
    frame = next(iter(seen.tree.iter("frame")), None)
    return frame.get("src") if frame is not None else None


def _handlers(tree: HtmlElement) -> str:
    body = tree.find("body")
    return "" if body is None else body.get("onload") or ""


def _soft_gone(seen: _Seen) -> OtherPage | None:
    """Words of absence in the title or on a short line, on a page without a paragraph of its own."""
    prose = [line for line in seen.lines if line.plain > _SENTENCE and not _GONE.search(line.text)]
    if len(prose) > 3:
        return None
    in_title = _GONE.search(seen.title) if len(seen.title) <= 40 else None
    if in_title and sum(line.plain for line in prose) < 600 and not _has_date(seen):
        return OtherPage("soft_gone", f"标题为“{seen.title}”")
    if len(prose) > 1 or sum(line.plain for line in seen.lines) > 1_500:
        return None
    for line in seen.lines:
        if line.plain and len(line.text) <= 120 and _GONE.search(line.text) and not _has_date(seen):
            return OtherPage("soft_gone", f"页面提示“{line.text[:80]}”")
    return None


def _has_date(seen: _Seen) -> bool:
    """Whether the page prints a publish date as an item does."""
    return any(re.search(r"(?:发布|公开)(?:日期|时间)\s*[:：]\s*\d{4}", line.text) for line in seen.lines)


def _search(seen: _Seen) -> OtherPage | None:
    """A search form or its results: the title says so and the page speaks of results."""
    if not _SEARCH_TITLE.search(seen.title) or len(seen.title) > 40:
        return None
    words = next((m[0] for line in seen.lines if (m := _SEARCH_WORDS.search(line.text))), None)
    if words is None and not re.search(
        r"<input\b[^>]*(?:search|keyword|query|关键)", seen.text, re.IGNORECASE
    ):
        return None
    return OtherPage("search", f"标题为“{seen.title}”" + (f"，页面含“{words}”" if words else ""))


def _tiny(seen: _Seen) -> OtherPage | None:
    """An answer of next to nothing with status 200, as firewalls give it."""
    size = len(seen.page.body.strip())
    if size < _SMALL and (seen.shown < 10 or not re.search("[\u4e00-\u9fff]", seen.text)):
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
