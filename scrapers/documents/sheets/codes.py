"""Number formats that say more than the number: percent, leading zeros, a unit behind it, a month without a
day. From a format's code (ECMA-376 part 1, 18.8.31) to what shows a value; None where the plain number says
the same."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from scrapers.documents.numbers import blank_of
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
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>[aA]{3,4}|[ymdhsYMDHSbBeE](?![+-]))|(?P<power>[eE][+-])"
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
        return _moment_shown("m" if CHINESE[number] == "yyyy年m月" else "", from_1904)
    code = code or BUILT_IN.get(number, "")
    texts = _sections(code)
    sections = [_parts(section) for section in texts]
    kinds = {part.kind for part in sections[0]}
    if kinds & {"date", "half", "elapsed"}:
        letters = "".join(part.text.lower() for part in sections[0] if part.kind == "date")
        alone = "" if kinds & {"half", "elapsed"} else _alone(letters)
        return _moment_shown(alone, from_1904) if alone else None
    conditions = [_CONDITION.search(section) for section in texts]
    if any(conditions):
        told = any(_speaks(section) or _words(section) for section in sections)
        choice = _by_condition([_condition(each) for each in conditions])
        return _number_shown(sections, choice, True) if told else None
    if not _words(sections[0]) and not any(_speaks(section) for section in sections[:2]):
        return None
    return _number_shown(sections, _by_sign(sections))


def _alone(letters: str) -> str:
    """What a format shows of a day, where it is not the whole: `y`, `m` (of a year) or `a` (of a week)."""
    if letters and (set(letters) == {"a"} or letters in ("ddd", "dddd")):
        return "a"
    if set(letters) & set("dhs"):
        return ""
    return "m" if "m" in letters else "y" if set(letters) & set("ye") else ""


def _moment_shown(alone: str, from_1904: bool) -> Show:
    """Days whole, unless the format shows the month, the year or the day of the week alone: then no day is
    made up."""

    def show(value: Any) -> str:
        moment = value
        if type(value) in (int, float):
            moment = moment_of(value, from_1904)
        if not isinstance(moment, dt.date | dt.time):
            return TEXTS[type(value)](value)
        if isinstance(moment, dt.time):
            return time_text(moment)
        if alone == "a":
            return "星期" + "一二三四五六日"[moment.weekday()]
        if alone:
            return f"{moment.year}年" + (f"{moment.month}月" if alone == "m" else "")
        return moment_text(moment) if isinstance(moment, dt.datetime) else moment.isoformat()

    return show


_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]", re.ASCII)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<": operator.lt, "<=": operator.le}
_HOLDS |= {"=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt}
Condition = Callable[[Decimal], bool]
Choice = Callable[[Decimal], int]
"""From a number to the section that shows it; -1 for none."""


def _condition(match: re.Match[str] | None) -> Condition | None:
    if match is None:
        return None
    holds, bound = _HOLDS[match[1]], Decimal(match[2])
    return lambda number: holds(number, bound)


def _by_condition(conditions: list[Condition | None]) -> Choice:
    """The first section whose condition holds; of those without one the second of three is for what is less
    than nothing, the last for all else."""
    kept = conditions[:3]
    for at, condition in enumerate(kept[:-1]):
        kept[at] = condition or (lambda number, at=at: number > 0 if at == 0 else number < 0)  # type: ignore[misc]

    def choice(number: Decimal) -> int:
        return next((at for at, holds in enumerate(kept) if holds is None or holds(number)), -1)

    return choice


def _by_sign(sections: list[tuple[_Part, ...]]) -> Choice:
    """The second section is for what is less than nothing; one that shows no digits hides a number, which is
    none the less there."""
    return lambda number: 1 if number < 0 and len(sections) > 1 and _has_digits(sections[1]) else 0


def _number_shown(sections: list[tuple[_Part, ...]], choice: Choice, conditional: bool = False) -> Show:
    def show(value: Any) -> str:
        if type(value) not in (int, float) or not abs(value) < 1e15:
            return TEXTS[type(value)](value)
        number = Decimal(number_text(value))
        at = choice(number)
        text = _chosen(number, at) if at >= 0 else ""
        return text or number_text(value)

    def _chosen(number: Decimal, at: int) -> str:
        section, said = sections[at], _said(sections[at])
        if not _has_digits(section):
            return said if (conditional or number > 0) and _words(section) else ""
        text = _shown(section, abs(number)) if _speaks(section) else ""
        if not re.search(r"\d", text):  # zeros that a format hides are still zeros: nothing is another thing
            return ""
        # A colour alone tells people of the sign where both sections say the same.
        silent = conditional or at == 0 or said == _said(sections[0])
        signed = number < 0 and silent and not text.startswith(("-", "(", "（", "负"))
        return "-" + text if signed and re.search("[1-9]", text) else text

    return show


def _words(section: tuple[_Part, ...]) -> bool:
    """Whether words stand for a number (是, 合格): not what stands for nothing."""
    said = _said(section)
    return bool(set(said) - _SILENT) and not _has_digits(section) and not blank_of(said)


def _said(section: tuple[_Part, ...]) -> str:
    return "".join(part.text for part in section if part.kind == "literal").strip()


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
    if "power" in kinds or not _has_digits(section) or _is_fraction(section):
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
    """Commas behind the last digit, of the whole part or of all: each divides by a thousand."""
    found = last = 0
    for part in section:
        if part.kind == "digit":
            found = 0
        elif part.kind == "comma":
            found += 1
        elif part.kind == "point":
            last, found = found, 0
    return found + last if any(part.kind == "digit" for part in section) else 0


def _is_fraction(section: tuple[_Part, ...]) -> bool:
    """Whether it shows three quarters as 3/4: no other digits than the number's stand there."""
    shown = "".join("0" if part.kind == "digit" else part.text for part in section)
    return re.search(r"0\s*/\s*\d", shown) is not None


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
