"""Dates as portals print them, to the precision printed; days and times are those of Asia/Shanghai.

Forms seen on portals: 2018-06-11 15:33:36 · 2020-12-31 08:39 · 2026/07/31 · 2018-6-4 · 2020.12.24 ·
2020年12月24日 10时07分 · [ 2025-01-14 ] · title(2020-12-25) · 2013-05-10-23:59:59 · 2020-12-31T08:39:00Z ·
20201224 (only when it is the whole text) · 二〇二〇年十二月二十四日 · Tue Jan 12 09:30:00 CST 2021 · and day
and year in two nodes: 03/10 2025, 08 2021-04. A date that the calendar does not have is no date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from scrapers.parsing.page.dom import REPEATED, SHORT
from scrapers.records import Moment

SHANGHAI = timezone(timedelta(hours=8))
"""Portal time. A fixed offset: the summer time of 1986–1991 is older than any portal."""

_YEAR = r"(?P<y>(?:19|20)\d{2})"
_MONTH, _DAY = r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_CLOCK = (
    r"(?:(?:\s*(?:星期|周)[一二三四五六日天]\s*|\s*T\s*|\s*-\s*|\s*)"
    r"(?P<half>上午|下午|中午|晚上|AM|PM)?\s*"
    r"(?P<h>\d{1,2})\s*(?::|时|点)\s*(?P<min>\d{1,2})(?!\d)\s*分?(?:\s*:?\s*(?P<s>\d{2})(?!\d)秒?(?:\.\d{1,9})?)?"
    r"(?:\s*(?P<half2>AM|PM)\b)?(?P<zone>Z|[+-]\d{2}:?\d{2}(?!\d))?)?"
)
_DAY_END = r"(?=\D|$|(?<=\d\d)\d{2}:\d{2})"  # a template without a blank prints 2018-06-1115:33:36

_FORMS = [
    re.compile(
        r"(?<!\d)" + _YEAR + r"\s*(?P<sep>[-/.])\s*" + _MONTH + r"\s*(?P=sep)\s*" + _DAY + _DAY_END + _CLOCK,
        re.I,
    ),
    re.compile(
        r"(?<!\d)" + _YEAR + r"\s*年\s*" + _MONTH + r"\s*月\s*" + _DAY + r"\s*(?:[日号]|(?!\d))" + _CLOCK,
        re.I,
    ),
    re.compile(r"(?<!\d)(?P<m>\d{2})[-/.](?P<d>\d{2})\s+" + _YEAR + r"(?![\d年./-])"),
    re.compile(r"(?<!\d)" + _YEAR + r"年?\s+(?P<m>\d{2})[-/.](?P<d>\d{2})(?![\d:./-])"),
    re.compile(
        r"(?<![\d./-])(?P<d>\d{2})日?\s*(?:\s|[/|])\s*" + _YEAR + r"[-/.年](?P<m>\d{2})月?(?![\d./-])"
    ),
    re.compile(r"(?<!\d)" + _YEAR + r"[-/.年](?P<m>\d{2})月?\s+(?P<d>\d{2})日?(?![\d:./-])"),
]
_MONTH_ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = {name: n for n, name in enumerate(_MONTH_ABBREVIATIONS, 1)}
_JAVA = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?P<name>" + "|".join(_MONTH_NAMES) + r") (?P<d>\d{1,2}) "
    r"(?P<h>\d{2}):(?P<min>\d{2}):(?P<s>\d{2}) (?:CST|GMT\+08:00) (?P<y>\d{4})\b"
)
_CHINESE = re.compile(
    r"(?P<y>[一二][〇○OＯ零一二三四五六七八九]{3})年(?P<m>元|正|十?[一二]|十|[三四五六七八九])月"
    r"(?P<d>二?十[一二三四五六七八九]|三十一?|[一二]十|十|廿[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d./-])(?P<y>\d{2})(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d./]|-(?!\d{1,2}:))"
    r"|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)" + _CLOCK
)
_PARTED = re.compile(r"[\s/|]")
_BY_NEED: tuple[tuple[str | None, re.Pattern[str]], ...] = (
    ("", _FORMS[0]),
    ("年", _FORMS[1]),
    *((None, form) for form in _FORMS[2:]),
    (":", _JAVA),
    ("年", _CHINESE),
)
"""Each form behind what it cannot do without: a sign, or (None) a blank or a stroke between its parts."""
_YEAR_LIKE = re.compile("[12１２][90９０][0-9０-９][0-9０-９]|[一二].{3}年", re.DOTALL)
"""What every form holds; most lines do not, and need not be tried against each."""
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "Ｏ": 0}
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2}))?"
)
_BRACKETS = "[]()【】（）〔〕［］<>《》「」 \t\r\n\u00a0\u3000"
_PLAIN = str.maketrans("０１２３４５６７８９：／．－–—‐‑−\u00a0\u3000\u2009\u200b", "0123456789:/.------    ")


def find_moment(text: str) -> Moment | None:
    """The first date of the calendar printed anywhere in `text`, with its time of day where one follows."""
    if not _YEAR_LIKE.search(text):
        return None
    return _first_before(text) if len(text) <= SHORT else _first(text)


def _first(text: str) -> Moment | None:
    plain = text.translate(_PLAIN)
    if (whole := _FORMS[0].fullmatch(plain)) and (moment := _moment(whole.groupdict())):
        return moment  # begins before any other, and ends behind it
    found = min(_dates(plain), key=lambda hit: (hit[0], -hit[1]), default=None)
    return found[2] if found else None


_first_before = lru_cache(maxsize=REPEATED)(_first)  # the days of a page's side boxes stand on others too


def parse_moment(text: str) -> Moment | None:
    """The date that the whole of `text` is, brackets and blanks around it aside; else None."""
    if not _YEAR_LIKE.search(text):
        return None
    plain = text.translate(_PLAIN).strip(_BRACKETS)
    compact = _COMPACT.fullmatch(plain)
    if compact:
        return _moment(compact.groupdict())
    whole = (hit[2] for hit in _dates(plain) if (hit[0], hit[1]) == (0, len(plain)))
    return next(whole, None)


def short_moment(text: str, years: Collection[int]) -> Moment | None:
    """The only date in `text` whose year is written with two digits (`20-09-22`), where one of `years` ends
    in them: without, neither century nor order of such a date is known.
    """
    found = list(_SHORT_YEAR.finditer(text.translate(_PLAIN)))
    if len(found) != 1:
        return None
    parts = found[0].groupdict()
    year = next((year for year in years if year % 100 == int(found[0]["y"])), None)
    whole = {"y": str(year), "m": parts["m"] or parts["m2"], "d": parts["d"] or parts["d2"]}
    return None if year is None else _moment(parts | whole)


def is_short_date(text: str) -> bool:
    """Whether the whole of `text` looks like such a date."""
    return _SHORT_YEAR.fullmatch(text.translate(_PLAIN).strip(_BRACKETS)) is not None


def has_short_year(text: str) -> bool:
    """Whether something in `text` looks like a date whose year is written with two digits."""
    return _SHORT_YEAR.search(text.translate(_PLAIN)) is not None


def impossible_day(text: str) -> str | None:
    """What is written in `text` like a day that the calendar does not have, as `2017-02-30`; else None."""
    if not _YEAR_LIKE.search(text) or find_moment(text):
        return None
    plain = text.translate(_PLAIN)
    found = next((match for form in _FORMS[:2] if (match := form.search(plain))), None)
    if found is None:
        return None
    parts = found.groupdict()
    return f"{parts['y']}-{int(parts['m']):02d}-{int(parts['d']):02d}"


def _dates(plain: str) -> Iterator[tuple[int, int, Moment]]:
    """Start, end and value of the first real date of every form."""
    parted = _PARTED.search(plain) is not None
    for needs, form in _BY_NEED:
        if not (parted if needs is None else needs in plain):
            continue
        for match in form.finditer(plain):
            moment = _chinese_moment(match) if form is _CHINESE else _moment(match.groupdict())
            if moment is not None:
                yield match.start(), match.end(), moment
                break


def _moment(parts: dict[str, str | None]) -> Moment | None:
    name = parts.get("name")
    month = _MONTH_NAMES[name] if name else int(parts["m"] or 0)
    try:
        day = date(int(parts["y"] or 0), month, int(parts["d"] or 0))
    except ValueError:
        return None
    return _timed(day, parts) or Moment(day)


def _timed(day: date, parts: dict[str, str | None]) -> Moment | None:
    """The moment with its time of day; None where none is printed or the clock does not have it."""
    if not parts.get("h"):
        return None
    second = parts.get("s")
    hour, half = int(parts["h"] or 0), (parts.get("half") or parts.get("half2") or "").upper()
    if half in ("下午", "晚上", "PM") and hour < 12:
        hour += 12
    elif half in ("上午", "AM") and hour == 12:
        hour = 0
    try:
        clock = time(hour, int(parts["min"] or 0), int(second or 0))
    except ValueError:
        return None
    at = datetime.combine(day, clock, _zone(parts.get("zone"))).astimezone(SHANGHAI)
    return Moment(at.date(), at, "second" if second else "minute")


def _zone(written: str | None) -> timezone:
    if not written:
        return SHANGHAI
    if written in "Zz":
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]) % 24, minutes=int(digits[2:]) % 60))


def _chinese_moment(match: re.Match[str]) -> Moment | None:
    year = int("".join(str(_DIGITS[c]) for c in match["y"]))
    try:
        return Moment(date(year, _chinese_number(match["m"]), _chinese_number(match["d"])))
    except ValueError:
        return None


def _chinese_number(written: str) -> int:
    """1–31 from 一 … 三十一, also 元 and 正 (first month) and 廿 (twenty)."""
    if written in ("元", "正"):
        return 1
    tens, ten, ones = written.replace("廿", "二十").partition("十")
    if not ten:
        return _DIGITS[tens]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
