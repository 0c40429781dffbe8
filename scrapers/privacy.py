"""Personal data in texts: found by form and check digit, masked before anything is stored.

What automated collection cannot avoid is anonymised (网络数据安全管理条例 art. 24). Masks in use: ID number
first 6 and last 4, bank card first 6 and last 4, mobile 138****1234. Office phones are public and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.package import Masked

REDACTED_TITLE = "〔已依规删除〕"
"""Stands for a title that was taken out for good (`scrapers/tombstone.py`); no portal prints it."""

_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_CARD = re.compile(
    # 16 to 19 digits, in groups of four or run together; Visa and MasterCard have 16.
    r"(?<![0-9A-Za-z/_.-])(?:"
    r"(?P<long>(?:62|60|9\d)\d{2}(?:[ -]?\d{4}){3})(?P<rest>[ -]?\d{1,3})?|"
    r"(?P<short>(?:4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3})"
    r")(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    # Also behind the country's code: +86, 86-, 0086.
    r"(?:(?<![0-9A-Za-z-])|(?<=\+86)|(?<=\+86-)|(?<=\b86-)|(?<=\b0086)|(?<=\b0086-))"
    r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"
)
_OFFICE = re.compile(
    # 举报电话 is an office's, the phone of a 举报人 a person's.
    r"(?:办公|值班|监督|举报|投诉|咨询|服务|公开|热线|报名|受理|传真|客服|业务)(?![人者])[^0-9。;；]{0,12}$"
)

_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0D: "-", 0xFF38: "X", 0xFF58: "x"}
"""Signs as wide as Chinese ones, in which people write numbers too."""

_LONG = re.compile(r"\d(?:[ \-－]?\d){10}")
"""What every piece of personal data holds: eleven digits, hardly parted. Hardly any text does."""

_NAMED_NUMBER = re.compile(
    r"(?i)(?<=[?&;])(?P<key>[a-z_]*(?:phone|mobile|tel|sj|dh|card|bank|kh|zh)[a-z_]*)=([0-9-]{11,19})(?=[&;#]|$)"
)
"""A number in an address under a name that says whose it is: any other may be an article's."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def mask(text: str) -> str:
    """`text` with every piece of personal data masked; the same text where there is none."""
    pieces, end = [], 0
    for start, stop, _, masked in _found(text):
        pieces += [text[end:start], masked]
        end = stop
    return "".join([*pieces, text[end:]]) if pieces else text


def personal_data(**texts: str) -> tuple[Masked, ...]:
    """What was found in each named text (`title=…`, `body=…`), masked, once per value and place."""
    found = {
        (kind, masked, place): None for place, text in texts.items() for _, _, kind, masked in _found(text)
    }
    return tuple(Masked(kind, masked, place) for kind, masked, place in found)


def mask_address(address: str) -> str:
    """An address with ID numbers masked, and mobile and card numbers where the address itself says that they
    are such: the ids of pages look like numbers of all kinds."""
    pieces, end = [], 0
    for start, stop, kind, masked in _found(address):
        if kind == "身份证号":
            pieces += [address[end:start], masked]
            end = stop
    known = "".join([*pieces, address[end:]])
    return _NAMED_NUMBER.sub(lambda match: f"{match['key']}={mask(match[2])}", known)


def unmasked(text: str) -> frozenset[str]:
    """The pieces of personal data in a text as they stand there: for what is to be taken out, never to be
    kept."""
    return frozenset(text[start:stop] for start, stop, _, _ in _found(text))


def is_id_number(digits: str) -> bool:
    """Whether eighteen characters carry the right check digit (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == digits[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn check (ISO/IEC 7812-1)."""
    if not 16 <= len(digits) <= 19:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, kind, masked text) of each piece, in order, none overlapping."""
    if not _LONG.search(text):
        return
    hits: list[tuple[int, int, str, str]] = []
    text = text.translate(_NARROW)
    for match in _ID_NUMBER.finditer(text):
        if is_id_number(match[0]):
            hits.append((*match.span(), "身份证号", _ends(match[0])))
    for match in _CARD.finditer(text):
        # Digits set apart behind sixteen are the card's last group, or a number of their own.
        apart = (match["rest"] or "").startswith((" ", "-"))
        for end in (match.end(), match.end("long")) if apart else (match.end(),):
            digits = re.sub(r"\D", "", text[match.start() : end])
            if is_card_number(digits):
                hits.append((match.start(), end, "银行卡号", _ends(digits)))
                break
    for match in _MOBILE.finditer(text):
        if not _OFFICE.search(text[max(0, match.start() - 20) : match.start()]):
            digits = re.sub(r"\D", "", match[0])
            hits.append((*match.span(), "手机号", f"{digits[:3]}****{digits[-4:]}"))
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if hit[0] >= end:
            yield hit
            end = hit[1]


def _ends(digits: str) -> str:
    return digits[:6] + "*" * (len(digits) - 10) + digits[-4:]
