"""What a page does not show, as far as its own style says so; where its style is kept elsewhere nobody
knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ONE_NAME = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]{0,100}\bnone", re.IGNORECASE)
_LISTS = re.compile(r"(?:^|[\s,>*])(?:ol|ul|li|\*)\s*(?:,|$)", re.IGNORECASE)
_BEGINS, _BRACES = re.compile(r"[{;]"), re.compile(r"[{}]")
MOST = 1 << 20
"""Characters of a page's style that are read."""


@dataclass(frozen=True, slots=True)
class Styles:
    """What the page's style sheet hides, by simple rules (`.x`, `#x`, `td.x`)."""

    classes: frozenset[str]
    ids: frozenset[str]
    numbered: bool
    """Whether lists show their numbers."""

    def hides(self, style: str | None, names: str | None, name: str | None) -> bool:
        """Whether an element of this style, these classes and this id is hidden."""
        if style and _HIDES.search(style):
            return True
        if self.classes and names and not self.classes.isdisjoint(names.split()):
            return True
        return bool(self.ids) and name in self.ids


def styles_of(text: str) -> Styles:
    """The rules of the `<style>` elements of a page. Those under a condition (`@media print`) are no rules of
    what is seen."""
    sheet = " ".join(_sheets(text[:MOST])).replace("<!--", " ").replace("-->", " ")
    hidden: set[str] = set()
    numbered = True
    for rule in _without_conditions(_without_remarks(sheet)).split("}"):
        selectors, _, body = rule.rpartition("{")
        if _HIDES.search(body):
            found = (_ONE_NAME.fullmatch(selector.strip()) for selector in selectors.split(","))
            hidden.update(one[1] for one in found if one)
        if _UNNUMBERED.search(body) and _LISTS.search(selectors.strip()):
            numbered = False
    return Styles(
        frozenset(name[1:] for name in hidden if name[0] == "."),
        frozenset(name[1:] for name in hidden if name[0] == "#"),
        numbered,
    )


def _sheets(text: str) -> Iterator[str]:
    """What stands in the `<style>` elements. Looked for by hand, as are remarks: a pattern begins anew at
    each of a hundred thousand that do not end."""
    lowered, at = text.lower(), 0
    while (at := lowered.find("<style", at)) >= 0:
        begins, ends = lowered.find(">", at), lowered.find("</style", at)
        if begins < 0:
            return
        yield text[begins + 1 : ends if ends >= 0 else len(text)]
        if ends < 0:
            return
        at = ends


def _without_remarks(sheet: str) -> str:
    kept, at = list[str](), 0
    while (start := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:start])
        ends = sheet.find("*/", start + 2)
        if ends < 0:
            return " ".join(kept)
        at = ends + 2
    return " ".join((*kept, sheet[at:]))


def _without_conditions(sheet: str) -> str:
    """The sheet without its `@…{…{…}…}` blocks."""
    kept: list[str] = []
    at = 0
    while (start := sheet.find("@", at)) >= 0:
        kept.append(sheet[at:start])
        opening = _BEGINS.search(sheet, start)
        if opening is None:
            return "".join(kept)
        at = opening.end() if opening[0] == ";" else _closed(sheet, opening.end())
    return "".join((*kept, sheet[at:]))


def _closed(sheet: str, at: int) -> int:
    """Behind the brace that closes the one before `at`."""
    depth = 1
    for brace in _BRACES.finditer(sheet, at):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(sheet)
