"""The systems' own words, for rooms that read any page: out of `cms/families.toml`, of all systems at once.

A word of one system is looked for on every page: systems are copied from, and a page whose system is not
recognised is read as well.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SYSTEMS: tuple[Mapping[str, Any], ...] = tuple(
    tomllib.loads((Path(__file__).parents[1] / "cms" / "families.toml").read_text(encoding="utf-8"))["family"]
)
"""Every system's table, the more specific first."""


def words(part: str, key: str) -> tuple[str, ...]:
    """The words of all systems in their tables' `part` under `key`, e.g. `("item", "body")`; each once."""
    return tuple(dict.fromkeys(word for row in SYSTEMS for word in row.get(part, {}).get(key, ())))


def entries(part: str, key: str) -> Iterator[Any]:
    """What each system that says anything says in its table's `part` under `key`."""
    return (row[part][key] for row in SYSTEMS if key in row.get(part, {}))


def names(system: str, key: str) -> str:
    """A group that fits any name that the system's scripts give to a number of its pager."""
    table = next(row for row in SYSTEMS if row["name"] == system)
    return f"(?:{'|'.join(table['pager'][key])})"
