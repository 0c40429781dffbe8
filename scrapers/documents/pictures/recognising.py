"""What is seen in one picture: signs and ruling lines, turned upright, and the lines that are not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from scrapers.documents.geometry import Glyph, Rule
from scrapers.documents.pictures.engine import SIDE, installed
from scrapers.documents.pictures.engine import engine as loaded
from scrapers.documents.pictures.ruling import rules_of
from scrapers.documents.pictures.upright import skew_of, turned
from scrapers.documents.records import Refused

SMALL = 1_300
"""Pixels of the longer side below which a picture is read at twice its size."""
LONG = 2.0
"""Heights to widths from which a picture is no page: read in pieces, cut where nothing is written."""
UNSURE = 0.9
"""Confidence of a line below which people are told which line it is."""
NOTHING = 0.5
"""Confidence below which a line is not taken for writing at all: stains, ornaments, seals."""


@dataclass(slots=True)
class Seen:
    """What a picture shows, in its own pixels (turned upright): width and height are those of the upright
    one."""

    glyphs: list[Glyph]
    rules: list[Rule]
    width: float
    height: float
    unsure: list[str] = field(default_factory=list)
    """Lines that may be read wrongly, as they were read."""
    dropped: int = 0
    """Spots that look like writing and gave none that can be trusted."""


class _Line(NamedTuple):
    """A piece of a line as the engine gives it."""

    text: str
    score: float
    x0: float
    y0: float
    x1: float
    y1: float
    middles: tuple[float, ...] | None
    """Where each sign stands, spaces not counted; None where the engine does not say."""


def recognised(image: Any, page: int) -> tuple[list[Glyph], list[Rule]] | None:
    """Signs and ruling lines of a picture (PIL, any mode), in its pixels, y downwards; None where the extra
    is not installed: then say `NOT_INSTALLED`. `page` is only for the caller's records: nothing here
    depends on it.

    Text of pictures is never certain: add `told(…)` to the notes and use `doubted` on tables. `seen` gives
    that, and the size of a page that had to be turned. Raises MemoryError where the page is too much.
    """
    looked = seen(image)
    return None if looked is None else (looked.glyphs, looked.rules)


def seen(image: Any) -> Seen | None:
    """What a picture shows; None where the extra is not installed. Raises MemoryError, or Refused where the
    engine fails."""
    engine = loaded() if installed() else None
    if engine is None:
        return None
    import cv2
    import numpy

    small, factor = _reduced(image if image.mode == "RGB" else image.convert("RGB"))
    try:
        return scaled(_seen(engine, numpy.asarray(small)[:, :, ::-1]), factor)
    except cv2.error as error:
        raise _out_of_memory(error) from error


def _reduced(image: Any) -> tuple[Any, float]:
    """The picture no larger than a page is read (a strip: no wider), and how much larger it was."""
    width, height = image.size
    most = min(width, height) if max(width, height) > LONG * min(width, height) else max(width, height)
    if most <= SIDE:
        return image, 1.0
    factor = most / SIDE
    size = max(1, round(width / factor)), max(1, round(height / factor))
    return image.resize(size, 1, None, 3.0), factor  # 1: LANCZOS


def _seen(engine: Any, picture: Any) -> Seen:
    """One picture: a page, or a long strip in pieces."""
    height, width = picture.shape[:2]
    if height <= LONG * width or width < 200:
        return _page(engine, picture)
    whole = Seen([], [], float(width), float(height))
    for top, bottom in _pieces(picture):
        part = _page(engine, picture[top:bottom])
        whole.glyphs += [glyph._replace(y0=glyph.y0 + top, y1=glyph.y1 + top) for glyph in part.glyphs]
        whole.rules += [rule._replace(y0=rule.y0 + top, y1=rule.y1 + top) for rule in part.rules]
        whole.unsure += part.unsure
        whole.dropped += part.dropped
    return whole


def _pieces(picture: Any) -> Iterable[tuple[int, int]]:
    """Where a strip is cut: about as high as wide, at the row with the least on it."""
    import numpy

    height, width = picture.shape[:2]
    busy = numpy.abs(numpy.diff(picture.mean(axis=2), axis=1)).mean(axis=1)
    top = 0
    while height - top > 1.6 * width:
        low, high = top + width // 2, top + round(1.4 * width)
        cut = low + int(numpy.argmin(busy[low:high]))
        yield top, cut
        top = cut
    yield top, height


def _page(engine: Any, picture: Any) -> Seen:
    """One page: straightened, read, turned upright where its lines run downwards, read again."""
    import cv2

    longer = max(picture.shape[:2])
    factor = SIDE / longer if longer > SIDE else 2.0 if longer < SMALL else 1.0
    if factor != 1.0:
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if angle := skew_of(grey):
        picture, grey = turned(picture, angle), turned(grey, angle)
    lines = _lines(engine, picture)
    if _lies_down(lines):
        picture, grey = (
            cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE),
            cv2.rotate(grey, cv2.ROTATE_90_CLOCKWISE),
        )
        lines = _lines(engine, picture)
    if _upside_down(engine, picture, lines):
        picture, grey = cv2.rotate(picture, cv2.ROTATE_180), cv2.rotate(grey, cv2.ROTATE_180)
        lines = _lines(engine, picture)
    rules = [rule for rule in rules_of(grey, _type_size(lines)) if not _is_writing(rule, lines)]
    page = _of_lines(lines, rules)
    page.width, page.height = float(picture.shape[1]), float(picture.shape[0])
    return scaled(page, 1 / factor)


def _lines(engine: Any, picture: Any) -> list[_Line]:
    """All that the engine reads. Raises MemoryError, or Refused where it fails."""
    try:
        result = engine(picture, return_word_box=True, return_single_char_box=True)
    except Exception as error:
        # The engine wraps whatever its runtime raises in types of its own.
        raise _out_of_memory(error) from error
    if result.txts is None or result.boxes is None:
        return []
    words = result.word_results if len(result.word_results) == len(result.txts) else [()] * len(result.txts)
    return [
        _line(box, text, score, signs)
        for box, text, score, signs in zip(result.boxes, result.txts, result.scores, words, strict=True)
    ]


def _line(box: Any, text: str, score: float, signs: Any) -> _Line:
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    middles: tuple[float, ...] | None = None
    if signs and "".join(str(sign[0]) for sign in signs) == text.replace(" ", ""):
        middles = tuple(float(sum(point[0] for point in sign[2]) / len(sign[2])) for sign in signs)
    return _Line(text.strip(), float(score), min(xs), min(ys), max(xs), max(ys), middles)


def _out_of_memory(error: Exception) -> Exception:
    """What a fault of the engine is for whoever asked: too little memory, or a picture that it cannot
    read."""
    said = str(error)
    if any(word in said for word in ("bad_alloc", "allocat", "Insufficient memory", "MemoryError")):
        return MemoryError()
    return Refused("damaged", f"识别组件读不了这张图片({type(error).__name__})")


def _lies_down(lines: Sequence[_Line]) -> bool:
    """Whether most of what was read runs downwards: a page that lies on its side."""
    long = [line for line in lines if len(line.text) > 2]
    down = sum(line.y1 - line.y0 > 1.5 * (line.x1 - line.x0) for line in long)
    return len(long) >= 3 and down > 0.6 * len(long)


def _upside_down(engine: Any, picture: Any, lines: Sequence[_Line]) -> bool:
    """Whether most lines stand on their heads, by the engine's own classifier, on the longest of them."""
    long = sorted(lines, key=lambda line: line.x0 - line.x1)[:9]
    if len(long) < 3:
        return False
    pieces = [
        picture[max(0, int(line.y0)) : int(line.y1) + 1, max(0, int(line.x0)) : int(line.x1) + 1]
        for line in long
    ]
    try:
        labels = engine.text_cls(pieces).cls_res
    except Exception as error:
        raise _out_of_memory(error) from error
    heads = sum(1 for label, score in labels if str(label) == "180" and float(score) > UNSURE)
    return heads > 0.6 * len(long)


def _type_size(lines: Sequence[_Line]) -> float:
    """Height of the type that most of the page is set in."""
    heights = sorted(line.y1 - line.y0 for line in lines)
    return 0.75 * heights[len(heights) // 2] if heights else 30.0


def _is_writing(rule: Rule, lines: Sequence[_Line]) -> bool:
    """Whether what looks like a ruling line is strokes of signs in a row: it goes through the middle of a
    text, and no further."""
    across, down = (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2
    for line in lines:
        edge = 0.15 * min(line.y1 - line.y0, line.x1 - line.x0)
        if (
            line.x0 < across < line.x1
            and line.y0 + edge < down < line.y1 - edge
            and rule.x0 > line.x0 - edge
            and rule.x1 < line.x1 + edge
            and rule.y0 > line.y0 - edge
            and rule.y1 < line.y1 + edge
        ):
            return True
    return False


def _of_lines(lines: Sequence[_Line], rules: list[Rule]) -> Seen:
    page = Seen([], rules, 0.0, 0.0)
    upright = [rule for rule in rules if rule.y1 - rule.y0 > rule.x1 - rule.x0]
    for line in lines:
        if not line.text:
            continue
        if line.score < NOTHING:
            page.dropped += 1
            continue
        if line.score < UNSURE:
            page.unsure.append(line.text)
        page.glyphs += _glyphs(line, upright)
    return page


def _glyphs(line: _Line, upright: Sequence[Rule]) -> list[Glyph]:
    """A line as one glyph, or as one for each side of the ruling lines that go through it."""
    size = 0.8 * (line.y1 - line.y0)
    middle = (line.y0 + line.y1) / 2
    cuts = sorted(
        (rule.x0 + rule.x1) / 2
        for rule in upright
        if rule.y0 <= middle <= rule.y1 and line.x0 + 0.3 * size < rule.x0 and rule.x1 < line.x1 - 0.3 * size
    )
    if not cuts:
        return [Glyph(line.text, line.x0, line.y0, line.x1, line.y1, size)]
    edges = [line.x0, *cuts, line.x1]
    texts = [""] * (len(cuts) + 1)
    for sign, at in _places(line):
        texts[sum(at > cut for cut in cuts)] += sign
    return [
        Glyph(text.strip(), left, line.y0, right, line.y1, size)
        for text, left, right in zip(texts, edges[:-1], edges[1:], strict=True)
        if text.strip()
    ]


def _places(line: _Line) -> Iterable[tuple[str, float]]:
    """Each sign and where its middle is; spread evenly where the engine does not say."""
    if line.middles is None:
        step = (line.x1 - line.x0) / len(line.text)
        yield from ((sign, line.x0 + (at + 0.5) * step) for at, sign in enumerate(line.text))
        return
    middles = iter(line.middles)
    last = line.x0
    for sign in line.text:
        last = last if sign == " " else next(middles, last)
        yield sign, last


def scaled(page: Seen, factor: float) -> Seen:
    """The same in another unit: pixels times the factor."""

    def of(box: Any) -> Any:
        size = {"size": box.size * factor} if isinstance(box, Glyph) else {}
        return box._replace(
            x0=box.x0 * factor, y0=box.y0 * factor, x1=box.x1 * factor, y1=box.y1 * factor, **size
        )

    return replace(
        page,
        glyphs=[of(glyph) for glyph in page.glyphs],
        rules=[of(rule) for rule in page.rules],
        width=page.width * factor,
        height=page.height * factor,
    )
