"""Stubs that only send the reader on, by meta tag, script or frame; back to the column means withdrawn."""

from __future__ import annotations

import re

from scrapers.address import host_of, is_above
from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import Element, absolute

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


def redirect(facts: PageFacts) -> Kind | None:
    """A stub that only sends the reader on: meta refresh, one written by script, or a script's location."""
    if facts.shown > limits.SMALL or facts.links > limits.LINKS:
        return None
    target, how = _refresh_target(facts), "meta refresh"
    if not target:
        target, how = _script_target(facts), "脚本跳转"
    if not target or facts.is_item:
        return None
    address = absolute(facts.page.url, target)
    if not address or not address.startswith(("http://", "https://")):
        return None
    if _same_address(address, facts.page.url):
        return Kind("challenge", f"{how}指回本页，无正文", address)
    if host_of(address) == host_of(facts.page.url) and is_above(address, facts.page.url):
        return Kind("soft_404", f"{how}退回上级栏目 {address}，原信息已撤", address)
    return Kind("redirect", f"{how}到 {address}", address)


def _refresh_target(facts: PageFacts) -> str | None:
    for meta in facts.tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _META_REFRESH.match(meta.get("content") or "")
            if found and found["url"] and float(found["delay"] or 0) <= limits.REFRESH_SECONDS:
                return found["url"]
    written = _WRITTEN_REFRESH.search(facts.scripts)
    return written["url"] if written else None


def _script_target(facts: PageFacts) -> str | None:
    run = _without_uncalled(facts.scripts, facts.text)
    found = _SCRIPT_MOVE.search(run) or _SCRIPT_MOVE.search(_handlers(facts.tree))
    if found:
        return found["set"] or found["call"]
    frame = next(iter(facts.tree.iter("frame")), None)
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


def _handlers(tree: Element) -> str:
    body = tree.find("body")
    return "" if body is None else body.get("onload") or ""


def _same_address(one: str, other: str) -> bool:
    return one.split("#")[0] == other.split("#")[0]
