"""Signs to lines of text: which stand on one line, in which order, with which gaps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from scrapers.documents.geometry.records import Glyph, Line

WIDE_GAP = 2.0
"""Ems between pieces of a line that stand apart (columns of a table without lines): a tab."""
_CHINESE_GAP = 0.9
"""Ems beside a Chinese sign that are meant as a space: less is justified text."""
_MIXED_GAP = 0.4
"""The same between a Chinese sign and a letter or digit: half of it is usual without any space."""
_WORD_GAP = 0.18
"""Ems between letters or digits that are a space: less is kerning, or signs drawn one by one."""
_OVER = -0.3
"""Ems by which one piece lies over the end of another: two cells, the first one cut."""
_FITS = 0.15
"""Ems by which a sign may reach over the edges of the gap that it fills."""
_NARROWED = frozenset("，。、；：？！（）《》「」『』【】〔〕“”‘’…—·")
"""Chinese punctuation fills half of its box: the next sign may be drawn over the other half."""
_TWICE = 0.3
"""Widths between two equal signs of which one is the shadow of the other (bold by drawing twice)."""

_WIDE = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—·]")


_BEFORE_WIDE = re.compile(rf"[^ ]+?(?={_WIDE.pattern}| )")
"""The word that a glyph of several signs begins with, where something else follows in it."""


def wide(sign: str) -> bool:
    """Whether a sign is Chinese or takes the place of one (full-width forms, Chinese punctuation)."""
    return sign > "\u00b6" and _WIDE.match(sign) is not None


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line together, lines from top to bottom, each in reading order."""
    rows: list[_Row] = []
    for row in sorted((_Row([run]) for run in _runs(glyphs)), key=attrgetter("middle")):
        for other in reversed(rows[-3:]):
            if other.takes(row):
                other.add(row)
                break
        else:
            rows.append(row)
    rows.sort(key=attrgetter("middle"))
    return [row.in_order() for row in rows]


class _Row:
    """A line being gathered."""

    __slots__ = ("bottom", "middle", "runs", "top", "turned")

    def __init__(self, runs: list[list[Glyph]]) -> None:
        self.runs = runs
        run = runs[0]
        self.top, self.bottom = run[0][2], run[0][4]
        if len(run) > 1:
            self.top = min([glyph[2] for glyph in run])
            self.bottom = max([glyph[4] for glyph in run])
        self.middle = (self.top + self.bottom) / 2
        self.turned = _is_turned(runs[0][0])

    def takes(self, other: _Row) -> bool:
        """Whether the other stands on this line: they overlap by more than half of the lower one."""
        high, low = self.bottom - self.top, other.bottom - other.top
        if self.turned or other.turned:
            return False
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.55 * min(high, low)

    def add(self, other: _Row) -> None:
        # The taller one says where the line is: a small sign above it does not pull it up.
        if other.bottom - other.top > self.bottom - self.top:
            self.top, self.bottom, self.middle = other.top, other.bottom, other.middle
        self.runs = self.runs + other.runs

    def in_order(self) -> list[Glyph]:
        """Glyphs from left to right. What was drawn as one stays so where something else lies over it: the
        end of a text wider than its column must not mix with the next column's figure."""
        if len(self.runs) == 1:
            return self.runs[0]
        self.runs.sort(key=_run_begin)
        kept: list[list[Glyph]] = []
        for run in self.runs:
            if not (kept and run[0][1] < kept[-1][-1][3] and _is_shadow(run, kept[-1])):
                kept.append(run)
        glyphs = sorted((glyph for run in kept for glyph in run), key=_begin)
        if all(after[1] >= before[3] - _FITS * after[5] for before, after in pairwise(glyphs)):
            return glyphs
        return [glyph for run in _filled(kept) for glyph in run]


def _filled(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs, those that fill a gap within another one put there: programs draw signs that they take from a
    second font after the rest of the line, each at its place."""
    filled = runs[:1]
    for run in runs[1:]:
        before = filled[-1]
        size = run[0][5]
        begin, end = run[0][1] + _FITS * size, run[-1][3] - _FITS * size
        at = bisect_right(before, begin, key=_begin)
        if at < len(before) and before[at - 1][3] <= begin and end <= before[at][1]:
            filled[-1:] = [before[:at], run, before[at:]]
        else:
            filled.append(run)
    return filled


def _is_shadow(run: list[Glyph], other: list[Glyph]) -> bool:
    """Whether every sign of a run stands in the other one too, nearly at the same place."""
    return all(
        any(
            glyph[0] == sign[0] and abs(glyph[1] - sign[1]) < _TWICE * (glyph[3] - glyph[1]) for sign in other
        )
        for glyph in run
    )


def _is_turned(glyph: Glyph) -> bool:
    """Whether a glyph is a word that runs up or down the page."""
    return len(glyph[0]) > 1 and glyph[4] - glyph[2] > 1.5 * glyph[5]


def _run_begin(run: list[Glyph]) -> float:
    return run[0][1]


def _begin(glyph: Glyph) -> float:
    return glyph[1]


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that were drawn one after another on one line, to the right and without a wide gap."""
    runs: list[list[Glyph]] = []
    run: list[Glyph] = []
    top = bottom = middle = begin = end = 0.0
    for glyph in glyphs:
        _, x0, y0, x1, y1, size = glyph
        if (
            run
            and not _is_turned(glyph)
            and y0 < middle < y1
            and top < (y0 + y1) / 2 < bottom
            and begin < x0 < end + size
        ):
            run.append(glyph)
        else:
            run = [glyph]
            runs.append(run)
            top, bottom, middle = y0, y1, (y0 + y1) / 2
        begin, end = x0, x1
    return runs


def text_of(row: Sequence[Glyph]) -> str:
    """The text of a line, its glyphs in reading order: gaps that mean a space are one, shadows are gone."""
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in row:
        if last is not None:
            gap = glyph[1] - last[3]
            if gap < 0 and _shadows(last, glyph):
                continue
            if gap > _WORD_GAP * glyph[5] or gap < _OVER * glyph[5]:
                pieces.append(_gap(last, glyph, gap, row))
        pieces.append(glyph[0])
        last = glyph
    return "".join(pieces)


def _shadows(last: Glyph, glyph: Glyph) -> bool:
    return glyph[0] == last[0] and glyph[1] - last[1] < _TWICE * (last[3] - last[1])


def _gap(before: Glyph, after: Glyph, gap: float, row: Sequence[Glyph]) -> str:
    """What stands for a gap: nothing, a space, or a tab where the pieces stand apart or over one another."""
    ems = gap / max(before[5], after[5], 0.1)
    a, b = before[0][-1:], after[0][:1]
    if ems < 0:
        return "\t" if ems < _OVER and not (a in _NARROWED or b in _NARROWED) else ""
    if ems >= WIDE_GAP:
        return "\t"
    if a.isspace() or b.isspace() or ems <= _WORD_GAP:
        return ""
    chinese = wide(a), wide(b)
    if not any(chinese):
        return " "
    if ems >= _CHINESE_GAP:
        return " "
    # Beside letters and digits less is enough, but where the whole line is spread out to the margin.
    return " " if not all(chinese) and ems > _MIXED_GAP + 2 * _spread(row) else ""


def _spread(row: Sequence[Glyph]) -> float:
    """Ems between the signs of a line that is spread out; 0 where most stand side by side."""
    gaps = sorted((after[1] - before[3]) / max(after[5], 0.1) for before, after in pairwise(row))
    together = sum(len(glyph[0]) - 1 for glyph in row)
    middle = (len(gaps) + together) // 2 - together
    return max(0.0, gaps[middle]) if middle > 0 else 0.0


def line_of(row: Sequence[Glyph], page: int) -> Line | None:
    """The line that glyphs are; None where there is nothing but spaces."""
    text = text_of(row).strip()
    if not text:
        return None
    seen = [glyph for glyph in row if not glyph[0].isspace()]
    first = seen[0]
    _, x0, y0, x1, y1, size = first
    for _, _, top, right, bottom, high in seen[1:]:
        y0 = top if top < y0 else y0
        y1 = bottom if bottom > y1 else y1
        x1 = right if right > x1 else x1
        size = high if high > size else size
    return Line(text, x0, y0, x1, y1, size, page=page, leader=_leader(seen))


def _leader(row: Sequence[Glyph]) -> float:
    """Width of the first word: one Chinese sign, or letters and digits up to a gap or Chinese sign."""
    text, x0, _, end, _, size = row[0]
    if wide(text[0]):
        return size if len(text) > 1 else end - x0
    if match := _BEFORE_WIDE.match(text):
        return len(match[0]) * size / 2
    for glyph in row[1:]:
        if wide(glyph[0][0]) or glyph[1] - end > _WORD_GAP * glyph[5]:
            break
        end = glyph[3]
    return end - x0


def _upwards(glyphs: Sequence[Glyph]) -> bool:
    """Whether signs were drawn each above the one before: a text turned to the left."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return all(after.y1 < before.y1 - 0.2 * after.size for before, after in pairwise(seen))


def cell_text(glyphs: list[Glyph]) -> str:
    r"""The text of a cell: its lines joined by line ends. Chinese signs one below another (a label written
    downwards, a column too narrow) are one word: `总\n计` is 总计. Digits never: they may be figures of
    several rows."""
    if len(glyphs) > 1 and all(map(_is_turned, glyphs)):
        return "".join(glyph.text for glyph in glyphs)
    texts = [text for row in rows_of(glyphs) if (text := text_of(row).strip())]
    if len(texts) > 1 and all(len(text) == 1 and wide(text) for text in texts):
        return "".join(reversed(texts) if _upwards(glyphs) else texts)
    return "\n".join(texts)
