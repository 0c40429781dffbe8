"""Names of elements and attributes without their namespaces, quickly: strict and transitional files, Word
2003 XML and Flat OPC differ only there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapers.documents.parts import local


class Names(dict[Any, str]):
    """Local names by tag, each cut once."""

    def __missing__(self, tag: Any) -> str:
        """The name of a tag not seen before, also where its prefix is declared nowhere; '' of a comment."""
        name = self[tag] = local(tag).rpartition(":")[2]
        return name


NAMES = Names()

MOST_TAGS = 10_000
"""Tags kept between documents: a process reads fifty, and a hostile one may have any number."""


def fresh() -> None:
    """Forgets tags where there are too many."""
    if len(NAMES) > MOST_TAGS:
        NAMES.clear()


def value(element: Any, name: str = "val", default: str = "") -> str:
    """An attribute in the namespace of its element, or in none."""
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return default
    found = element.get(tag[: tag.find("}") + 1] + name) if tag[0] == "{" else None
    if found is None:
        found = element.get(name)
    return default if found is None else str(found)


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, found in element.items():
        if key == name or key.endswith("}" + name):
            return str(found)
    return default


def child(element: Any, name: str) -> Any:
    """The first child of that local name; None where there is none or no element."""
    if element is not None:
        for each in element:
            if NAMES[each.tag] == name:
                return each
    return None


_KNOWN = ("openxmlformats.org", "schemas.microsoft.com/office", "purl.oclc.org", "urn:schemas-microsoft-com")


def alternative(element: Any) -> Any:
    """Of mc:AlternateContent what is shown: the first choice that asks for nothing unknown, else what is
    there to fall back on; where that is missing the first choice, None of nothing."""
    first = None
    for each in element:
        name = NAMES[each.tag]
        if name == "Fallback":
            return each
        if name == "Choice":
            asked = [each.nsmap.get(prefix) for prefix in (each.get("Requires") or "").split()]
            if all(space is None or any(known in space for known in _KNOWN) for space in asked):
                return each
            first = each if first is None else first
    return first


def number(text: str, default: int = 0) -> int:
    """A whole number as files write it; the default for anything else or anything absurd."""
    try:
        return (int(float(text)) if "." in text else int(text)) if len(text) < 12 else default
    except (ValueError, OverflowError):
        return default


_OFF = frozenset({"0", "false", "off", "none"})


def on(element: Any, name: str = "val") -> bool:
    """Whether a switch is on: it stands there, and does not say off."""
    return value(element, name, "1") not in _OFF


def flattened(element: Any, wanted: frozenset[str], through: frozenset[str]) -> Iterator[Any]:
    """Children of the wanted names in order, also within wrappers (content controls, revisions); without
    recursion, so no depth of wrapping breaks it."""
    stack = [iter(element)]
    while stack:
        for each in stack[-1]:
            name = NAMES[each.tag]
            if name in wanted:
                yield each
            elif name in through:
                stack.append(iter(each))
                break
        else:
            stack.pop()
