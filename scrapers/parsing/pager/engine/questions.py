"""A page as the engine is told of it, and what came of pressing its controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.controls import resolved
from scrapers.parsing.pager.engine.client import ENGINE
from scrapers.records import Request

FORM = "application/x-www-form-urlencoded"
_NO_VALUE = ("undefined", "NaN", "[object", "null", "{{", "${")
"""What stands in an address where a script put something together that had no value."""
_LONGEST = 300
"""Characters of an attribute or text that may tell a script of a page."""


@dataclass(frozen=True, slots=True)
class Press:
    """A control that is pressed, or chosen, with what is different then from what the page holds."""

    element: Element
    type: str = "click"
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A function that a pager's call was given, called for page `number` in one of the forms of plugins."""

    plugin: int
    key: str
    form: str
    number: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of it: a request, or surely nothing (the scripts ran, and lead nowhere); else not known."""

    request: Request | None = None
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What the page's scripts left when they were loaded, and the effects of what was done then."""

    written: str
    plugins: tuple[Mapping[str, Any], ...]
    effects: tuple[Effect, ...]


class Scripts:
    """The page's own scripts, ready to be asked."""

    def __init__(self, markup: Markup) -> None:
        """Nothing runs yet."""
        self._markup = markup
        self._nodes: list[Element] = []
        self._page: dict[str, Any] | None = None
        self._sources: list[str] = []

    def starts(self, done: Sequence[Sequence[Press | Turn]]) -> list[Start | None]:
        """For each sequence a fresh start of the page, and what came of its steps; None where not known."""
        if self._page is None:
            self._page = self._told()
        nothing: list[Start | None] = [None] * len(done)
        if not self._page or not done:
            return nothing
        places = {node: place for place, node in enumerate(self._nodes)}
        question = {
            "page": self._page,
            "scripts": self._sources,
            "starts": [[_step(step, places) for step in steps] for steps in done],
        }
        answer = ENGINE.ask(question)
        return nothing if answer is None else [self._start(one) for one in answer]

    def _start(self, answer: Mapping[str, Any] | None) -> Start | None:
        if answer is None:
            return None
        effects = tuple(
            Effect(_request(self._markup, one["effect"]), bool(one["nothing"])) for one in answer["steps"]
        )
        return Start(answer["written"], tuple(answer["plugins"]), effects)

    def _told(self) -> dict[str, Any]:
        """The page for the engine; {} where it is too large to be worth it, or no script stands in it."""
        self._nodes = [node for node in self._markup.tree.iter() if node.tag not in dom.HIDDEN]
        self._sources = list(scripts_in_order(self._markup))
        size = sum(map(len, self._sources))
        if len(self._nodes) > limits.ELEMENTS or size > limits.SCRIPTS:
            return {}
        places = {node: place for place, node in enumerate(self._nodes)}
        parts = urlsplit(self._markup.url)
        return {
            "url": self._markup.url,
            "title": dom.page_title(self._markup.tree),
            "location": {
                "href": self._markup.url,
                "search": f"?{parts.query}" if parts.query else "",
                "pathname": parts.path or "/",
                "host": parts.netloc,
                "hostname": parts.hostname or "",
                "protocol": f"{parts.scheme}:",
                "port": str(_port(parts.netloc)),
                "hash": f"#{parts.fragment}" if parts.fragment else "",
            },
            "nodes": [_node(node, places) for node in self._nodes],
        }


def scripts_in_order(markup: Markup) -> Iterator[str]:
    """The scripts that stand in the page itself, and the files it loads that are known."""
    for script in markup.tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if kind and "javascript" not in kind and kind not in ("module", "text/ecmascript"):
            continue
        address = script.get("src")
        if address is None:
            yield script.text or ""
        elif (known := markup.scripts.get(dom.absolute(markup.base, address) or "")) is not None:
            yield known


def _node(node: Element, places: Mapping[Element, int]) -> list[Any]:
    parent = node.getparent()
    attributes = {name: value for name, value in node.items() if value is not None and len(value) <= _LONGEST}
    texts = (node.text, *(child.tail for child in node))
    words = dom.fold("".join(text for text in texts if text))[:_LONGEST]
    return [-1 if parent is None else places.get(parent, -1), node.tag, attributes, words]


def _step(step: Press | Turn, places: Mapping[Element, int]) -> dict[str, Any]:
    if isinstance(step, Turn):
        return {
            "do": "turn",
            "plugin": step.plugin,
            "key": step.key,
            "form": step.form,
            "number": step.number,
        }
    return {
        "do": "press",
        "node": places[step.element],
        "type": step.type,
        "attributes": dict(step.attributes),
        "words": step.words,
        "value": step.value,
    }


def _request(markup: Markup, effect: Mapping[str, Any] | None) -> Request | None:
    """The request that an effect is; None where it is none, or holds what had no value."""
    if effect is None or effect["kind"] not in ("go", "submit"):
        return None
    url, fields = effect["url"].strip(), [(name, value) for name, value in effect.get("fields", ())]
    if any(word in part for word in _NO_VALUE for part in (url, *(value for _, value in fields))):
        return None
    if effect["kind"] == "go":
        whole = resolved(markup, url) if url and not url.startswith(("#", "javascript")) else ""
        return Request(whole) if whole else None
    action = (dom.absolute(markup.base, url) if url else markup.url) or ""
    if not action.startswith("http"):
        return None
    sent = urlencode(fields, encoding=markup.encoding, errors="xmlcharrefreplace")
    if effect["method"] == "post":
        return Request(action, "POST", sent, FORM)
    return Request(f"{action.partition('?')[0]}?{sent}")


def _port(netloc: str) -> str:
    _, _, port = netloc.rpartition(":")
    return port if port.isdigit() else ""
