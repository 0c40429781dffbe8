"""Pages that want a name and a password first, in the place of what was asked for."""

from __future__ import annotations

import re

from scrapers.parsing.kind.facts import DOCUMENT, FEW_LINKS, SMALL, PageFacts
from scrapers.parsing.kind.kinds import Kind

_TITLE = re.compile(
    r".{0,20}(?:(?:用户|会员|系统|后台|管理|统一|个人|法人|账号|扫码)?(?:登录|登陆|登入)(?:页面?|中心|系统|平台|入口|界面)?|"
    r"(?:统一)?身份(?:认证|验证)(?:系统|平台|中心)?|log ?in|sign ?in)",
    re.IGNORECASE,
)
"""A whole part of `<title>`, or a heading: a document about logins says more than that."""
_WORDS = re.compile(
    r"(?:请先|您?(?:还|尚)?(?:没有|未))\s*(?:进行)?(?:登录|登陆|实名认证)|(?:登录|登陆)后(?:才能|方可|可以?)?(?:查看|访问|浏览)|"
    r"(?:会话|登录|登陆)(?:已|已经)?(?:过期|超时|失效)",
)
_LONGEST = 60


def login(facts: PageFacts) -> Kind | None:
    """A form with a password on a page that is called after it or shows little else, or words that ask for a
    login on a page that has nothing else to say. The form in the head of a list or an item is none."""
    if DOCUMENT.search(facts.title):
        return None
    asked = (
        any(field.get("type", "").strip().lower() == "password" for field in facts.tree.iter("input"))
        and not facts.is_item
    )
    titled = any(_TITLE.fullmatch(part) for part in facts.title_parts[:1])
    if asked and (titled or (facts.shown <= SMALL and facts.links <= FEW_LINKS)):
        return Kind("login", f"页面要求登录：标题为“{facts.title}”，有密码框")
    if facts.shown > SMALL or facts.links > FEW_LINKS:
        return None
    said = (facts.says(line) for line in facts.lines)
    words = next((m[0] for text in said if len(text) <= _LONGEST and (m := _WORDS.search(text))), None)
    return Kind("login", f"页面要求登录：“{words}”") if words and not facts.is_item else None
