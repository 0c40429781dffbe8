"""Where each family's system puts lists and items; the only place that knows the shape of an address."""

from __future__ import annotations

import hashlib
import posixpath
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.portal.model import Section

_FIRST = {"trs": "index.html", "empire": "index.html", "hanweb": "index.html", "ucap": "xwzx_list.shtml"}
_FURTHER = {"trs": "index_{}.html", "empire": "index_{}.html", "ucap": "xwzx_list_{}.shtml"}
_NUMBER = re.compile(r"_(\d+)\.s?html$")
PROXY = "/module/web/jpage/dataproxy.jsp"
"""Where Hanweb answers for the rows after the first block."""


def column(section: Section) -> str:
    """The number of a Hanweb column, from its folder `/col/col20101/`."""
    return section.folder.strip("/").rpartition("col")[2]


def list_url(section: Section) -> str:
    """The section's address as the portal file states it; TRS and EmpireCMS sections leave the file out."""
    file = "" if section.family in ("trs", "empire") else _FIRST[section.family]
    return f"http://{section.host}{section.folder}{file}"


def page_file(section: Section, number: int) -> str:
    """File name of list page `number` (from 1). TRS counts files from 0, the others from 1; a Hanweb
    column has one file only."""
    if number == 1 or section.family == "hanweb":
        return _FIRST[section.family]
    return _FURTHER[section.family].format(number - 1 if section.family == "trs" else number)


def page_number(section: Section, file: str) -> int | None:
    """The list page (from 1) that a file name of the section's folder stands for; None for another file."""
    if file in ("", _FIRST[section.family]):
        return 1
    found = _NUMBER.search(file)
    if found is None:
        return None
    number = int(found[1]) + (1 if section.family == "trs" else 0)
    return number if number > 1 and page_file(section, number) == file else None


def item_path(section: Section, stamped: date, key: int) -> str:
    """Path of an item's page; `stamped` is the day its system wrote into the address."""
    if section.family == "trs":
        return f"{section.folder}{stamped:%Y%m}/t{stamped:%Y%m%d}_{key}.html"
    if section.family == "hanweb":
        return f"/art/{stamped.year}/{stamped.month}/{stamped.day}/art_{column(section)}_{key}.html"
    if section.family == "empire":
        return f"{section.folder}{stamped:%Y-%m-%d}/{key}.html"
    if section.style == "comment":
        return f"{section.folder}{stamped:%Y%m}/{174000000 + key}.shtml"
    name = hashlib.md5(str(key).encode(), usedforsecurity=False).hexdigest()
    return f"{section.folder}{stamped.year}/{stamped.month}/{stamped.day}/{name}.shtml"


def item_url(section: Section, stamped: date, key: int) -> str:
    """The same with the host."""
    return f"http://{section.host}{item_path(section, stamped, key)}"


def link(section: Section, address: str) -> str:
    """How a list of `section` writes a link to `address`: relative where its system writes relative links."""
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    if host != section.host or scheme != "http":
        return address
    if section.family in ("hanweb", "ucap"):
        # A page with <base href="/art/"> has its links written against it.
        based = section.style == "base" and path.startswith("art/")
        return path.removeprefix("art/") if based else f"/{path}"
    relative = posixpath.relpath(f"/{path}", section.folder)
    return f"./{relative}" if section.family == "trs" and not relative.startswith("..") else relative
