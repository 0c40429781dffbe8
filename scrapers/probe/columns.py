"""What an address shows by itself: a column's list, an item, a file; its place in the tree; the id it gives.

The forms are those of the systems in use: TRS and EmpireCMS folders, Hanweb `/col/colN/`, UCAP
`/cN/…list.shtml`, SiteServer `channels/N.html`, Boda `x/y.htm`, JEECMS `index.jhtml`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapers.address import canonical, host_of

AddressKind = Literal["column", "item", "file", "unclear"]

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|jpe?g|png|gif|bmp|ico|svg|mp[34]|avi|flv|wmv|m3u8|"
    r"apk|exe|css|js|json)$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"/t\d{8}_\d+\.|/art_\w+_\w+\.|/art/\d{4}/|/post_\d+\.|/[0-9a-f]{32}\.|/[0-9a-f]{8}-[0-9a-f]{4}-|"
    r"/info/\d+/\d+\.|/contents?/\d+/\d+\.|/content_\d+|/article_?\d+|/show(?:info)?[-_]?\d+|"
    r"/(?:19|20)\d\d[-/]?\d{1,2}(?:[-/]?\d{1,2})?/[^/]+\.\w+$|/\d{3,}\.\w+$",
    re.IGNORECASE,
)
_SWITCHED = re.compile(r"[a-z][a-z0-9_-]{1,20}")
_ITEM_KEYS = "id aid newsid infoid articleid contentid docid"
_ITEM_QUERY = frozenset(_ITEM_KEYS.split())
_COLUMN = re.compile(
    r"/$|/[^/.]*$|/(?:index|default|main|home)\w*\.\w+$|/(?:col|node|channel|channels|category|list|lm)[_/-]?\d+\.\w+$|"
    r"/\w*list\w*\.\w+$|/[a-z][a-z_-]*\d{0,3}\.(?:s?html?|jhtml|jspx?|aspx?|php|do|action)$",
    re.IGNORECASE,
)
_COLUMN_KEYS = "cid colid columnid channelid catid classid node_id cat_id categorynum lanmuid typeid menuid"
_COLUMN_QUERY = frozenset(_COLUMN_KEYS.split())
_NO_NAME = re.compile(r"(?:index|default|main|home|\w*list\w*|zwgk\w*)(?:_\w+)?", re.IGNORECASE)
"""File names that name no column of their own."""
_FLAT_WORDS = "col channels channel node category list"
_FLAT = frozenset(_FLAT_WORDS.split())
"""First folders that hold every column of a site, so that sharing them says nothing."""


def kind_of(url: str) -> AddressKind:
    """What the form of the address shows; `unclear` where it shows nothing."""
    parts = urlsplit(url)
    path = parts.path or "/"
    keys = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if _FILE.search(path):
        return "file"
    if keys & _COLUMN_QUERY and not keys & _ITEM_QUERY:
        return "column"
    if re.search(r"/channels?/\d+(?:_\d+)?\.\w+$|/node_\d+\.\w+$", path, re.IGNORECASE):
        return "column"
    if _ITEM.search(path) or (keys & _ITEM_QUERY):
        return "item"
    return "column" if _COLUMN.search(path) else "unclear"


def key_of(url: str) -> str:
    """The canonical address, a folder the same with and without its last slash; else as written."""
    try:
        return canonical(url).rstrip("/")
    except ValueError:
        return url


def is_root(url: str) -> bool:
    """Whether the address is its host's home page, whatever its query says."""
    return bool(re.fullmatch(r"/?(?:(?:index|default|main)\w*\.\w+)?", urlsplit(url).path, re.IGNORECASE))


def switched_folder(url: str) -> str:
    """Host and folder that a home page's address names in its query, `host/hdjl/` of `index.html?link=hdjl`;
    '' for any other address."""
    values = [value for _, value in parse_qsl(urlsplit(url).query)]
    named = len(values) == 1 and _SWITCHED.fullmatch(values[0])
    return f"{host_of(url)}/{values[0]}/" if named and is_root(url) else ""


def first_folder(url: str) -> str:
    """Host and first folder, `host/xxgk/`, also of columns that share it; the host alone at the root."""
    return "".join(part + "/" for part in folder_of(url).split("/")[:2] if part)


def folder_of(url: str) -> str:
    """Host and folder that the column's items lie below, `host/xxgk/zcjd/`.

    A page with a name of its own (`tzgg.htm`) is a folder of that name, as its system keeps its pages there.
    """
    path = urlsplit(url).path or "/"
    head, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    own = stem if stem and "." in file and not _NO_NAME.fullmatch(stem) else ""
    if file and "." not in file:
        own = file
    return f"{host_of(url)}{head}/{own}/" if own else f"{host_of(url)}{head}/"


def branch_of(url: str) -> str:
    """Host and first folder, `host/xxgk/`; '' at the root and where all columns share that folder."""
    host, *segments = folder_of(url).strip("/").split("/")
    if not segments or segments[0].lower() in _FLAT:
        return ""
    return f"{host}/{segments[0]}/"


def section_id(url: str, taken: Container[str], home_host: str) -> str:
    """An id `[a-z0-9-]` from the address' path, `xxgk-xxgkml-zfwj`, with a number where it is taken.

    Columns of another host than `home_host` begin with that host's own label.
    """
    host = host_of(url)
    names = [host.split(".")[0]] if host != home_host else []
    names += [unquote(part) for part in folder_of(url).split("/")[1:] if part]
    query = dict(parse_qsl(urlsplit(url).query))
    names += [value for key, value in sorted(query.items()) if key.lower() in _COLUMN_QUERY]
    plain = re.sub(r"[^a-z0-9]+", "-", "-".join(names).lower()).strip("-") or "lanmu"
    number, found = 2, plain
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def portal_id(host: str) -> str:
    """An id `[a-z0-9-]` from a host, `zhecheng` from `www.zhecheng.gov.cn`."""
    name = re.sub(r":\d+$", "", host).removeprefix("www.")
    name = re.sub(r"\.(?:gov|org|com|net|edu)?\.?(?:cn|com|net|org|example)$", "", name)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "portal"
