"""What a text says as a number: for cells of every format, and for sentences. Exact (Decimal), and nothing
where it says no single number: ranges, days, telephone numbers, numbers of documents, digits run together.

Pure, and computed only when asked: reading a document does not need it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from scrapers.documents.numerals import SIGNS, numeral


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    value: Decimal
    """With the unit below: 3.5万元 is 3.5; 3.5万件 is 35000."""
    unit: str = ""
    """A unit of `units.csv`; '' where none stands with it."""
    remark: str = ""
    """What stands in brackets behind it: 其中修订16件."""
    approximate: bool = False
    """约, 余, 多, 近, 以上: the value is a bound or round."""
    raw: str = ""
    """The text."""


def _units() -> dict[str, tuple[str, Decimal]]:
    with (Path(__file__).parent / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit"]: (row["base"], Decimal(row["factor"])) for row in csv.DictReader(file)}


UNITS = _units()
"""Unit to the unit that it is a multiple of, and how many of that."""

_NARROW = {0xFF10 + at: str(at) for at in range(10)} | {
    ord(sign): to
    for sign, to in zip("．﹒，－−–‐‑﹣＋％（）　\xa0\u2009\u202f￥：", "..,------+%()    ¥:", strict=True)
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+"
_WRITTEN = f"[{SIGNS}]+?"
_ABOUT = "大约|约|将近|接近|近|超过|超|逾|不足|不到|不少于|至少|突破|上"
_MORE = "余|多|来"
_GREAT = {"": 1, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_GREAT |= {"千万": 10_000_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
_NUMBER = re.compile(
    rf"(?:(?:共计|合计|总计|累计|共|计)\s*)?(?P<about>{_ABOUT})?\s*(?P<sign>[-+△▲]|负)?\s*(?P<money>¥|人民币|RMB)?\s*(?P<behind>-)?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<written>{_WRITTEN}))\s*(?P<more>{_MORE})?"
    rf"(?P<great>万亿|千万|百万|十万|亿|万|千|百)?(?P<more2>{_MORE})?\s*(?P<unit>{_UNIT})?整?"
    r"(?P<after>余|多|左右|上下|以上|以下|以内|之多)?\s*"
    r"(?:\((?P<remark>.*)\)|[,;、](?P<clause>(?:其中|含|包括).*))?[。;]?",
    re.DOTALL | re.ASCII,
)
_BRACKETED = re.compile(rf"\(\s*({_DIGITS})\s*\)", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LONGEST = 15
"""Digits of a number that is counted or measured; more are an ID number, a card, a credit code."""


def number_of(text: str, *, accounting: bool = False) -> Number | None:
    """The number that the whole text is; None where it is none, or not a single one.

    `accounting`: the column is one of accounts, where (3) is less than nothing.
    """
    plain = text.translate(_NARROW).strip()
    if accounting and (match := _BRACKETED.fullmatch(plain)):
        return Number(-_decimal(match[1]), raw=text)
    match = None if plain in _WORDS_WHOLE else _NUMBER.fullmatch(plain)
    if match is None or (match["sign"] and match["behind"]):
        return None
    value, great = _value(match, match["great"] or "")
    if value is None:
        return None
    unit, remark = match["unit"] or "", match["remark"] or match["clause"] or ""
    if not unit and (bare := remark.removeprefix("单位:").strip()) in UNITS:
        unit, remark = bare, ""
    if great and great + unit in UNITS:
        unit = great + unit
    else:
        value *= _GREAT[great]
    if not unit and match["money"]:
        unit = "元"
    about = any(match[each] for each in ("about", "more", "more2", "after"))
    return Number(value, unit, remark, about, text)


def _value(match: re.Match[str], great: str) -> tuple[Decimal | None, str]:
    """The digits or signs of a match, with their sign, and the 万 or 亿 that is still to be counted; None
    where they are some code."""
    digits = match["digits"]
    value: Decimal | None
    if digits is None:
        value, great = _written(match["written"], great, bool(match["more"]))
    elif _is_code(digits, bare=not (match["unit"] or match["great"] or match["money"])):
        return None, great
    else:
        value = _decimal(digits)
    sign = match["sign"] or match["behind"]
    if value is not None and sign and sign != "+":
        value = -value
    return value, great


def _written(signs: str, great: str, more: bool) -> tuple[Decimal | None, str]:
    """The value of signs, and what is still to be counted: the last sign of 一亿零三百万 belongs to its
    second part."""
    part = numeral(signs)
    if not great or more:
        return part, great
    whole = numeral(signs + great)
    if part is not None and whole == part * _GREAT[great]:
        return part, great
    return whole, ""


def _is_code(digits: str, bare: bool) -> bool:
    if not digits.isdigit():
        return False
    return (
        (digits[0] == "0" and len(digits) > 1)
        or len(digits) > _LONGEST
        or (bare and _MOBILE.fullmatch(digits) is not None)
    )


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace(" ", ""))


_WORDS = (
    "部门|部分|部委|部队|项目|名称|名单|名录|人员|人大|人民|人社|人才|条例|条款|条目"
    "|期间|期限|期末|期刊|所有|所在|处理|处罚|处长|处室|起来|起草|起诉|例如|例外|位于"
    "|位置|本级|本年|本县|本市|本单|本部|本机|家庭|家长|家属|张贴|场所|场地|次数|次日"
    "|次年|次要|类别|类型|类似|个人|个体|个性|个别|个案|天气|天津|天然|元旦|元素|台账"
    "|台湾|户籍|户口|页面|套餐|间接|片区|批准|批复|批示|封闭|封面|部署"
)
"""Words that begin with a sign that is a unit elsewhere: 六部门 are no six 部."""
_WORDS_WHOLE = frozenset({"零件", "一起", "一块", "一片", "四处", "万一"})
"""Words that are written as a number with a unit would be."""
_IN_TEXT = re.compile(
    rf"(?<![\d.:/〔\[第年统~～至到—–{SIGNS}-])(?<!\d[,，、])(?:{_ABOUT})?(?:[-△▲]|(?<!正)负)?"
    rf"(?:{_DIGITS}|[{SIGNS}]+)(?:{_MORE})?(?:万亿|千万|百万|十万|亿|万|千|百)?(?:{_MORE})?"
    rf"(?!{_WORDS})(?:{_UNIT})(?!半)(?:左右|以上|以下|以内)?",
    re.ASCII,
)
_RANGE = re.compile(rf"[-—–~～至到](?=[\d{SIGNS}])", re.ASCII)
"""Between two numbers that are the bounds of one."""


def numbers_in(text: str) -> Iterator[tuple[int, Number]]:
    """The numbers of a sentence that have a unit (发布1,234条), each with the place where it begins; none
    out of a range or a list that shares its unit (3—5条, 12、15条)."""
    # A comma between digits is one of thousands only where three follow it; elsewhere it parts clauses.
    plain, end = text.translate(_NARROW), -1
    for match in _IN_TEXT.finditer(plain):
        begins_range = _RANGE.match(plain, match.end()) is not None
        ends_range, end = match.start() == end and match[0][0] == "-", match.end()
        number = None if begins_range or ends_range else number_of(match[0])
        if number is not None and number.unit:
            yield match.start(), replace(number, raw=text[match.start() : match.end()])


BLANKS = {
    "dash": frozenset(
        {"/", "\\", "／", "-", "--", "---", "－", "—", "——", "–", "―", "~", "*", "…", "……", "□"}
    ),
    "not_applicable": frozenset({"不适用", "N/A", "n/a", "NA", "不涉及", "无此项", "不需填写", "免填"}),
    "none": frozenset({"无", "没有", "暂无", "未发生", "none", "None"}),
}
"""What stands in a cell that gives no number, by kind. None of them is 0."""


def blank_of(text: str | None) -> str:
    """`empty`, or a word of `BLANKS`; '' where something else stands there, 0 among it."""
    plain = (text or "").strip().strip("。.").strip()
    if not plain:
        return "empty" if not (text or "").strip() else ""
    return next((kind for kind, words in BLANKS.items() if plain in words), "")


def in_unit(number: Number, unit: str) -> Number | None:
    """The same amount in another unit (3.5万元 in 元); None where one is no multiple of the other."""
    if number.unit == unit:
        return number
    base, factor = UNITS.get(number.unit, ("", Decimal(0)))
    to_base, to_factor = UNITS.get(unit, (" ", Decimal(1)))
    if base != to_base:
        return None
    value = number.value * factor / to_factor
    # Decimal divides to 28 digits: powers of ten stay exact.
    return replace(
        number, value=value.normalize() + 0 if value % 1 else value.quantize(Decimal(1)), unit=unit
    )
