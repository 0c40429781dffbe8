"""Tables of words, and the patterns made of them.

An array of a table holds Python regular expressions, of which any may fit. `<name>` in one of them stands for
any of the section's array of that name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_NAME = re.compile(r"<(\w+)>")

ANY_CASE = re.IGNORECASE
NAMED = r"(?:^|[\s_-])@(?:$|[\s_-])"
"""A word of a class or an id, which are written `news-list`, `news_list` or `news list`."""
WHOLE = "^@$"


def table(name: str) -> dict[str, Any]:
    """The table `name.toml` beside this file."""
    found: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    )
    return found


def any_of(section: Mapping[str, Any], key: str) -> str:
    """A group that fits any expression of the section's array `key`."""

    def named(found: re.Match[str]) -> str:
        return any_of(section, found[1]) if found[1] in section else found[0]

    return f"(?:{'|'.join(_NAME.sub(named, word) for word in section[key])})"


def pattern(
    section: Mapping[str, Any], key: str, frame: str = "@", flags: re.RegexFlag = re.NOFLAG
) -> re.Pattern[str]:
    """The compiled array `key` of the section in its frame, where `@` stands for it."""
    return re.compile(frame.replace("@", any_of(section, key)), flags)
