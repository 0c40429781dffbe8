"""Heads, feet and page numbers: lines that repeat at the edges of pages, and are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from scrapers.documents.geometry.records import Grid, Line

_EDGE = 0.105
"""Part of a page's height, above and below, in which heads and feet stand."""
_LETTERS = 2
"""Letters of a head at least."""
_MOST = 0.6
"""Part of the pages that bear a number, where pages are numbered."""
_FEW = 5
"""Gaps between lines of text, fewer of which do not say how far apart they usually stand: a page of tables
has few, and those that a table stands in are none of them."""
_APART = 1.2
"""A gap that sets a head or foot apart, over the distance of the page's lines."""
_LINES = 3
"""Lines of a head or foot at most."""
_DASH = r"[\-—–－―·•~·]+"
_NUMBER = re.compile(
    rf"^({_DASH}\s*\d{{1,4}}\s*{_DASH}|第\s*\d{{1,4}}\s*页[\s,，/]*([共总]\s*\d{{1,4}}\s*页)?"
    r"|(Page|P\.?)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?|\d{1,4}\s*页)$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(\d{1,4})(\s*(/|of)\s*\d{1,4})?$")
_DIGITS = re.compile(r"\d+")

Parts = list[Line | Grid]


def without_repeats(
    pages: Sequence[Parts], heights: Sequence[float], numbers: Sequence[int]
) -> tuple[list[Parts], int, list[str]]:
    """Pages without heads, feet and page numbers; how many lines those are; and their texts, each once (page
    numbers are not among them). A head on the first page cuts nothing and stays. `numbers`: which page each
    is."""
    edges = [_at_the_edge(parts, height) for parts, height in zip(pages, heights, strict=True)]
    seen = Counter(key for lines in edges for key in {_key(line, height) for line, height in lines})
    counted = _counted(edges, numbers)
    enough = 2 if len(pages) < 6 else 3
    heads = {key for key, times in seen.items() if times >= enough}
    dropped: dict[str, None] = {}
    kept: list[Parts] = []
    lines_out = 0
    for index, (parts, lines) in enumerate(zip(pages, edges, strict=True)):
        out = set()
        for line, _ in lines:
            if id(line) in counted or _NUMBER.match(line.text):
                out.add(id(line))
        # What is set apart on other pages is the same head here, however close the text begins below it.
        for line, height in [*lines, *_outer(parts, heights[index])] if heads else []:
            if id(line) not in out and _key(line, height) in heads and (index or line.y0 > height / 2):
                out.add(id(line))
                dropped.setdefault(line.text)
        lines_out += len(out)
        kept.append([part for part in parts if id(part) not in out] if out else parts)
    return kept, lines_out, list(dropped)


def _at_the_edge(parts: Parts, height: float) -> list[tuple[Line, float]]:
    """Lines at the upper and lower edge, from the edge up to the first table or the bound."""
    lines = [part for part in parts if isinstance(part, Line) and not _is_row(part, height)]
    tables = [part for part in parts if isinstance(part, Grid)]
    highest = min((table.ys[0] for table in tables), default=height)
    lowest = max((table.ys[-1] for table in tables), default=0.0)
    lines.sort(key=lambda line: line.y0)
    pitches = [
        below.y0 - above.y0
        for above, below in pairwise(lines)
        if not any(above.y0 < table.ys[0] < below.y0 for table in tables)
    ]
    pitch = median(pitches) if len(pitches) >= _FEW else 0.0
    first, last = lines[: _LINES + 1], lines[: -_LINES - 2 : -1]
    above = [line for line in _set_apart(first, pitch) if line.y1 < _EDGE * height and line.y1 <= highest]
    below = [line for line in _set_apart(last, pitch) if line.y0 > (1 - _EDGE) * height and line.y0 >= lowest]
    below.reverse()
    return [(line, height) for line in [*above, *(line for line in below if line not in above)]]


def _is_row(line: Line, height: float) -> bool:
    """Whether a line stands in a frame of its own, no higher than a head: the row of a table that the page's
    end cut off. A frame around the whole page is no row."""
    return line.box is not None and line.box.y1 - line.box.y0 < _EDGE * height


def _outer(parts: Parts, height: float) -> list[tuple[Line, float]]:
    """The first lines of a page and its last ones, where heads and feet stand."""
    lines = sorted((part for part in parts if isinstance(part, Line)), key=lambda line: line.y0)
    return [
        (line, height)
        for line in [*lines[:_LINES], *lines[-_LINES:]]
        if line.y1 < _EDGE * height or line.y0 > (1 - _EDGE) * height
    ]


def _set_apart(lines: list[Line], pitch: float) -> list[Line]:
    """Of lines from the edge inwards, those before a gap wider than the page's lines have between them: what
    stands as close as the text does is text, also where it is the same on every page."""
    for count in range(min(_LINES, len(lines) - 1), 0, -1):
        if abs(lines[count].y0 - lines[count - 1].y0) > _APART * pitch:
            return lines[:count]
    return lines if len(lines) == 1 else []


def _key(line: Line, height: float) -> tuple[str, int]:
    """What repeats: the text but for the page's number in it, at one height of the page. Figures alone are
    never taken for a head."""
    text = _DIGITS.sub(lambda found: "#" if found[0] == str(line.page) else found[0], line.text)
    if sum(map(str.isalpha, text)) < _LETTERS:
        return f"{id(line)}", 0
    return "".join(text.split()), _place(line, height)


def _counted(edges: Sequence[list[tuple[Line, float]]], numbers: Sequence[int]) -> set[int]:
    """Bare numbers that count pages: on most of them, at one height, outermost, running with the pages. Any
    other may be a figure."""
    bare: dict[tuple[int, int], list[int]] = {}
    for lines, number in zip(edges, numbers, strict=True):
        for line, height in _outermost(lines):
            if match := _BARE.match(line.text):
                key = (int(match[1]) - number, _place(line, height))
                bare.setdefault(key, []).append(id(line))
    enough = max(2.0, _MOST * len(numbers))
    return {line for lines in bare.values() if len(set(lines)) >= enough for line in lines}


def _outermost(lines: list[tuple[Line, float]]) -> list[tuple[Line, float]]:
    """The first line of a page and its last one, of those at its edges."""
    above = [(line, height) for line, height in lines if line.y0 < height / 2]
    below = [(line, height) for line, height in lines if line.y0 >= height / 2]
    return above[:1] + below[-1:]


def _place(line: Line, height: float) -> int:
    """At which height of the page, from the edge that is nearer."""
    from_top = line.y0 < height / 2
    return (1 if from_top else -1) * (int((line.y0 if from_top else height - line.y1) / 6) + 1)
