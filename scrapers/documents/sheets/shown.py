"""A cell's value as people see it: numbers without binary noise, days and times by what they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from scrapers.privacy import is_id_number

LARGE = 1e15
"""From here on a number has 16 digits: programs that calculate keep 15, those after are lost."""
_EPOCH = dt.datetime(1899, 12, 30)
_DAYS_OF_1904 = 1462


def number_text(value: float) -> str:
    """Up to 15 digits, as Excel keeps them: `350`, `0.3` for the sum of 0.1 and 0.2, never an exponent for
    what a person can read (`0.00001`, `123456789012345000`)."""
    text = "%.15g" % value  # noqa: UP031 - half the time of format(), and this runs for every number
    return _plain(text) if "e" in text else text


def _plain(text: str) -> str:
    """Digits for an exponent, unless they would be a line of zeros."""
    if "n" in text:  # no number: "inf", "nan" have no exponent, "1e-05" has no n
        return text
    mantissa, _, exponent = text.partition("e")
    if abs(int(exponent)) > 30:
        return f"{mantissa}E{exponent}"
    sign, digits = ("-", mantissa[1:]) if mantissa[0] == "-" else ("", mantissa)
    whole, _, rest = digits.partition(".")
    power = int(exponent)
    if power < 0:
        return sign + "0." + "0" * (-power - 1) + whole + rest
    return sign + whole + rest.ljust(power, "0")


def moment_text(value: dt.datetime) -> str:
    """`2023-12-31` at midnight, else with hours and minutes, seconds where there are any."""
    value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return f"{value:%Y-%m-%d}".rjust(10, "0") + ("" if _midnight(value) else " " + time_text(value.time()))


def _midnight(value: dt.datetime) -> bool:
    return not (value.hour or value.minute or value.second)


def time_text(value: dt.time) -> str:
    """`08:30`, `08:30:15`."""
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def duration_text(value: dt.timedelta) -> str:
    """Hours beyond a day too: `25:30`."""
    seconds = round(abs(value.total_seconds()))
    sign = "-" if value < dt.timedelta() else ""
    text = f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def truth_text(value: bool) -> str:
    """`TRUE` or `FALSE`, as every Excel shows them."""
    return "TRUE" if value else "FALSE"


TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: number_text,
    int: lambda value: str(value) if abs(value) < LARGE else number_text(value),
    bool: truth_text,
    dt.date: dt.date.isoformat,
    dt.datetime: moment_text,
    dt.time: time_text,
    dt.timedelta: duration_text,
    type(None): lambda value: "",
}
"""From the type of a value to what makes its text."""


def moment_of(serial: float, from_1904: bool) -> dt.datetime | dt.time | None:
    """Day and time of Excel's count of days; None outside of years 1900 to 9999.

    The count of 1900 knows a 29 February 1900 that never was: days before it are one off.
    """
    if from_1904:
        serial += _DAYS_OF_1904
    if not 0 <= serial < 2_958_466:
        return None
    if serial < 1:
        moment = _EPOCH + dt.timedelta(days=serial, microseconds=500_000)
        return moment.time().replace(microsecond=0)
    return _EPOCH + dt.timedelta(days=serial if serial >= 60 else serial + 1)


def moment_of_text(serial: float, from_1904: bool) -> str:
    """The text of such a count; the number's own where it is no day."""
    moment = moment_of(serial, from_1904)
    if moment is None:
        return number_text(serial)
    return moment_text(moment) if isinstance(moment, dt.datetime) else time_text(moment)


_POWER = re.compile(r"[-+]?\d(?:\.(\d+))?[Ee]\+?(\d{2,3})\Z")
_ZEROS = re.compile(r"\d{15}0{3,4}\Z")


def lost_power(text: str) -> bool:
    """Whether the text is a long number as Excel shows it in a narrow cell (`1.52201E+17`): from 12 digits
    on, with fewer digits printed than it has."""
    match = _POWER.match(text)
    return match is not None and int(match[2]) >= 8 and len(match[1] or "") < int(match[2])


def lost_digits(text: str) -> bool:
    """Whether a text was a number of more than 15 digits: printed with an exponent, or 18 and more digits
    with zeros behind the fifteenth, and no ID number whose check digit agrees."""
    if _ZEROS.match(text):
        return not (len(text) == 18 and is_id_number(text))
    return lost_power(text)
