"""Pages that a firewall puts in place of what was asked for: a script to pass, a refusal, or nothing."""

from __future__ import annotations

import re

from scrapers.parsing.kind.facts import DOCUMENT, FEW_LINKS, SMALL, PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import fold

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


def challenge(facts: PageFacts) -> Kind | None:
    """A firewall's script or words on a page that shows next to nothing."""
    if facts.shown > SMALL * 2 or facts.links > FEW_LINKS:
        return None
    for name, pattern in _CHALLENGES:
        found = pattern.search(facts.text)
        if found and not (name in _COMMON and _is_common(facts, pattern)) and not facts.is_item:
            return Kind("challenge", f"{name}：页面含“{fold(found[0])[:60]}”，无正文")
    return None


def _is_common(facts: PageFacts, pattern: re.Pattern[str]) -> bool:
    """Whether the words are in the scripts only of a page that shows something else, as any site's may be."""
    if DOCUMENT.search(facts.title):
        return True
    shown = (facts.title, *(line.text for line in facts.lines if not line.hidden))
    return facts.shown > _NEXT_TO_NOTHING and not any(pattern.search(text) for text in shown)


def next_to_nothing(facts: PageFacts) -> Kind | None:
    """An answer of next to nothing with status 200, as firewalls give it."""
    size = len(facts.page.body.strip())
    if size < SMALL and (facts.shown < 10 or not re.search("[\u4e00-\u9fff]", facts.text)):
        return Kind("challenge", f"状态正常但只有 {size} 字节，无正文")
    if not facts.shown and not facts.lines:
        return Kind("nothing", "页面没有可见文字")
    return None
