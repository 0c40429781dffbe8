"""Document numbers (发文字号) and index numbers (索引号): one written form, and which is the item's own.

A 发文字号 is the issuing body's word, the year in 〔〕 and the serial number with 号 (GB/T 9704-2012, 7.2.5).
Orders and public notices are numbered 令第N号 or 公告YYYY年第N号 instead.
"""

from __future__ import annotations

import re

from scrapers.parsing.items import limits
from scrapers.parsing.page.dates import find_moment, parse_moment
from scrapers.parsing.page.dom import fold
from scrapers.parsing.words.labels import NO_NUMBER, NUMBERLESS_KINDS
from scrapers.parsing.words.numbers import (
    DATED_END,
    DOCUMENT_LABEL,
    HEADING_BEFORE,
    INDEX_LABEL,
    LEADING_WORDS,
    OF_ANOTHER,
    ORDERS,
    PLAIN_YEARS,
    SIGNATORY,
    TITLED,
)

_SPACE = re.compile(r"[\s\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\xad]+")
_SENTENCE = re.compile("[。，；！？《》]")
_WIDE = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
_OPEN, _CLOSE = r"[〔\[［（(【﹝〖{<〈《]", r"[〕\]］）)】﹞〗}>〉》]"
_YEAR = r"(?:19|20)\d{2}"
_SERIAL = r"第?\d{1,5}(?:[-之、,，]\d{1,5})?号?"
_WORD = r"[\u4e00-\u9fffA-Za-z·]{1,30}?"

_BRACKETED = re.compile(
    rf"(?P<word>{_WORD}(?:\([\u4e00-\u9fff]{{1,8}}\)|（[\u4e00-\u9fff]{{1,8}}）)?[\u4e00-\u9fff]{{0,4}}?(?:字第?)?)"
    rf"{_OPEN}(?P<year>{_YEAR})年?{_CLOSE}(?P<serial>{_SERIAL})"
)
_ORDER = re.compile(
    rf"[\u4e00-\u9fffA-Za-z]{{0,30}}{ORDERS}[（(]?(?:(?:19|20)\d{{2}}年)?第?\d{{1,5}}号[）)]?"
)
_PLAIN_YEAR = re.compile(rf"(?:{_WORD})?{_YEAR}年?[-第]*\d{{1,5}}号{PLAIN_YEARS}?")
_IN_TEXT = re.compile(
    r"(?P<word>[\u4e00-\u9fffA-Za-z]{2,24}(?:字第?)?)\s*"
    rf"{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}\s*(?P<serial>第?\s*\d{{1,5}}\s*号)"
)


def normalise_document_number(raw: str) -> str | None:
    """The number in one form (`柘政办〔2018〕24号`, `省政府令第170号`): label, blanks, other brackets gone.

    None where `raw` states no number (empty, 无, a kind such as 便函, a date, a sentence) and where the
    issuing body's word is missing: 〔2018〕24号 alone names nothing. Of several numbers the first counts.
    """
    text = DOCUMENT_LABEL.sub("", _SPACE.sub("", raw).translate(_WIDE)).strip("。；;，,、|").lstrip("号")
    if text.startswith(("(", "（")) and text.endswith((")", "）")):
        text = text[1:-1]
    bracketed = _BRACKETED.match(text)
    if bracketed and len(text) <= limits.NUMBER:
        return f"{LEADING_WORDS.sub('', bracketed['word'])}〔{bracketed['year']}〕{bracketed['serial']}"
    if not any(c.isdigit() for c in text) or parse_moment(text):
        return None
    return text if _ORDER.fullmatch(text) or _PLAIN_YEAR.fullmatch(text) else None


def stated_document_number(cell: str) -> str | None:
    """What the property box states as 文号: the normalised number, or the bare kind (便函) in its place.

    Only texts with digits identify a document; whoever compares numbers must leave the others out.
    """
    bare = _SPACE.sub("", cell).strip("。；;，,、|:：")
    if bare.lower() in NO_NUMBER:
        return None
    return normalise_document_number(cell) or (bare if bare in NUMBERLESS_KINDS else None)


def find_document_number(text: str) -> str | None:
    """The first 〔〕 number anywhere in `text`, normalised. It may be quoted: see `own_document_number`."""
    found = _IN_TEXT.search(text.translate(_WIDE))
    if not found:
        return None
    word = LEADING_WORDS.sub("", _SPACE.sub("", found["word"]))
    return f"{word}〔{found['year']}〕{_SPACE.sub('', found['serial'])}"


def own_document_number(line: str) -> str | None:
    """The number that a line of a letterhead consists of, signatory (签发人) and 文件 line aside; else None.

    A number inside a sentence, or in 《》 and quotation marks, belongs to another document.
    """
    if "号" not in line:
        return None
    text = fold(line).translate(_WIDE)
    text = SIGNATORY.split(text)[0].strip()
    for candidate in (text, HEADING_BEFORE.sub("", text)):
        joined = _SPACE.sub("", candidate)
        if len(joined) > 2 and joined[0] in "(（" and joined[-1] in ")）":
            joined = DATED_END.sub("", joined[1:-1])
        match = _BRACKETED.fullmatch(joined)
        if match and match["serial"].endswith("号") and not LEADING_WORDS.match(match["word"]):
            return normalise_document_number(joined)
    return None


def titled_document_number(title: str) -> str | None:
    """The number in brackets at the end of a document's title: `…的通知（甲政〔2024〕1号）`. None where the
    title speaks of another document (转发, 解读, 贯彻), whose number that may be.
    """
    found = None if OF_ANOTHER.search(title) else TITLED.search(title.translate(_WIDE))
    return own_document_number(found[1]) if found else None


def normalise_index_number(raw: str) -> str | None:
    """The index number without label and blanks, e.g. `MB1686999/2023-21597`; None where none is stated."""
    text = _SPACE.sub("", raw).translate(_WIDE)
    text = INDEX_LABEL.sub("", text).strip("。；;，,、|:：")
    if (
        text.lower() in NO_NUMBER
        or len(text) > limits.LONGEST_INDEX
        or find_moment(text) == parse_moment(text) is not None
    ):
        return None
    digits = sum(c.isdigit() for c in text)
    return text if digits >= limits.INDEX_DIGITS and not _SENTENCE.search(text) else None
