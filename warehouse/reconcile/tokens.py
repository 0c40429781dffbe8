"""What stands behind a label in a text: figures, the unit before them, pieces of labels that lines parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.documents.numbers import UNITS, blank_of, number_of
from warehouse.forms import normalised
from warehouse.reconcile.shape import Shape

_TOKEN = re.compile(r"[^\s|]+")
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]?")
_DIGITS = re.compile(r"[-+−－]?\d[\d.+−－-]*(?:[万亿]?元)?")
_FIGURES = re.compile(rf"(?:{_DIGITS.pattern})(?![年月日\d]|[.、．])")

Token = tuple[int, str]
"""Place and text of what is set apart."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a label."""

    tokens: tuple[Token, ...]
    """Figures, blanks, and words that are no label's."""
    unit: str = ""
    """A unit of measure before a single figure (条1683)."""


def behind(text: str, start: int, stop: int, count: int, shapes: Sequence[Shape], is_last: bool) -> Behind:
    """What stands between a label and the next, of a row of `count` figures. Behind the last label only what
    can be a figure: a note or the next part follows there."""
    remark = _REMARK.match(text, start, stop)
    if remark and (not re.search(r"\d", remark[0]) or _is_piece(remark[0], shapes)):
        start = remark.end()
    unit = ""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, stop):
        place, token = match.start(), match[0]
        if count == 1 and not tokens and not unit:
            unit = next((token[:n] for n in (3, 2, 1) if token[:n] in UNITS), "")
            place, token = place + len(unit), token[len(unit) :]
        if token:
            tokens.append((place, token))
    return Behind(tuple(_until_note(tokens) if is_last else _without_pieces(tokens, shapes)), unit)


def is_figure(token: str) -> bool:
    """Whether it is a number, figures that run together, or a mark for none."""
    number = number_of(token) if re.search(r"\d", token) else None
    return number is not None or bool(blank_of(token)) or _DIGITS.fullmatch(token) is not None


def _until_note(tokens: Sequence[Token]) -> Iterator[Token]:
    for place, token in tokens:
        if not is_figure(token):
            # A note may follow without a mark between: 000113000300011注：…
            if figures := _FIGURES.match(token):
                yield place, figures[0]
            return
        yield place, token


def _without_pieces(tokens: Sequence[Token], shapes: Sequence[Shape]) -> Sequence[Token]:
    """The figures, where all else are pieces of labels (三、 / 本年 / 度办); all tokens where something is
    not."""
    if all(is_figure(token) or _is_piece(token, shapes) for _, token in tokens):
        return [(place, token) for place, token in tokens if is_figure(token)]
    return tokens


def _is_piece(text: str, shapes: Sequence[Shape]) -> bool:
    piece = normalised(text)
    return any(piece in label for shape in shapes for label in shape.words)


def all_figures(text: str, start: int, stop: int, count: int) -> tuple[Token, ...]:
    """The figures of the one place where exactly so many stand one behind the other; () where none is, or
    two."""
    rows: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(text, start, stop):
        if is_figure(match[0]) and re.search(r"\d", match[0]):
            rows[-1].append((match.start(), match[0]))
        elif rows[-1]:
            rows.append([])
    fitting = [row for row in rows if len(row) == count]
    return tuple(fitting[0]) if len(fitting) == 1 else ()
