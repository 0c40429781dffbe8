"""HTML: pages that were saved, and what Word, Excel and systems write as HTML under the names of office
files.

The tree is a browser's (turbohtml, WHATWG HTML): comments are out of it, those with conditions for Office
too; what stands between `<![if …]>` and `<![endif]>` is what browsers show.
"""

from __future__ import annotations

import re
from collections import Counter

import turbohtml

from scrapers.charset import decode
from scrapers.documents.limits import Asked
from scrapers.documents.pages.hiding import styles_of
from scrapers.documents.pages.walking import Walk
from scrapers.documents.records import LeftOut, Paragraph, Reading, Table

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_OFFICE = re.compile(r"urn:schemas-microsoft-com:office|\bmso-", re.IGNORECASE)
_FRAMES = re.compile(r"<frame\b[^>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SHEETS = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]*)</x:Name>", re.IGNORECASE)


def read(content: bytes, asked: Asked) -> Reading:
    """What the page shows, in reading order; `encoding` is the one that was used."""
    text, encoding = decode(content)
    sheets = sheets_of(text)
    blocks, left_out = shown_of(text, asked, sheets[0] or None if len(sheets) == 1 else None)
    reading = Reading(
        blocks=blocks,
        left_out=[LeftOut(what, count=count) for what, count in sorted(left_out.items()) if count],
        encoding=encoding,
        read_by="turbohtml",
    )
    if lost := text.count("\ufffd"):
        reading.left_out.append(LeftOut("characters", count=lost))
    frames = frames_of(text)
    if frames and not blocks:
        _only_frames(reading, frames, sheets)
    return reading


def shown_of(
    text: str, asked: Asked, name: str | None = None
) -> tuple[list[Paragraph | Table], Counter[str]]:
    """Paragraphs and tables of a page, and what was left out, by word; `name`: that of the sheet it is."""
    clean = _CONTROLS.sub("", text)
    # As a browser that runs scripts: what stands in <noscript> is no part of the tree.
    document = turbohtml.parse(clean, positions=False, scripting=True, allow_declarative_shadow_roots=False)
    root = document.root
    if root is None:
        return [], Counter()
    walk = Walk(asked, styles_of(clean), _OFFICE.search(clean[:65536]) is not None, name)
    blocks = walk.over(root)
    if walk.stopped:
        walk.left_out["unread"] += 1
    return blocks, walk.left_out


def frames_of(text: str) -> list[str]:
    """What the frames of a page point at; Excel writes a workbook of several sheets so."""
    return _FRAMES.findall(text) if re.search(r"<frameset\b", text, re.IGNORECASE) else []


def sheets_of(text: str) -> list[str]:
    """Names of the sheets of a workbook that Excel saved as a page."""
    return [name.strip() for name in _SHEETS.findall(text)]


def _only_frames(reading: Reading, frames: list[str], sheets: list[str]) -> None:
    """A page that only points at others beside it, which nobody has."""
    if sheets:
        named = "、".join(sheets[:10])
        what = f"Excel 存成的网页只有框架,{len(sheets)} 个工作表({named})在旁边的文件夹里,不在这个文件里"
    else:
        what = f"网页只有框架,内容在另外 {len(frames)} 个文件里({frames[0][:80]} 等),不在这个文件里"
    reading.outcome, reading.reason = "unsupported", what
    reading.left_out = [LeftOut("links", count=len(sheets) or len(frames))]
