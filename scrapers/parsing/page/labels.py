"""Label–value pairs as printed: `label：value` in running text, in split nodes, in cells, above one another.

An empty value is a statement too: what follows it is the next label, never its value.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import turbohtml

from scrapers.parsing.page import limits
from scrapers.parsing.page.announced import QUOTED, announced
from scrapers.parsing.page.apart import may_stand_apart, values_apart
from scrapers.parsing.page.dates import find_moment, parse_moment
from scrapers.parsing.page.dom import REPEATED, SHORT, Element, fold, names_of, text_of
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.page.pairs import Pair, label_of, two_sides
from scrapers.parsing.words.frame import FOOTER
from scrapers.parsing.words.item import TEXT_BOXES, TOOLS
from scrapers.parsing.words.labels import (
    LABELS,
    LONGEST,
    PROPERTY_LABELS,
    Kind,
)

_COLON = re.compile("[:：﹕∶]")
_SENTENCE = re.compile("[。！？；：:]")

_AROUND = f"{MARK} \t\r\n"
"""What stands around a line that is one element, and separates nothing."""
_EDGES = " |｜;；,，、/【[（(】]）)\u00a0\u3000-—_·•>》"
_BRACKETS = (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"))
_BRACKETS_OPEN = re.compile(r"[\[【［]")
_BRACKETED = re.compile(r"[\[【［]\s*([\u4e00-\u9fff\s]{2,14})\s*[\]】］]")
_UNMARKED = re.compile(rf"{_BRACKETED.pattern}(?!\s*[:：﹕∶])")
_DATED = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}")
_NUMERIC = frozenset({"published", "issued", "document_number", "index_number"})
"""Fields whose values show that they are values."""
_CELLS = frozenset({"td", "th", "dt", "dd", "li", "div", "p", "h4", "h5"})
_Told = tuple[Kind, str, str, str]
"""Of a pair all but its line."""


def pairs_of(page_lines: PageLines) -> list[Pair]:
    """All pairs of the page in the order printed."""
    pairs: list[Pair] = []
    end = 0
    for line, marked in page_lines.told(_marked_in):
        if line.number < end:
            continue
        if apart := values_apart(page_lines, line):
            end = apart.end
            pairs += apart.pairs
            continue
        if marked and FOOTER.search(line.text):
            continue
        if not marked and (bare := _bare_label(line)):
            pairs.append(_completed(bare, page_lines, line))
        else:
            told = marked or _without_colon(line.raw, in_cell=line.block.tag in _CELLS)
            pairs += [Pair(*one, line.number) for one in told]
            if marked and not pairs[-1].value:
                pairs[-1] = _completed(pairs[-1], page_lines, line)
        if len(pairs) > limits.PAIRS:
            break
    return pairs


def _marked_in(line: Line) -> tuple[_Told, ...] | None:
    """The pairs that a colon marks in a line, short enough to hold labels; None of one that holds none."""
    raw = line.raw
    if len(raw) <= limits.REPEATED_LINE:
        return _marked_before(raw)
    return _marked(raw) if len(raw) <= limits.LABELLED_LINE else None


def _says_nothing(raw: str) -> bool:
    """Whether a line holds no label of any form: most do not."""
    if _announces(raw) or label_of(raw):
        return False
    return MARK not in raw or not any(map(label_of, raw.split(MARK)))


def _announces(text: str) -> bool:
    """Whether a colon or a bracket may mark a label: written out, as an expression takes twice the time."""
    if "：" in text or ":" in text or "【" in text or "[" in text:
        return True
    return "﹕" in text or "∶" in text or "［" in text


def _marked(raw: str) -> tuple[_Told, ...] | None:
    """The pairs that a colon marks inside one line; among them a label in brackets is one without. None of a
    line that holds no label of any form, wherever it stands."""
    if _says_nothing(raw):
        return None
    written = raw
    if _BRACKETS_OPEN.search(raw) and _COLON.search(raw):
        written = _UNMARKED.sub(lambda found: f"{found[1]}：" if label_of(found[1]) else found[0], raw)
    marked = tuple(_told(*found) for found in _colons(written))
    if may_stand_apart(raw):
        return marked
    text = fold(raw.replace(MARK, ""))
    if marked:
        return None if FOOTER.search(text) else marked
    return marked if label_of(text) in PROPERTY_LABELS or _without_colon(raw, in_cell=True) else None


_marked_before = lru_cache(maxsize=REPEATED)(_marked)


def _colons(raw: str) -> list[tuple[Kind, str, str]]:
    """The labels that a colon marks, listed or not, each with all that is written up to the next."""
    found: list[tuple[Kind, str, int, int]] = []
    for colon in _COLON.finditer(raw):
        after = found[-1][3] if found else 0
        told = announced(raw[after : colon.start()], labelled=bool(found))
        if told is QUOTED:
            return []
        if told:
            kind, label, place = told
            found.append((kind, label, after + place, colon.end()))
    ends = [start for _, _, start, _ in found[1:]] + [len(raw)] if found else []
    return [(kind, label, raw[after:end]) for (kind, label, _, after), end in zip(found, ends, strict=True)]


def _told(kind: Kind, label: str, written: str) -> _Told:
    """A pair of what is written behind a label: the site's counters and tools stand behind many."""
    return _told_before(kind, label, written) if len(written) <= SHORT else _told_anew(kind, label, written)


def _told_anew(kind: Kind, label: str, written: str) -> _Told:
    value = _value(written.replace(MARK, ""))
    if MARK not in written:
        return kind, label, value, value
    first = next(filter(None, map(_value, written.split(MARK))), "") if value else ""
    return kind, label, value, first or value


_told_before = lru_cache(maxsize=REPEATED)(_told_anew)


def _value(written: str) -> str:
    if not written:
        return ""
    bare = TOOLS.sub("", fold(unescape(written) if "&" in written else written))
    value = bare.strip(_EDGES)
    if value != bare:
        for opens, closes in _BRACKETS:
            if value.count(opens) > value.count(closes) and f"{value}{closes}" in bare:
                value += closes
    return value


def _bare_label(line: Line) -> Pair | None:
    """A label without a colon that fills its line, as property boxes print it."""
    label = label_of(line.text)
    if label not in PROPERTY_LABELS or line.block.tag not in _CELLS:
        return None
    return Pair(LABELS[label], label, "", "", line.number)


def _without_colon(raw: str, *, in_cell: bool) -> list[_Told]:
    """Pairs whose labels stand in brackets (`[文号] 甲政〔2024〕1号`), or fill an inline element of their own
    (`<i>来源</i><b>财政局</b>`). The latter on a line that also prints a date, or that is one property and
    its value; elsewhere such words are menus and search forms.
    """
    text = fold(raw.replace(MARK, ""))
    if len(text) > limits.UNMARKED_LINE:
        return []
    bracketed = _bracketed(text)
    if bracketed or MARK not in raw.strip(_AROUND):
        return bracketed
    pieces = [piece for piece in map(fold, raw.split(MARK)) if piece]
    if not _DATED.search(text) and not (in_cell and _is_property(pieces)):
        return []
    named = [(place, label) for place, piece in enumerate(pieces) if (label := label_of(piece))]
    told: list[_Told] = []
    ends = [place for place, _ in named[1:]] + [len(pieces)]
    for (place, label), end in zip(named, ends, strict=False):
        value = "" if LABELS[label] in ("other", "title") else _value(" ".join(pieces[place + 1 : end]))
        if value:
            told.append((LABELS[label], label, value, _value(pieces[place + 1]) or value))
    return told


def _is_property(pieces: list[str]) -> bool:
    if len(pieces) != 2 or len(pieces[1]) > limits.VALUE:
        return False
    return label_of(pieces[0]) in PROPERTY_LABELS and not label_of(pieces[1])


def _bracketed(text: str) -> list[_Told]:
    """Pairs whose labels are marked by brackets alone."""
    if not _BRACKETS_OPEN.search(text):
        return []
    found = [
        (match, label)
        for match in _BRACKETED.finditer(text)
        if (label := label_of(match[1])) and (LABELS[label] != "other" or label in PROPERTY_LABELS)
    ]
    if not found or found[0][0].start() > 0:
        return []
    ends = [match.start() for match, _ in found[1:]] + [len(text)]
    values = (_value(text[match.end() : end]) for (match, _), end in zip(found, ends, strict=True))
    return [(LABELS[label], label, value, value) for (_, label), value in zip(found, values, strict=True)]


def _completed(pair: Pair, page_lines: PageLines, line: Line) -> Pair:
    """The pair with its value from the neighbouring cell or node, where the page pairs them."""
    tag = line.block.tag
    if label_of(line.text) != pair.label and tag not in ("td", "th", "dt", "dd"):
        value = (
            _value_below(pair, page_lines, line) if _ends_with_label(line) and pair.kind in _NUMERIC else ""
        )
    elif tag in ("td", "th"):
        value = _value_in_table(line.block)
    else:
        value = _value_below(pair, page_lines, line)
    return Pair(pair.kind, pair.label, value, value, pair.line, boxed=bool(value))


def _ends_with_label(line: Line) -> bool:
    return bool(_COLON.search(line.text[-1:]))


def _value_in_table(cell: turbohtml.Element) -> str:
    """The next cell of the row; none where that is a label, as in a row of labels, whose values stand below
    them together."""
    row = cell.parent
    if not isinstance(row, turbohtml.Element) or row.tag != "tr" or len(Element(row)) > limits.CELLS:
        return ""
    beside = cell.next_sibling
    while beside is not None and not (isinstance(beside, turbohtml.Element) and beside.tag in ("td", "th")):
        beside = beside.next_sibling
    return "" if beside is None else _clean_cell(beside)


def _clean_cell(cell: turbohtml.Element) -> str:
    text = text_of(Element(cell))
    return "" if label_of(text) or _starts_with_label(text) else text.strip(_EDGES)


def _starts_with_label(text: str) -> bool:
    colon = _COLON.search(text[: LONGEST * 2])
    return bool(colon and label_of(text[: colon.start()]))


def _value_below(pair: Pair, page_lines: PageLines, line: Line) -> str:
    """The next line, when label and value are two boxes side by side under one parent."""
    if line.number + 1 >= len(page_lines.lines):
        return ""
    below = page_lines.lines[line.number + 1]
    value = _value(below.text)
    if not value or len(value) > limits.VALUE_BELOW or label_of(below.text) or _starts_with_label(below.text):
        return ""
    sides = two_sides(line.node, below.node)
    if sides is None:
        alone = page_lines.spans.get(line.node) == (line.number, line.number + 2)
        return value if _shares_box(pair, value, alone=alone) else ""
    left, right = sides
    if page_lines.spans.get(right) != (below.number, below.number + 1) or page_lines.spans.get(left) != (
        line.number,
        line.number + 1,
    ):
        return ""
    return value if _go_together(pair, left, right, value) else ""


def _shares_box(pair: Pair, value: str, *, alone: bool) -> bool:
    """Whether the next line of the label's own box is its value: where the box holds these two lines alone,
    or a date says so itself. Else an empty label stands above the text, whose first line is nobody's name.
    """
    if pair.kind in ("published", "issued") and parse_moment(value) is not None:
        return True
    return alone and len(value) <= limits.VALUE and not _SENTENCE.search(value)


def _go_together(pair: Pair, left: Element, right: Element, value: str) -> bool:
    """Whether two neighbouring boxes are one label and its value. A date or a number speaks for itself; for
    names the boxes must be alike (dt and dd, two divs of one row) and hold nothing else.
    """
    if pair.kind in ("published", "issued"):
        return find_moment(value) is not None and len(value) <= limits.NAME
    if pair.kind in ("document_number", "index_number"):
        return any(c.isdigit() for c in value) and len(value) <= limits.VALUE
    if (left.tag, right.tag) in (("dt", "dd"), ("th", "td")):
        return True
    if left.tag != right.tag or (left.tag in ("li", "tr", "p") and pair.kind == "unit"):
        return False
    if TEXT_BOXES.search(names_of(right)):
        return False
    return len(value) <= limits.NAME and not _SENTENCE.search(value)
