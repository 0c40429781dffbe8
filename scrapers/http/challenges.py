"""Knowing a firewall's challenge by what HTTP itself shows. A challenge is recorded, never evaded.

Seen on Chinese government portals: 加速乐 / 创宇盾 (521 and a script that computes `__jsl_clearance`),
瑞数 (412 or 202 and a script with `$_ts`), cloud firewalls (403, 405, 429 with a page of their own),
200 with a body of 2 bytes. Pages that look whole but are a challenge inside are told by `scrapers.parsing`.
"""

from __future__ import annotations

import re

from scrapers.http.answers import Exchange
from scrapers.http.content import binary, media_type

_WORDS = (
    "访问被阻断",
    "访问被拦截",
    "请求被拦截",
    "已被拦截",
    "安全威胁",
    "非法请求",
    "恶意访问",
    "网站防火墙",
    "安全狗",
    "云锁",
    "创宇盾",
    "云防护",
    "浏览器安全检查",
    "人机验证",
    "滑动验证",
    "errors.aliyun.com",
    "aliyun_waf",
    "acw_sc__v2",
    "safedog",
    "yunsuo",
    "cf-chl",
    "captcha",
    "WAF",
)
_MARKS = tuple((word, {word.encode(), word.encode("gb18030")}) for word in _WORDS)
_NOT_TEXT = re.compile(
    rb"<script\b.*?(?:</script\s*>|\Z)|<style\b.*?</style\s*>|<!--.*?-->|<[^>]*>", re.I | re.S
)
_HEAD = 64 * 2**10


def challenge(exchange: Exchange) -> str:
    """The mark by which `exchange` is a challenge, for people; '' when it shows none."""
    status, body = exchange.status, exchange.body[:_HEAD]
    if status in (403, 405, 429, 468, 493, 503):
        return _firewall(exchange, body)
    if status == 521 and "cloudflare" not in exchange.by_name.get("server", "").lower():
        return "521：加速乐类防护的脚本验证"
    if status == 412:
        return "412：瑞数类防护的脚本验证"
    if status in (200, 202):
        return _scripted(body) or (_tiny(exchange, body) if status == 200 else "")
    return ""


def _firewall(exchange: Exchange, body: bytes) -> str:
    """Marks of a firewall's own refusal page. A GET refused with 405 is one in itself: pages allow GET."""
    if "cf-mitigated" in exchange.by_name:
        return f"{exchange.status}：cf-mitigated"
    for word, spellings in _MARKS:
        if any(spelling in body for spelling in spellings):
            return f"{exchange.status}：防火墙页面（{word}）"
    if exchange.status == 405 and exchange.method == "GET":
        return "405：防火墙拒绝 GET"
    return f"{exchange.status}：{scripted}" if (scripted := _scripted(body)) else ""


def _scripted(body: bytes) -> str:
    """A page that is nothing but a challenge's script. 瑞数 puts its script into the real pages too, so there
    the page must also show no text."""
    if b"__" in body:  # both marks have it, and few pages do
        if b"__jsl_clearance" in body:
            return "加速乐脚本（__jsl_clearance）"
        if b"acw_sc__v2" in body and b"arg1" in body:
            return "阿里云脚本（acw_sc__v2）"
    # One byte is found ten times as fast as several, and many pages have no such byte.
    if b"$" in body and (b"$_ts" in body or b"$_ss" in body) and len(_NOT_TEXT.sub(b"", body).strip()) < 40:
        return "瑞数脚本（$_ts）"
    return ""


def _tiny(exchange: Exchange, body: bytes) -> str:
    """A body of a few bytes without any markup where a page was asked for; `[]` and `{}` are answers."""
    if not 0 < len(body) <= 16:
        return ""
    text = body.strip()
    if exchange.method != "GET" or media_type(exchange.content_type) not in ("", "text/html", "text/plain"):
        return ""
    if b"<" not in text and not binary(body) and text not in (b"[]", b"{}", b"null"):
        return f"200：正文只有 {len(body)} 字节，不是页面"
    return ""
