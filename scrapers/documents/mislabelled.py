"""Answers of a host that were saved under a document's name: its page for a login, a firewall's, a 404, the
error of a call. `scrapers.parsing` knows such pages; here they get the outcome `mislabelled`, and a
reason."""

from __future__ import annotations

from dataclasses import replace

from scrapers.documents.formats import FORMATS, suffix_of
from scrapers.documents.records import Document

_TEXTUAL = frozenset({"html", "mht", "txt", "csv"})
_PROPER = "pdf docx xlsx pptx xlsb ofd odt ods odp zip rar 7z gzip tar image"
_OFFICE = "doc xls ppt rtf foreign"
"""Formats under whose names many systems write pages and text."""
NEVER_TEXT = frozenset(suffix for name in _PROPER.split() for suffix in FORMATS[name].suffixes)
"""Suffixes under which nobody saves text or a page."""
OFFICE = frozenset(suffix for name in _OFFICE.split() for suffix in FORMATS[name].suffixes)
SHORT = 2_000
"""Characters of text, without a table, that may be an answer and no document."""
_LOOKED_AT = 1 << 20
_WORDS = {
    "login": "登录页",
    "challenge": "防护页",
    "soft_404": "提示内容不存在的页面",
    "failure": "服务器出错页",
    "redirect": "转向别处的页面",
    "search": "搜索页",
    "data": "接口返回的数据",
}


def checked(document: Document, content: bytes) -> Document:
    """The document, or `mislabelled` where the content is a page or an error under the name of another
    format."""
    suffix = suffix_of(document.name)
    if (
        not content
        or document.format not in _TEXTUAL
        or document.outcome not in ("ok", "empty", "partial", "mislabelled")
    ):
        return document
    page = document.format in ("html", "mht")
    never = suffix in NEVER_TEXT
    if not never and suffix not in OFFICE:
        return document
    short = len(document.text) <= SHORT and not document.tables
    if not short and not (never and page):
        return document
    # Loaded here: most documents are none of these, and the rooms that know pages take long to load.
    from scrapers.parsing import instead_of_content

    instead = instead_of_content(content[:_LOOKED_AT])
    if instead is None and not never:
        return document
    what = "网页" if page else "一段文字"
    found = f",是{_WORDS[instead[0]]}({instead[1]})" if instead is not None else ""
    return replace(
        document,
        outcome="mislabelled",
        reason=f"名称的后缀是 .{suffix},内容是{what}{found}{_headed(document.text)}"[:300],
    )


def _headed(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return f"(「{first[:40]}」)" if first else ""
