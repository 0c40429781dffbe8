"""Lines to paragraphs: what the width of the page broke is one text again, what was set apart stays so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scrapers.documents.geometry.lines import wide
from scrapers.documents.geometry.records import Grid, Line
from scrapers.documents.records import Paragraph, Table

_ENDS = "。！？；：!?;:…"
"""With these a sentence ends: what follows and is indented is a new paragraph."""
HEADING = re.compile(
    r"^([一二三四五六七八九十]{1,3}、|[(（]([一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百\d]+[条章节编]|附件)"
)
"""How numbered headings and items begin."""
_LEAST = 10
"""Ems of a line that can be full: where there are only shorter ones nobody knows the margin."""
NEVER_FIRST = "，。、；：？！）》」』】〕”’…%％,.;:?!)]}"
"""A line never begins with these: the sign before them goes over with them."""


def paragraphs(parts: Iterable[Line | Grid]) -> list[Paragraph | Table]:
    """Blocks of a document: lines that go on are one paragraph, also over a page's end; grids are tables."""
    blocks: list[Paragraph | Table] = []
    text = ""
    last: Line | None = None
    page = 1
    for part in parts:
        if isinstance(part, Line) and last is not None and goes_on(last, part):
            text = glued(text, part.text)
            last = part
            continue
        if last is not None:
            blocks.append(Paragraph(text, page))
            last = None
        if isinstance(part, Line):
            text, last, page = part.text, part, part.page
        else:
            blocks.extend(tables_of(part))
    if last is not None:
        blocks.append(Paragraph(text, page))
    return blocks


def tables_of(grid: Grid) -> list[Table]:
    """The table, and after it those drawn inside its cells."""
    table = Table(tuple(tuple(row) for row in grid.rows), grid.spans, grid.page, grid.last_page)
    return [table, *(table for inner in grid.inner for table in tables_of(inner))]


def goes_on(line: Line, after: Line) -> bool:
    """Whether the next line is the same paragraph: the first one is full, and nothing sets the next apart."""
    size = min(line.size, after.size)
    if line.text[-1] in _ENDS and HEADING.match(after.text):
        return False
    if max(line.size, after.size) > 1.3 * size or "\t" in line.text or "\t" in after.text:
        return False
    if not _full(line, after):
        return False
    if line.page == after.page and line.left == after.left:
        step = _middle(after) - _middle(line)
        if step <= 0 or step > (1.3 * line.pitch if line.pitch else 2.6 * size):
            return False
    indent = after.x0 - after.left
    if indent < 0.8 * size:
        return True
    same = abs(indent - (line.x0 - line.left)) < 0.5 * size
    return same and line.text[-1] not in _ENDS


def _middle(line: Line) -> float:
    return (line.y0 + line.y1) / 2


def _full(line: Line, after: Line) -> bool:
    """Whether the next line's first word did not fit on this one."""
    if line.x1 - line.left < _LEAST * line.size:
        return False
    needed = after.leader + 0.4 * after.size
    if len(after.text) > 1 and after.text[1] in NEVER_FIRST:
        needed += after.size
    return line.right - line.x1 < needed


def glued(text: str, after: str) -> str:
    """Two lines as one text: a space only between words of letters."""
    a, b = text[-1:], after[:1]
    if a == "\u00ad":
        return text[:-1] + after
    if not a or wide(a) or wide(b) or (a.isdigit() and b.isdigit()):
        return text + after
    if a in "-/" or b in NEVER_FIRST or (a.isdigit() and b in ".,%") or (a in ".," and b.isdigit()):
        return text + after
    return f"{text} {after}"


def texts(blocks: Sequence[Paragraph | Table]) -> list[str]:
    """The texts of paragraphs alone."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]
