"""Number formats that say more than the number: percent, leading zeros, a unit behind it, a month without a
day. From a format's code (ECMA-376 part 1, 18.8.31) to what shows a value; None where the plain number says
the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from scrapers.documents.sheets.shown import TEXTS, moment_of, moment_text, number_text, time_text

Show = Callable[[Any], str]
"""From a cell's value to the text that its format shows."""

BUILT_IN = {9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
BUILT_IN |= {18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm"}
BUILT_IN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
"""Formats that files name by number alone, those that a plain number does not show (18.8.30)."""
CHINESE = {27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分"}
CHINESE |= {
    33: "h时mm分ss秒",
    34: "h时mm分",
    35: "h时mm分ss秒",
    36: "yyyy年m月",
    50: "yyyy年m月",
    51: "m月d日",
}
CHINESE |= {52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月"}
CHINESE |= {58: "m月d日"}
"""The same for a Chinese Excel: libraries take these days for numbers."""

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>[ymdhsYMDHSbBeE](?![+-]))|(?P<power>[eE][+-])"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<bare>.)",
    re.DOTALL,
)
_SILENT = frozenset(" ()+-,./:¥￥\xa0'|")
"""Characters that change nothing of what a number says."""


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    text: str


def is_date(code: str) -> bool:
    """Whether the first section of a code shows a day or a time."""
    return any(part.kind in ("date", "half", "elapsed") for part in _parts(_sections(code)[0]))


def is_duration(code: str) -> bool:
    """Whether it counts hours beyond a day (`[h]:mm`)."""
    return any(part.kind == "elapsed" for part in _parts(_sections(code)[0]))


@lru_cache(maxsize=4096)
def show_of(code: str, number: int = 0, from_1904: bool = False) -> Show | None:
    """What shows a value under this format (its code, or its number where it is a built-in one)."""
    if not code and number in CHINESE:
        return _moment_shown("年" in CHINESE[number] and "日" not in CHINESE[number], from_1904)
    code = code or BUILT_IN.get(number, "")
    if re.search(r"\[[<>=]", code):  # which section holds is a condition: the plain number says the same
        return None
    sections = [_parts(section) for section in _sections(code)]
    if any(part.kind in ("date", "half", "elapsed") for part in sections[0]):
        letters = "".join(part.text.lower() for part in sections[0] if part.kind == "date")
        month_only = "y" in letters and "m" in letters and not set(letters) & set("dhs")
        return _moment_shown(True, from_1904) if month_only else None
    if not any(_speaks(section) for section in sections[:2]):
        return None
    return _number_shown(sections)


def _moment_shown(month_only: bool, from_1904: bool) -> Show:
    """Days whole, unless the format shows the month alone: then no day is made up."""

    def show(value: Any) -> str:
        moment = value
        if type(value) in (int, float):
            moment = moment_of(value, from_1904)
        if not isinstance(moment, dt.date | dt.time):
            return TEXTS[type(value)](value)
        if isinstance(moment, dt.time):
            return time_text(moment)
        if month_only:
            return f"{moment.year}年{moment.month}月"
        return moment_text(moment) if isinstance(moment, dt.datetime) else moment.isoformat()

    return show


def _number_shown(sections: list[tuple[_Part, ...]]) -> Show:
    def show(value: Any) -> str:
        if type(value) not in (int, float) or not abs(value) < 1e15:
            return TEXTS[type(value)](value)
        text = _sectioned(Decimal(number_text(value)))
        # Zeros that a format hides are still zeros: nothing is another thing.
        return text if re.search(r"\d", text) else number_text(value)

    def _sectioned(number: Decimal) -> str:
        if number < 0 and len(sections) > 1 and _has_digits(sections[1]):
            return _shown(sections[1], -number)
        text = (
            _shown(sections[0], abs(number)) if _has_digits(sections[0]) else number_text(float(abs(number)))
        )
        return "-" + text if number < 0 and re.search("[1-9]", text) else text

    return show


def _sections(code: str) -> list[str]:
    """Positive; negative; zero; text."""
    sections, start, quoted, skip = [], 0, False, False
    for at, sign in enumerate(code):
        if skip:
            skip = False
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\\!_*":
            skip = True
        elif not quoted and sign == ";":
            sections.append(code[start:at])
            start = at + 1
    return [*sections, code[start:]]


@lru_cache(maxsize=4096)
def _parts(section: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    for match in _TOKENS.finditer(section):
        kind = match.lastgroup
        if kind == "bracket":
            kind, text = _bracket(match["bracket"])
        else:
            text = match[kind] if kind else ""
        if kind in ("quoted", "escaped", "bare"):
            kind = "literal"
        if kind and text:
            found.append(_Part(kind, text))
    return tuple(found)


def _bracket(inside: str) -> tuple[str, str]:
    """`[h]` counts hours, `[$€-407]` is a sign of money; colours and conditions show nothing."""
    if re.fullmatch(r"(?i)h+|m+|s+", inside):
        return "elapsed", inside
    if inside.startswith("$"):
        return "literal", inside[1:].partition("-")[0]
    return "", ""


def _has_digits(section: tuple[_Part, ...]) -> bool:
    return any(part.kind in ("digit", "general") for part in section)


def _speaks(section: tuple[_Part, ...]) -> bool:
    """Whether the plain number would say less, or something else."""
    kinds = [part.kind for part in section]
    if "power" in kinds or not _has_digits(section):
        return False
    if "percent" in kinds or any(part.kind == "literal" and set(part.text) - _SILENT for part in section):
        return True
    whole, _ = _slots(section)
    return sum(part.text == "0" for part in whole) > 1 or _scale(section) > 0 or _cut(section)


def _slots(section: tuple[_Part, ...]) -> tuple[list[_Part], list[_Part]]:
    """Places for digits before and after the point."""
    point = next((at for at, part in enumerate(section) if part.kind == "point"), len(section))
    before = [part for part in section[:point] if part.kind == "digit"]
    return before, [part for part in section[point:] if part.kind == "digit"]


def _scale(section: tuple[_Part, ...]) -> int:
    """Commas behind the last digit of the whole part: each divides by a thousand."""
    found = 0
    for part in section:
        if part.kind == "digit":
            found = 0
        elif part.kind == "comma":
            found += 1
        elif part.kind == "point":
            break
    return found if any(part.kind == "digit" for part in section) else 0


def _cut(section: tuple[_Part, ...]) -> bool:
    """Whether something stands between two digits: 0!.0, 000-0000."""
    whole = "".join({"digit": "0", "literal": "x", "point": "."}.get(part.kind, "") for part in section)
    return re.search(r"0x+0", whole) is not None


def _shown(section: tuple[_Part, ...], number: Decimal) -> str:
    """The number, not negative, through one section."""
    if any(part.kind == "general" for part in section):
        plain = number_text(float(number))
        return "".join(plain if part.kind == "general" else part.text for part in section)
    before, after = _slots(section)
    number = number * 100 ** sum(part.kind == "percent" for part in section) / 1000 ** _scale(section)
    number = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _, rest = f"{number:f}".partition(".")
    whole = "" if whole == "0" and before else whole
    whole = whole.rjust(sum(part.text == "0" for part in before), "0")
    while rest and after[len(rest) - 1].text != "0" and rest[-1] == "0":
        rest = rest[:-1]
    grouped = _grouped(section)
    return _filled(
        section, f"{int(whole or 0):,}" if grouped and len(whole) > 3 else whole, rest, len(before)
    )


def _grouped(section: tuple[_Part, ...]) -> bool:
    return (
        re.search(r"0,0", "".join({"digit": "0", "comma": ","}.get(part.kind, "") for part in section))
        is not None
    )


def _filled(section: tuple[_Part, ...], whole: str, rest: str, slots: int) -> str:
    """Digits into their places from the right; what is left over stands at the first."""
    pieces: list[str] = []
    seen = decimals = 0
    behind = False
    for part in section:
        if part.kind == "digit" and not behind:
            seen += 1
            begin = len(whole) - (slots - seen + 1)
            pieces.append(
                whole[: begin + 1]
                if seen == 1 and begin >= 0
                else whole[begin : begin + 1]
                if begin >= 0
                else ""
            )
        elif part.kind == "digit":
            pieces.append(rest[decimals : decimals + 1])
            decimals += 1
        elif part.kind == "point":
            behind = True
            pieces.append("." if rest else "")
        elif part.kind in ("literal", "percent", "date"):
            pieces.append(part.text)
    return "".join(pieces).strip()
