"""The labelled parts of a page by a vocabulary: each label with all that is printed under it.

A label may fill its line (a heading, a `dt`, a cell, a tab) or an inline element of its own, or stand before
a colon or in brackets, several of them on one line. What it announces goes on to the next label, to a heading
of its own form, or to the end of the part of the page in which the labels stand; in a table it is the cell
beside it, below a row of heads the column; of a tab the tab's box. What the foot of the page prints is
nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from scrapers.parsing.observing.foot import foot_of
from scrapers.parsing.observing.media import holds_media, media_between
from scrapers.parsing.observing.scripted import has_place, place_between, without_templates
from scrapers.parsing.observing.tables import cells_of_label
from scrapers.parsing.observing.tabs import panes_of
from scrapers.parsing.observing.vocabulary import AROUND, Vocabulary, without_numbering
from scrapers.parsing.page.dom import Element, fold, text_of
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.words.observing import NUMERALS

_NUMBERED = re.compile(rf"[（(]?\s*{NUMERALS}\s*[、.．)）]")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend"})
LONGEST_LINE = 20_000
"""Letters of a line that are looked through."""
HEADING = 24
"""Letters of a heading at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One label with what stands under it."""

    label: str
    value: str
    """Folded; '' where nothing is printed."""
    first: str
    """The piece of it that stands first: what a short value is, whatever text follows."""
    line: int
    """Number of the line that prints the label."""
    has_media: bool = False
    """Whether a picture, a frame or a link to a file stands there."""
    is_scripted: bool = False
    """Whether nothing stands there, but a place that a script may fill."""
    is_bare: bool = False
    """Whether the label stands without a colon, in no cell: so do the names of tabs and of chapters."""
    is_column_of_several: bool = False
    """Whether it is a column of a table with several rows."""


@dataclass(slots=True, eq=False)
class Token:
    """A label as it stands on the page, or text between labels."""

    line: int
    label: str = ""
    text: str = ""
    is_whole: bool = False
    """Whether the label fills its line, or an element of its own."""


def parts_of(page_lines: PageLines, vocabulary: Vocabulary, own: Container[str]) -> list[Part]:
    """Every label of the vocabulary that the page prints as one, with its value, in page order. `own`: labels
    that no page's foot prints."""
    tokens = [token for line in page_lines.lines for token in tokens_of(line, vocabulary)]
    foot = foot_of(page_lines, [token.line for token in tokens if token.label in own])
    tokens = [token for token in tokens if token.line < foot]
    labels = [token for token in tokens if token.label]
    if not labels:
        return []
    end = min(foot, _end_of_all(page_lines, labels))
    panes = panes_of(page_lines, labels, vocabulary.of)
    places = [place for place, token in enumerate(tokens) if token.label]
    return [
        _part(page_lines, tokens, place, end, panes.get(id(tokens[place])), vocabulary) for place in places
    ]


def tokens_of(line: Line, vocabulary: Vocabulary) -> list[Token]:
    """A line as labels and the text between them."""
    whole = vocabulary.of(line.text)
    if whole:
        return [Token(line.number, label=whole, is_whole=True)]
    found: list[Token] = []
    for piece in line.raw[:LONGEST_LINE].split(MARK):
        text = fold(piece)
        label = vocabulary.of(text) if text else ""
        if label:
            found.append(Token(line.number, label=label, is_whole=True))
        elif text:
            found += _in_piece(text, line.number, vocabulary)
    return found


def _in_piece(text: str, number: int, vocabulary: Vocabulary) -> list[Token]:
    """A text as labels before colons or in brackets, and what stands between."""
    found: list[Token] = []
    after = 0
    for mark in vocabulary.marks(text):
        if without_numbering(text[after : mark.begins]):
            found.append(Token(number, text=text[after : mark.begins]))
        found.append(Token(number, label=mark.label))
        after = mark.ends
    if text[after:].strip():
        found.append(Token(number, text=text[after:]))
    return found


def _end_of_all(page_lines: PageLines, labels: Sequence[Token]) -> int:
    """The line behind the innermost element that holds all labels: what stands below it is no part's."""
    first, last = labels[0].line, labels[-1].line
    node: Element | None = page_lines.lines[first].node
    while node is not None:
        span = page_lines.spans.get(node)
        holds = span is not None and span[0] <= first and last < span[1]
        if span is not None and holds and (len(labels) > 1 or span[1] > first + 1):
            return span[1]
        node = node.getparent()
    return len(page_lines.lines)


def _part(
    page_lines: PageLines,
    tokens: Sequence[Token],
    place: int,
    end: int,
    pane: Element | None,
    vocabulary: Vocabulary,
) -> Part:
    """The label at `place` with its value; `pane`: the box of a tab."""
    token = tokens[place]
    line = page_lines.lines[token.line]
    is_bare = token.is_whole and not _is_before_colon(line, token.label)
    if pane is not None:
        return replace(_of_elements(token, [pane]), is_bare=is_bare)
    cells = cells_of_label(line.node, vocabulary.of) if token.is_whole else None
    if cells is not None:
        return _of_elements(token, cells)
    texts: list[str] = []
    until = end
    for following in tokens[place + 1 :]:
        heads = following.line > token.line and _is_heading_like(line, page_lines.lines[following.line])
        if following.line >= end or following.label or heads:
            until = min(end, following.line)
            break
        texts.append(following.text)
    pieces = [piece for text in texts if (piece := fold(without_templates(text)).strip(AROUND))]
    shows = not pieces and media_between(page_lines, token.line, until)
    filled = any(text != without_templates(text) for text in texts)
    scripted = not pieces and not shows and (filled or place_between(page_lines, token.line, until))
    first = pieces[0] if pieces else ""
    return Part(token.label, " ".join(pieces), first, token.line, shows, scripted, is_bare)


def _of_elements(token: Token, elements: Sequence[Element]) -> Part:
    """A label whose value stands in elements of its own."""
    written = fold(" ".join(text_of(one) for one in elements))
    value = without_templates(written).strip(AROUND)
    shows = any(map(holds_media, elements))
    scripted = not value and not shows and (value != written.strip(AROUND) or any(map(has_place, elements)))
    several = sum(bool(text_of(one)) for one in elements) > 1
    return Part(token.label, value, value, token.line, shows, scripted, is_column_of_several=several)


def _is_before_colon(line: Line, label: str) -> bool:
    """Whether a line prints a colon behind a label of it."""
    shown = re.sub(r"\s", "", line.text)
    at = shown.find(label)
    return at >= 0 and shown[at + len(label) :].lstrip(AROUND.replace(":", "").replace("：", ""))[:1] in (
        ":",
        "：",
    )


def _is_heading_like(label: Line, line: Line) -> bool:
    """Whether a line is a heading as the label's is: by its element, or by its numbering."""
    if len(line.text) > HEADING:
        return False
    if label.node.tag in _HEADS and line.node.tag == label.node.tag:
        return line.node.get("class") == label.node.get("class")
    return bool(_NUMBERED.match(label.text) and _NUMBERED.match(line.text))
