"""A differing row in words: where it stands, by what a reader looks it up, what stands there, what should."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.ledger import TIME_ZONE
from warehouse.query import Row
from warehouse.verify.pairing import Pair

_LONGEST = 80
"""Signs of a value that are shown."""


class Wording:
    """Words for the differing rows of one table."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        table: str,
        key: Sequence[str],
        columns: Sequence[str],
        told: Sequence[Pair],
    ) -> None:
        """Asks for the titles of the items that they are about."""
        self._table, self._key, self._columns = table, key, columns
        rows = [row for pair in told for row in pair if row is not None]
        ids = {row[name] for row in rows for name in key if _is_item(name) and row[name]}
        asked = list(ids)
        self._titles = (
            query.pairs(connection, "verify/titles", "item_id", "title", items=asked) if asked else {}
        )

    def subject(self, pair: Pair) -> str:
        """By what the row is looked up, in short."""
        row = pair.made or pair.here or {}
        return " ".join(str(row[name]) for name in self._key if row[name] is not None) or self._table

    def of(self, pair: Pair) -> str:
        """The whole sentence."""
        if pair.here is None or pair.made is None:
            row = pair.here or pair.made or {}
            told = [f"{name} {shown(row[name])}" for name in self._columns if name not in self._key]
            rest = f"({','.join(told)})" if told else ""
            what = "多出一行,台账中没有" if pair.made is None else "缺少一行,台账中有"
            return f"{self._table}:{what}:{self._row(row)}{rest}"
        changed = [name for name in self._columns if pair.here[name] != pair.made[name]]
        told = ["{} 是 {},应为 {}".format(name, *apart(pair.here[name], pair.made[name])) for name in changed]
        if len(changed) == 1:
            said = told[0].removeprefix(f"{changed[0]} ")
            return f"{self._table}.{changed[0]}:{self._row(pair.made)}的这一列{said}"
        return f"{self._table}:{self._row(pair.made)}有 {len(changed)} 列不同:{';'.join(told)}"

    def _row(self, row: Row) -> str:
        return " ".join(self._named(name, row[name]) for name in self._key) or "唯一的一行"

    def _named(self, name: str, value: Any) -> str:
        if _is_item(name):
            title = self._titles.get(value) or "无标题"
            role = "" if name == "item_id" else f"({name})"
            return f"条目 {value}“{_cut(title)}”{role}"
        if name == "section_id":
            return f"栏目 {value}"
        # To be looked up by, so an address stands whole.
        return f"{name} “{value}”" if isinstance(value, str) else f"{name} {shown(value)}"


def shown(value: Any) -> str:
    """A value as sentences show it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d %H:%M:%S.%f}".removesuffix(".000000")
    return "无" if value is None else f"“{_cut(value)}”" if isinstance(value, str) else _cut(str(value))


def apart(here: Any, made: Any) -> tuple[str, str]:
    """Two values, of long texts the part in which they begin to differ."""
    if not (isinstance(here, str) and isinstance(made, str)):
        return shown(here), shown(made)
    same = next((at for at, (one, other) in enumerate(zip(here, made, strict=False)) if one != other), 0)
    if max(len(here), len(made)) <= _LONGEST or same < _LONGEST // 2:
        return shown(here), shown(made)
    start = same - 10
    return f"“…{_cut(here[start:])}”", f"“…{_cut(made[start:])}”"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _is_item(name: str) -> bool:
    return name == "item_id" or name.endswith("_item_id")
