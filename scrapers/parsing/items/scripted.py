"""What a template's script writes where a reader sees a value: behind an empty label, or with the label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from scrapers.parsing.items.printed import Printed
from scrapers.parsing.page import limits
from scrapers.parsing.page.dom import Element, fold, text_of
from scrapers.parsing.page.metas import names_somebody
from scrapers.parsing.page.pairs import BLANKS, Pair
from scrapers.parsing.words.item import ASIDE_CALLS
from scrapers.parsing.words.labels import UNIT_LABELS

T = TypeVar("T")

_SET_TEXT = re.compile(r"""\w\s*=\s*["']([^"'<>=]{2,40})["']""")
_TOLD_TEXT = re.compile(r"""(?P<call>[\w.]+)\(\s*["'](?P<text>[^"'<>=]{2,40})["']""")
_FILLED = re.compile(
    r"""(?:getElementById\(\s*["']|["']#)(?P<id>[\w-]+)["']\s*\)\s*\.\s*"""
    r"""(?:(?:innerHTML|innerText|textContent)\s*=\s*|(?:html|text|append)\(\s*)["'](?P<text>[^"'<>]{2,40})["']"""
)
"""`document.getElementById("ly").innerHTML = "…"`, `$("#ly").html("…")`."""
_WITH_LABEL = re.compile(
    rf"""["'][^"'\n]{{0,80}}?(?P<label>{UNIT_LABELS})\s*[:：](?:&nbsp;|\s|<[^<>]{{0,80}}>)*"""
    r"""(?:(?P<text>[^"'<>&]{2,40}?)(?:&nbsp;|[<&\s][^"'\n]*)?["']|["']\s*\+\s*(?P<name>\w+))"""
)
"""`document.write("来源：" + ly)`, `document.write("来源：县应急局")`."""
_LABELLED = re.compile(rf"{UNIT_LABELS}\s*[:：]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")


def named_by_script(text: str) -> str | None:
    """The body that a script's text names, if it does."""
    name = fold(text)
    return name if names_somebody(name) and _CHINESE.search(name) else None


def written_behind(printed: Printed, pair: Pair, read: Callable[[str], T | None]) -> T | None:
    """What scripts write behind a label that the page leaves empty: the only text beside it that `read` makes
    something of, or what is written into an element that stands there. None where several are.
    """
    box = printed.page_lines.lines[pair.line].node
    beside = box.getnext()
    scripts = [*box.iter("script"), *([beside] if beside is not None and beside.tag == "script" else [])]
    texts = [_FILLED.sub("", script.text or "") for script in scripts]
    ways: tuple[Iterator[str], ...] = (
        (text for script in texts for text in _SET_TEXT.findall(script)),
        (text for script in texts for text in _told(script)),
        _filled(printed, box, pair.label),
    )
    for way in ways:
        found = {value for text in way if (value := read(text)) is not None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _told(script: str) -> Iterator[str]:
    """First words of calls: `document.write("县应急局")`, `show("县应急局")`; not `alert("复制成功")`."""
    return (call["text"] for call in _TOLD_TEXT.finditer(script) if not ASIDE_CALLS.search(call["call"]))


def _filled(printed: Printed, box: Element, label: str) -> Iterator[str]:
    """Texts that the page's scripts write into the empty element right behind the label."""
    for node in box.iter():
        name = node.get("id")
        if name and not fold("".join(node.itertext())) and _before(node).endswith(label):
            scripts = (script for script in page_scripts(printed.root) if name in script)
            yield from (m["text"] for script in scripts for m in _FILLED.finditer(script) if m["id"] == name)


def _before(node: Element) -> str:
    """The words between an element and the one before it, or those in it, without a colon at the end."""
    previous, parent = node.getprevious(), node.getparent()
    if previous is None:
        text = (parent.text or "") if parent is not None else ""
    else:
        text = fold(previous.tail or "") or text_of(previous)
    return BLANKS.sub("", text).rstrip(":：")


def unit_with_label(printed: Printed) -> tuple[str, str] | None:
    """The body that a script writes together with its label, and the place; None where several are."""
    found = set()
    for script in page_scripts(printed.root):
        for told in _WITH_LABEL.finditer(script) if _LABELLED.search(script) else ():
            texts = [told["text"]] if told["text"] else _values(script, told["name"])
            found |= {(name, f"script:{told['label']}") for text in texts if (name := named_by_script(text))}
    return found.pop() if len(found) == 1 else None


def _values(script: str, name: str) -> list[str]:
    """All that a script sets a variable to."""
    return re.findall(rf"""\b{name}\s*=\s*["']([^"'<>=]{{2,40}})["']""", script)


def page_scripts(root: Element) -> Iterator[str]:
    """The page's short scripts; one of half a megabyte is data, no template's."""
    texts = (script.text or "" for script in root.iter("script"))
    return (text for text in texts if text and len(text) < limits.SCRIPT)
