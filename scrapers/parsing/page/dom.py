"""One parse of a page, as a browser builds it (WHATWG HTML), and the few questions every reader asks of it.

The tree is turbohtml's, in its ElementTree view: `tag`, `text`, `tail`, `get`, `iter`, `getparent` … Comments
and processing instructions are taken out, so that the text around them is one; comments with links are handed
out beside the tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

import turbohtml
from turbohtml import etree

Element = etree.ElementView

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES = bytes(sign for sign in range(128) if _CONTROLS.match(chr(sign)))
_SPACE = re.compile(r"[\s\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff]+")

SHORT, REPEATED = 60, 8192
"""Letters of the texts whose reading is remembered, and how many are: a site prints its menus and labels on
every page, and what is read of them is the same each time."""

MOST_LEVELS = 500
"""Levels near which a parser begins to put what is inside an element beside it, as browsers do."""

_INLINE_TAGS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|o:p|st1:\w+|big|small|center)\b[^>]*>", re.IGNORECASE
)

HIDDEN = frozenset({"script", "style", "template"})
"""Elements whose text is never shown."""
_HIDDEN_OR_CHOICE = HIDDEN | {"option"}
_NONE = frozenset[str]()

_BLOCK_NAMES = """
    address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead title tr ul
    ucapcontent founder-content
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())

"""Elements that stand apart from the text around them, so a blank belongs between."""
_APART = BLOCKS | HIDDEN


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that holds links: lists that a script moves into place stand so."""

    text: str
    parent: Element
    """The element it stood in."""


class Parsed(NamedTuple):
    """A page as it is built."""

    tree: Element
    """Its `<html>` element."""
    comments: tuple[Comment, ...]
    """The comments with links in them, in the order of the page."""
    is_cut: bool
    """Whether it has as many levels as a parser makes at most: text and links are all there, in their order,
    and what stood within what is lost."""


def parse(text: str) -> Element:
    """The `<html>` element of `text`, as a browser builds it without running scripts. Never raises and never
    recurses: text that is no markup becomes the text of a body, empty text an empty document.
    """
    return parsed(text).tree


def parsed(text: str, written: bytes | None = None) -> Parsed:
    """As `parse`, with what the tree does not hold. `written`: the text in UTF-8, where it is at hand.

    A page of more levels than a parser makes is parsed without tags that carry no structure: Word pastes have
    thousands of unclosed `<font>`.
    """
    text = _without_controls(text, written)
    built = _built(text)
    return _built(_INLINE_TAGS.sub("", text)) if built.is_cut else built


def _without_controls(text: str, written: bytes | None = None) -> str:
    """Hardly any page holds one, and among bytes that is seen in half the time."""
    if written is None:
        written = text.encode("utf-8", "surrogatepass")
    if (
        len(written.translate(None, _CONTROL_BYTES)) == len(written)
        and "\ufffe" not in text
        and "\uffff" not in text
    ):
        return text
    return _CONTROLS.sub("", text)


def _built(text: str) -> Parsed:
    document = turbohtml.parse(text, positions=False, allow_declarative_shadow_roots=False)
    root = document.root
    if root is None:  # only of a document that was taken apart
        raise AssertionError("a parsed document has a root")
    comments = _without_comments(document, root)
    tree = Element(root)
    return Parsed(tree, comments, text.count("<") > MOST_LEVELS and _is_cut(tree))


def parse_fragment(text: str, context: str) -> Element:
    """An element `context` with `text` in it, as a script sets it: a `tbody` keeps rows, a `tr` cells."""
    holder = turbohtml.parse_fragment(_without_controls(text), context, positions=False)
    _without_comments(holder, holder)
    return Element(holder)


def _without_comments(document: turbohtml.Node, root: turbohtml.Element) -> tuple[Comment, ...]:
    """Takes comments and processing instructions out of the tree; returns those that hold links."""
    kept = []
    found = document.xpath("//comment() | //processing-instruction()")
    nodes = [node for node in found if isinstance(node, turbohtml.Node)] if isinstance(found, list) else []
    for node in nodes:
        around = node.parent
        if isinstance(node, turbohtml.Comment) and isinstance(around, turbohtml.Element):
            kept += [Comment(node.data, Element(around))] if "<a" in node.data else []
        node.decompose()
    root.normalize()  # also where a browser leaves two texts beside each other: one tree for one markup
    return tuple(kept)


def _is_cut(tree: Element) -> bool:
    levels: dict[turbohtml.Node | None, int] = {tree.node: 1}
    for node in tree.node.iter_elements():
        level = levels[node] = levels.get(node.parent, 0) + 1
        if level >= MOST_LEVELS:
            return True
    return False


def walk(element: Element) -> Iterator[tuple[bool, Element]]:
    """Every element from `element` on, in document order, twice: (True, it) where it begins, (False, it)
    where it ends. Between the two stand its `text` and what is in it, after the second its `tail`."""
    yield True, element
    open_elements = [(element, iter(element))]
    while open_elements:
        parent, children = open_elements[-1]
        for child in children:
            yield True, child
            if len(child):
                open_elements.append((child, iter(child)))
                break
            yield False, child
        else:
            open_elements.pop()
            yield False, parent


def elements(element: Element, without: Collection[str]) -> Iterator[Element]:
    """Every element from `element` on, in document order; none of a name in `without`, nor what is in it."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        if found.tag not in without:
            yield found
            waiting += reversed(found[:])


def new_element(name: str) -> Element:
    """An element of its own."""
    return etree.Element(name)


def markup_of(element: Element) -> str:
    """The element as HTML, without its tail."""
    return element.node.serialize()


def base_url(tree: Element, page_url: str) -> str:
    """Address that relative links of the page are resolved against: its `<base href>`, else its own."""
    for base in tree.iter("base"):
        href = (base.get("href") or "").strip()
        if href:
            return absolute(page_url, href) or page_url
    return page_url


def page_title(tree: Element) -> str:
    """Text of the page's `<title>` as written; '' without one."""
    title = next(tree.iter("title"), None)
    return "" if title is None else title.text or ""


def absolute(base: str, href: str) -> str | None:
    """`href` resolved against `base`, or None where it is no address at all (a broken host, bad port)."""
    written = href.strip()
    page = base.partition("?")[0].partition("#")[0]
    try:
        if written[:1] in ("", "?", "#") or page.count("/") < 3:
            return urljoin(base, written)
        return _in_folder(page[: page.rindex("/") + 1], written)
    except ValueError:
        return None


@lru_cache(maxsize=REPEATED)  # the menus of a site are the same on all pages of a folder
def _in_folder(folder: str, href: str) -> str:
    return urljoin(folder, href)


def text_of(element: Element) -> str:
    """Shown text of the element (without its tail), white space folded to single blanks, ends trimmed.

    Scripts, styles and comments are left out; a blank stands between blocks, none between inline elements.
    """
    return fold(raw_text_of(element))


def raw_text_of(element: Element) -> str:
    """Shown text of the element as written, with a line break between blocks."""
    if not len(element):  # most are leaves, for which a walk is a long way
        return _own_text(element)
    node = element.node
    if node.tag not in _APART and _APART.isdisjoint([inner.tag for inner in node.iter_elements()]):
        return node.text  # one run, which the parser joins
    return "".join(_texts(element, HIDDEN, BLOCKS))


def spaced(element: Element) -> str:
    """Shown text with a blank between all nodes, so that `<b>3</b><b>4</b>` are two numbers."""
    if not len(element):
        return text_of(element) if element.tag != "option" else ""
    if next(element.iter(*_HIDDEN_OR_CHOICE), None) is None:  # all of it is shown, and the parser joins it
        return fold(" ".join(element.node.strings))
    return fold(" ".join(_texts(element, _HIDDEN_OR_CHOICE, _NONE)))


def _texts(element: Element, hidden: frozenset[str], blocks: frozenset[str]) -> list[str]:
    """The texts in an element, its tail left out, a line break where one of `blocks` begins or ends. What is
    `hidden` shows no text of its own. `walk` written out over the parser's nodes, as this is asked of almost
    every element of a page; one that holds one text or nothing is gone through in a step."""
    start = element.node
    texts = ["\n"] if start.tag in blocks else []
    levels, ends = [iter(start.children)], [start.tag in blocks]
    shown = start.tag not in hidden
    while levels:
        for node in levels[-1]:
            if isinstance(node, turbohtml.Text):
                if shown:
                    texts.append(node.data)
            elif isinstance(node, turbohtml.Element):
                tag, children = node.tag, node.children
                if tag in blocks:
                    texts.append("\n")
                shown = True  # behind it
                only = children[0] if len(children) == 1 else None
                if isinstance(only, turbohtml.Text):
                    texts.append(only.data if tag not in hidden else "")
                elif children:
                    levels.append(iter(children))
                    ends.append(tag in blocks)
                    shown = tag not in hidden
                    break
                if tag in blocks:
                    texts.append("\n")
        else:
            levels.pop()
            shown = True
            if ends.pop():
                texts.append("\n")
    return texts


def _own_text(leaf: Element) -> str:
    """`raw_text_of` of an element without any node inside."""
    if leaf.tag in HIDDEN:
        return ""
    return f"\n{leaf.text or ''}\n" if leaf.tag in BLOCKS else leaf.text or ""


@lru_cache(maxsize=4)  # each page is asked for many expressions, one after another
def lowered(source: str) -> str:
    """The text in lower case."""
    return source.lower()


def fold(text: str) -> str:
    """White space of every kind (also NBSP, U+3000, zero-width) folded to one blank, ends trimmed."""
    return _folded_before(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    if "\u200b" in text or "\ufeff" in text or "\u200d" in text or "\u200c" in text or "\u2060" in text:
        return _SPACE.sub(" ", text).strip()
    return " ".join(text.split())  # the same without these, which `str` takes for letters, in far less time


_folded_before = lru_cache(maxsize=REPEATED)(_folded)


def names_of(element: Element) -> str:
    """The element's class and id in one text, as templates use either to name a part of the page."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"
