"""Titles as lists show them: cut off, with the full one in `title=`; with a date at their end; bulleted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.parsing.lists import weights
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.entities import decoded
from scrapers.parsing.words.rows import PIN, PIN_IN_TITLE, TITLE_ATTRIBUTE, TITLED
from scrapers.records import Moment

_BULLETS = " \t\u00a0\u3000·•●◆◇■□▪▫►▶▸»›★☆\uf06c\ue600-"
_ELLIPSIS = re.compile(r"(?:…+|\.{2,}|。{2,}|⋯+)$")
_DATED_END = re.compile(
    r"\s*[\[【(（〔]\s*(?P<d>[^\[\]【】()（）〔〕]{6,20})\s*[\]】)）〕]\s*$|\s+(?P<p>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*$"
)
_DATED_START = re.compile(
    r"^\s*[\[【(（〔]\s*(?P<d>[^\[\]【】()（）〔〕]{6,20})\s*[\]】)）〕]\s*|^\s*(?P<p>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s+"
)


def shown_title(anchor: Element) -> str:
    """Title shown by a link: its text, or where the link holds the whole row, the part that is the title."""
    if not len(anchor):
        return dom.fold(anchor.text or "")
    parts = [child for child in anchor.iter("h1", "h2", "h3", "h4", "h5", "h6", "dt") if dom.text_of(child)]
    if parts:
        return dom.text_of(parts[0])
    blocks = [
        c for c in anchor.iter("p", "div", "li", "td", "dd", "span") if c is not anchor and dom.text_of(c)
    ]
    named = next(
        (
            c
            for c in blocks
            if TITLED.search(c.get("class") or "") and len(dom.text_of(c)) >= weights.SHORTEST_TITLE
        ),
        None,
    )
    if named is not None:
        return dom.text_of(named)
    first = next(
        (
            c
            for c in blocks
            if c.tag in ("p", "div") and len(dom.text_of(c)) >= weights.SHORTEST_TITLE and not _is_date(c)
        ),
        None,
    )
    if first is not None and not dom.fold(anchor.text or ""):
        return dom.text_of(first)
    return dom.fold("".join(_undated_parts(anchor)))


def _undated_parts(anchor: Element) -> Iterator[str]:
    """Text of the link without elements that are a date and nothing else."""
    yield anchor.text or ""
    children = list(anchor)
    pair = [dom.text_of(c) for c in children]
    for i, child in enumerate(children):
        beside = f"{pair[i - 1]} {pair[i]}" if i else ""
        after = f"{pair[i]} {pair[i + 1]}" if i + 1 < len(pair) else ""
        short = any(dates.parse_moment(two) for two in (beside, after) if two)
        if child.tag not in dom.HIDDEN and not _is_date(child) and not short:
            if child.tag in dom.BLOCKS:
                yield " "
            yield from _undated_parts(child)
        yield child.tail or ""


def _is_date(element: Element) -> bool:
    return dates.parse_moment(unlabelled(dom.text_of(element))) is not None


def undated(text: str, *, plain: bool) -> tuple[str, Moment | None]:
    """`text` without the bracketed date at its end or beginning, and that date; a date without brackets
    counts only when `plain`. A title that would vanish, or a text without such a date, comes back as it is.
    """
    for rule in (_DATED_END, _DATED_START):
        match = rule.search(text)
        if match is None:
            continue
        moment = dates.parse_moment(match["d"] or (match["p"] if plain else "") or "")
        rest = (text[: match.start()] + text[match.end() :]).strip()
        if moment is not None and rest:
            return rest, moment
    return text, None


def full_title(element: Element, shown: str) -> str | None:
    """The title attribute, where it is the shown title in full."""
    whole = element.node.attr("title")
    if not whole:
        return None
    labelled = TITLE_ATTRIBUTE.search(whole)
    full = cleaned(dom.fold(labelled[1] if labelled else whole))
    if not full or full == shown:
        return None
    stem = re.sub(r"\s+", "", _ELLIPSIS.sub("", shown))
    begins = bool(stem) and re.sub(r"\s+", "", full).startswith(stem)
    return (
        full
        if begins
        and (len(full) > len(stem))
        and (_ELLIPSIS.search(shown) or labelled or len(stem) >= weights.SHORTEST_TITLE)
        else None
    )


def cleaned(text: str) -> str:
    """The title without a 置顶 mark and without the bullet before it, entities left in it decoded."""
    text = decoded(text)
    bare = dom.fold(PIN_IN_TITLE.sub(" ", text)) if PIN in text.replace(" ", "") else dom.fold(text)
    return bare.lstrip(_BULLETS).strip() or dom.fold(text)


def unlabelled(text: str) -> str:
    """The text without a label in front: `发布时间：2017-05-01` → `2017-05-01`."""
    return re.sub(r"^[^\d:：]{0,8}[:：]\s*", "", text).strip()
