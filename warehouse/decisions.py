"""What people keep in the home: their decisions and bounds, read together before a publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse import bounds, overrides, query
from warehouse.home import Home
from warehouse.read_only import StrayLog, open_read_only


@dataclass(frozen=True, slots=True)
class HomeDecisions:
    """Every row of both files."""

    decisions: Sequence[overrides.Decision]
    bounds: Sequence[bounds.BoundRow]


def read_home_decisions(home: Home) -> HomeDecisions:
    """Both files of a home; one that was never there has no rows.

    Raises DecisionsError when a file cannot be read, or when the decisions behind the standing file are
    gone with their file: figures would change and nobody would know.
    """
    file = home.overrides / overrides.FILE_NAME
    if not file.exists() and (standing := _standing(home)):
        raise overrides.DecisionsError(
            f"{file} 不见了,现有公布文件里却有 {standing} 条人工决定,没有发布;请从备份恢复这个文件;"
            f"如确要撤销全部决定,请放一个只有表头的文件: {','.join(overrides.HEADER)}"
        )
    return HomeDecisions(
        overrides.read_decisions(file), bounds.read_bounds(home.overrides / bounds.FILE_NAME)
    )


def _standing(home: Home) -> int:
    """How many decisions the standing file rests on; 0 where it cannot be asked."""
    if not home.published.is_file():
        return 0
    try:
        with open_read_only(home.published) as reader:
            return int(query.value(reader, "overrides/standing"))
    except (duckdb.Error, StrayLog):
        return 0
