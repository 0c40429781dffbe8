"""The systems that make the pages: which are known, and recognising one by the evidence on a page.

The next system is a table in `families.toml` and its page among the tests; a module only where it needs code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from scrapers.parsing.cms import epoint, guangdong, hanweb, jpaas, trs, truecms, ucap
from scrapers.parsing.cms.family import Family
from scrapers.parsing.page.dom import lowered
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.systems import SYSTEMS

_CODE: dict[str, ModuleType] = {
    "jpaas": jpaas,
    "truecms": truecms,
    "hanweb": hanweb,
    "ucap": ucap,
    "guangdong": guangdong,
    "trs": trs,
    "epoint": epoint,
}
"""Systems whose pagers or calls need code."""


def _family(row: Mapping[str, Any]) -> Family:
    """A table of `families.toml` with the functions of its module."""
    code = _CODE.get(row["name"])
    return Family(
        name=row["name"],
        marks=tuple((pattern, words) for pattern, words in row["marks"]),
        pager=getattr(code, "pager", None),
        rows_call=getattr(code, "rows_call", None),
        first_page_number=row.get("page_2_is", 2) - 1,
        keys={field: tuple(names) for field, names in row.get("keys", {}).items()},
    )


GENERIC = Family(name="generic", marks=())
"""Beneath all families: what the reader does where none is recognised."""

REGISTRY: dict[str, Family] = {row["name"]: _family(row) for row in SYSTEMS}
"""Family name → family, the more specific first: of two with equal evidence the first is taken."""

FAMILIES: frozenset[str] = frozenset({*REGISTRY, "generic"})
"""Names allowed for a section's `cms` key, beside `auto`."""

_ADDRESS = re.compile(r"https?://([^\s/\"'<>\\)]+)[^\s\"'<>]*")
_OF_CITY = 3
"""Labels of a host name that a portal and its parts share: `x.gov.cn`."""


def recognise(source: str, url: str = "") -> list[tuple[Family, list[str]]]:
    """Families with evidence in the page's source, the best supported first, each with what was seen.

    `url` is the page's own address, which counts as well. Addresses of other sites do not where it is given:
    a list may hold nothing but items of a site that another system made.
    An empty list means that no family is recognised, which is no fault: the generic reader needs none.
    """
    lower = lowered(source)
    if url:
        own = ".".join(urlsplit(url.lower()).netloc.split(".")[-_OF_CITY:])
        lower = url.lower() + _ADDRESS.sub(lambda found: found[0] if found[1].endswith(own) else " ", lower)
    seen = [(family, family.evidence(lower)) for family in REGISTRY.values()]
    return sorted((pair for pair in seen if pair[1]), key=lambda pair: -len(pair[1]))


def family_of(source: str, url: str) -> Family:
    """The family with the most evidence on a page; `GENERIC` where none has any."""
    seen = recognise(source, url)
    return seen[0][0] if seen else GENERIC


def called_pager(markup: Markup, chosen: Family) -> Pager:
    """What the chosen family's pager call says; calls are distinct enough that any other's counts as well."""
    for family in (chosen, *(other for other in REGISTRY.values() if other is not chosen)):
        found = family.pager(markup) if family.pager else None
        if found is not None:
            return found
    return Pager()


def keys_of_answers() -> dict[str, tuple[str, ...]]:
    """Field of a row → what the systems call it in their answers, in the order of the families."""
    named: dict[str, tuple[str, ...]] = {}
    for family in REGISTRY.values():
        for field, names in family.keys.items():
            named[field] = (*named.get(field, ()), *names)
    return named
