"""Digits that are raised behind a text are none of its number: 35 with note 1 must not read 351, nor 10⁴
104."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[-+−]?\d[\d,，、]{0,5}", re.ASCII)
DIGITS = frozenset("0123456789+-−")
"""With one of these a raised number begins."""
_SIGNS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str, before: str) -> str:
    """What a raised run reads as, behind the text `before`: digits as raised signs; all else, and what
    stands at the beginning of its line, as it is."""
    if not before or before[-1].isspace() or not _DIGITS.fullmatch(text):
        return text
    return text.translate(_SIGNS)
