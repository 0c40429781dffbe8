"""Numbers as lists and headings write them: 1, (一), 甲, ①, iv.

Names are those of Office Open XML (ECMA-376 part 1, 17.18.59 ST_NumberFormat); `BY_CODE` has the numbers that
Word 2003 XML uses for them ([MS-OSHARED] 2.2.1.3 MSONFC).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", ten: bool = True) -> str:
    """二十一 of 21, 一百零五 of 105; `ten`: 十一 and not 一十一. Beyond 99,999 the digits one by one."""
    if number <= 0 or number > 99_999:
        return _each(number, digits)
    text, gap = "", False
    for place in range(4, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (
                ("零" if gap and text else "")
                + digits[digit]
                + ("" if not place else (units + "万")[place - 1])
            )
            gap = False
        else:
            gap = True
    return text[1:] if ten and text.startswith(digits[1] + units[0]) else text


def _each(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] if digit.isdigit() else digit for digit in str(number))


def _below_hundred(number: int) -> str:
    return chinese(number) if number < 100 else _each(number, "○" + _DIGITS[1:])


def roman(number: int) -> str:
    """XIV of 14; digits where there are no such."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def letters(number: int) -> str:
    """A … Z, then AA, BB, CC, as Word goes on."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _run_of(first: str, most: int) -> Callable[[int], str]:
    """Signs that stand one after another in Unicode; digits beyond them."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _stem_and_branch(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)


def _legal(number: int) -> str:
    return chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", ten=False)


def _legal_traditional(number: int) -> str:
    return chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", ten=False)


def _circled(number: int) -> str:
    for first, start, end in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= end:
            return chr(ord(first) + number - start)
    return str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: _each(number, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: _each(number, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "chineseCounting": _below_hundred,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _below_hundred,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographDigital": lambda number: _each(number, _DIGITS),
    "japaneseDigitalTenThousand": lambda number: _each(number, _DIGITS),
    "taiwaneseDigital": lambda number: _each(number, "○" + _DIGITS[1:]),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "none": lambda number: "",
}


def counted(number: int, format: str) -> str:
    """The number in a format of Office Open XML; digits where the format is not known."""
    return _FORMATS.get(format, str)(number)


BY_CODE = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 32: "ideographZodiacTraditional", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
"""A code of Word 2003 XML (w:nfc) to the name of the format."""


def labelled(label: str, follows: str) -> str:
    """A label with what sets it apart from the text: `tab`, `space` or `nothing` follow it. A tab after
    、or ） only draws the text level; after other signs it is read as a space."""
    if not label or follows == "nothing" or (follows == "tab" and label[-1] in "、）。．】〕》，：⒈⑴"):
        return label
    return label + " "
