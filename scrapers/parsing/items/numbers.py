"""Document numbers (发文字号) and index numbers (索引号): one written form, and which is the item's own.

A 发文字号 is the issuing body's word, the year in 〔〕 and the serial number with 号 (GB/T 9704-2012, 7.2.5).
Orders and public notices are numbered 令第N号 or 公告YYYY年第N号 instead.
"""

from __future__ import annotations

import re

from scrapers.parsing.page.dates import find_moment, parse_moment
from scrapers.parsing.page.dom import fold
from scrapers.parsing.words.labels import NO_NUMBER, NUMBERLESS_KINDS

_SPACE = re.compile(r"[\s\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\xad]+")
_WIDE = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
_LABEL = re.compile(r"^[【\[]?(?:[\u4e00-\u9fff]{0,4}(?:字号|文号|编号)|文件号|发文号)[】\]]?[:：]")
_INDEX_LABEL = re.compile(r"^[【\[]?[\u4e00-\u9fff]{0,2}索[引取][\u4e00-\u9fff]{0,2}[】\]]?[:：]")
_OPEN, _CLOSE = r"[〔\[［（(【﹝〖{<〈《]", r"[〕\]］）)】﹞〗}>〉》]"
_YEAR = r"(?:19|20)\d{2}"
_SERIAL = r"第?\d{1,5}(?:[-之、,，]\d{1,5})?号?"
_WORD = r"[\u4e00-\u9fffA-Za-z·]{1,30}?"

_BRACKETED = re.compile(
    rf"(?P<word>{_WORD}(?:\([\u4e00-\u9fff]{{1,8}}\)|（[\u4e00-\u9fff]{{1,8}}）)?[\u4e00-\u9fff]{{0,4}}?(?:字第?)?)"
    rf"{_OPEN}(?P<year>{_YEAR})年?{_CLOSE}(?P<serial>{_SERIAL})"
)
_ORDER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,30}(?:令|公告|通告|公报|决定)[（(]?(?:(?:19|20)\d{2}年)?第?\d{1,5}号[）)]?"
)
_PLAIN_YEAR = re.compile(rf"(?:{_WORD})?{_YEAR}年?[-第]*\d{{1,5}}号(?:公告|通告|令)?")
_IN_TEXT = re.compile(
    r"(?P<word>[\u4e00-\u9fffA-Za-z]{2,24}(?:字第?)?)\s*"
    rf"{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}\s*(?P<serial>第?\s*\d{{1,5}}\s*号)"
)
_DATED_END = re.compile(r"[,，]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:印发|发布|公布)?$")
"""（甲发〔2012〕124号 2012年7月10日）, as collections of rules print it."""
_TITLED = re.compile(
    r"(?:通知|意见|办法|决定|公告|通告|复?函|批复|规定|纪要|方案|细则|通报)\s*[（(]([^（）()]{6,40}号)[）)]$"
)
_OF_ANOTHER = re.compile("转发|解读|读懂|图解|贯彻|落实|废止|修改|答记者问")
_LEADING_WORDS = re.compile(
    "^.*(?:根据|按照|依据|依照|遵照|关于|印发|转发|贯彻|落实|执行|参照|详见|文件|废止|修改|通知|办法|规定|意见|"
    "方案|批复|决定|公告|通告|以及|的)(?=[\u4e00-\u9fff]{2})"
)
"""Ends of a sentence or of a title that ran into the number's first word."""


def normalise_document_number(raw: str) -> str | None:
    """The number in one form (`柘政办〔2018〕24号`, `省政府令第170号`): label, blanks, other brackets gone.

    None where `raw` states no number (empty, 无, a kind such as 便函, a date, a sentence) and where the
    issuing body's word is missing: 〔2018〕24号 alone names nothing. Of several numbers the first counts.
    """
    text = _LABEL.sub("", _SPACE.sub("", raw).translate(_WIDE)).strip("。；;，,、|").lstrip("号")
    if text.startswith(("(", "（")) and text.endswith((")", "）")):
        text = text[1:-1]
    bracketed = _BRACKETED.match(text)
    if bracketed and len(text) <= 80:
        return f"{_LEADING_WORDS.sub('', bracketed['word'])}〔{bracketed['year']}〕{bracketed['serial']}"
    if len(text) > 50 or not any(c.isdigit() for c in text) or parse_moment(text):
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
    word = _LEADING_WORDS.sub("", _SPACE.sub("", found["word"]))
    return f"{word}〔{found['year']}〕{_SPACE.sub('', found['serial'])}"


def own_document_number(line: str) -> str | None:
    """The number that a line of a letterhead consists of, signatory (签发人) and 文件 line aside; else None.

    A number inside a sentence, or in 《》 and quotation marks, belongs to another document.
    """
    text = fold(line).translate(_WIDE)
    if not 6 <= len(text) <= 70:
        return None
    text = re.split(r"\s*签发人", text)[0].strip()
    for candidate in (text, re.sub(r"^\S{2,30}(?:文件|政府|委员会|办公室|局)\s+", "", text)):
        joined = _SPACE.sub("", candidate)
        if len(joined) > 2 and joined[0] in "(（" and joined[-1] in ")）":
            joined = _DATED_END.sub("", joined[1:-1])
        match = _BRACKETED.fullmatch(joined)
        if match and match["serial"].endswith("号") and not _LEADING_WORDS.match(match["word"]):
            return normalise_document_number(joined)
    return None


def titled_document_number(title: str) -> str | None:
    """The number in brackets at the end of a document's title: `…的通知（甲政〔2024〕1号）`. None where the
    title speaks of another document (转发, 解读, 贯彻), whose number that may be.
    """
    found = None if _OF_ANOTHER.search(title) else _TITLED.search(title.translate(_WIDE))
    return own_document_number(found[1]) if found else None


def normalise_index_number(raw: str) -> str | None:
    """The index number without label and blanks, e.g. `MB1686999/2023-21597`; None where none is stated."""
    text = _SPACE.sub("", raw).translate(_WIDE)
    text = re.sub(r"^[【\[]?[\u4e00-\u9fff]{0,2}索[引取][\u4e00-\u9fff]{0,2}[】\]]?[:：]", "", text).strip(
        "。；;，,、|:："
    )
    if (
        text.lower() in NO_NUMBER
        or not 4 <= len(text) <= 60
        or find_moment(text) == parse_moment(text) is not None
    ):
        return None
    digits = sum(c.isdigit() for c in text)
    return text if digits >= 2 and not re.search("[。，；！？《》]", text) else None
