"""Each field of an item from what the page prints, tags and scripts say; the strongest statement wins.

Order: labelled values printed in the item's head or property box → an unlabelled date below the headline →
official tags → script variables. A label with nothing behind it says that there is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrapers.parsing.items import limits
from scrapers.parsing.items.numbers import (
    normalise_index_number,
    own_document_number,
    stated_document_number,
    titled_document_number,
)
from scrapers.parsing.items.printed import Found, Printed, unprinted
from scrapers.parsing.items.scripted import named_by_script, unit_with_label, written_behind
from scrapers.parsing.page.dom import fold, page_title
from scrapers.parsing.page.lines import Line
from scrapers.parsing.page.metas import names_somebody, scripted_unit
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.frame import CRUMBS_BEFORE
from scrapers.parsing.words.item import BEHIND_UNIT
from scrapers.parsing.words.labels import (
    NO_COLUMN,
    ORGANS,
    UNIT_RANK,
)

_PERSON = re.compile(r"(.*?)[\s|｜]*[\s|｜（(]([\u4e00-\u9fff]{2,4})[）)]?")
"""A name with a short one apart behind it."""
_DATE_BEHIND = re.compile(r"\s*\[?(?:(?:19|20)\d{2}[-年/.]|\b\d{2}[-/.])\d{1,2}[-月/.]\d{1,2}")
_TITLE_PARTS = re.compile(r"[-_|—–·»>＞]+")
_UNIT_EDGES = " |｜,，;；、-・·•"
_CRUMB_SEPARATOR = re.compile(r"\s*(?:-{0,2}[>›»＞]|→|[/|｜\\]|--+|(?:^|\s)-\s)+\s*")


def unit(printed: Printed) -> Found[str] | None:
    """The publishing body as printed, else ContentSource, else a script variable.

    A printed source that is empty says that there is none: the tag then holds an internal section at best.
    """
    pairs = sorted(
        (p for p in printed.head if p.kind == "unit"), key=lambda p: UNIT_RANK.get(p.label, len(UNIT_RANK))
    )
    for pair in pairs:
        name = unit_name(pair)
        if names_somebody(name) and _bare(name) != _bare(printed.title or ""):
            return Found(name, f"label:{pair.label}", pair.line)
    near = [p for p in pairs if not p.value]
    if near:
        written = ((pair, written_behind(printed, pair, named_by_script)) for pair in near)
        return next((Found(name, f"script:{pair.label}", pair.line) for pair, name in written if name), None)
    return _unprinted_unit(printed)


def _unprinted_unit(printed: Printed) -> Found[str] | None:
    """What tags and scripts name, unless it is the item's title or the site: systems fill in their own name
    where an editor named nobody."""
    tagged = printed.metas.unit()
    if tagged and tagged != printed.title and not _is_site(printed, tagged):
        return Found(tagged, "meta:ContentSource")
    written = unit_with_label(printed)
    if written is not None:
        return Found(*written)
    scripted = scripted_unit(printed.root)
    return None if scripted is None or _is_site(printed, scripted[0]) else unprinted(scripted)


def _is_site(printed: Printed, name: str) -> bool:
    """Whether that is the site's name, as its tag or a part of `<title>` says."""
    parts = _TITLE_PARTS.split(page_title(printed.root))
    names = {_bare(part) for part in (*parts, printed.metas.first("SiteName") or "")}
    return _bare(name) in names - {_bare(printed.title or "")}


def document_number(printed: Printed, letterhead: Iterable[Line]) -> Found[str] | None:
    """The number as printed (see `number_in`): in the property box, else on a line of the letterhead, else at
    the end of the title.
    """
    for pair in printed.head:
        if pair.kind == "document_number" and pair.value:
            for written in (pair.value, pair.first):
                if stated_document_number(written):
                    return Found(written, f"label:{pair.label}", pair.line)
    for line in letterhead:
        if own_document_number(line.text) and not _in_data_row(line):
            return Found(line.text, "body", line.number)
    title = printed.title or ""
    return Found(title, "title") if titled_document_number(title) else None


def number_in(written: Found[str]) -> str | None:
    """The document number in one form, out of what is printed at its place."""
    ways = {"body": own_document_number, "title": titled_document_number}
    return ways.get(written.source, stated_document_number)(written.value)


def index_number(printed: Printed) -> Found[str] | None:
    """The index number of the disclosure catalogue."""
    for pair in printed.head:
        if pair.kind == "index_number":
            for written in (pair.value, pair.first):
                number = normalise_index_number(written)
                if number:
                    return Found(number, f"label:{pair.label}", pair.line)
    return None


def column(printed: Printed) -> Found[str] | None:
    """The section that the page names as its own: a label, ColumnName, or the end of the breadcrumbs."""
    for pair in printed.head:
        if pair.kind == "column" and pair.value:
            return Found(pair.value, f"label:{pair.label}", pair.line)
    named = printed.metas.last("ColumnName") or printed.metas.last("lanmu")
    if named:
        return Found(named, "meta:ColumnName")
    for line in printed.page_lines.lines[: None if printed.headline is None else printed.headline + 1]:
        if CRUMBS_BEFORE.search(line.text):
            steps = [s.strip(" >") for s in _CRUMB_SEPARATOR.split(CRUMBS_BEFORE.sub("", line.text).strip())]
            steps = [s for s in steps if s and s not in NO_COLUMN and s != printed.title]
            if steps and len(steps[-1]) <= limits.COLUMN:
                return Found(steps[-1], "breadcrumb", line.number)
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


def unit_name(pair: Pair) -> str:
    """The name alone: no date, counter or person behind it, and from its own element where the template
    splits nodes."""
    name = pair.first if pair.first and len(pair.value) > len(pair.first) else pair.value
    name = _DATE_BEHIND.split(name)[0]
    name = BEHIND_UNIT.split(name)[0].strip(_UNIT_EDGES)
    while (person := _PERSON.fullmatch(name)) and _is_person(person):
        name = person[1]
    return name


def _is_person(named: re.Match[str]) -> bool:
    first = named[1].split()[:1]
    return bool(first) and bool(ORGANS.search(first[0])) and not ORGANS.search(named[2])


def _in_data_row(line: Line) -> bool:
    """Whether the line is one cell among others: a table of documents, not a letterhead."""
    for node in (line.node, *line.node.iterancestors("td")):
        if node.tag == "td":
            row = node.getparent()
            return row is not None and sum(1 for cell in row if fold("".join(cell.itertext()))) > 1
    return False
