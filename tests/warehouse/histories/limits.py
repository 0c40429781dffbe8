"""The home of a history is small; it is published as a large one is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from warehouse.incremental import renewing


@contextmanager
def as_if_large(limited: bool = False, summed: bool = False) -> Iterator[None]:
    """So small a home is not built whole for its size, of which one night's rows are much; nor, where it is
    not `limited`, because a night touches much of it. `summed`: what the ledger tells of what was touched is
    held against its sums every night."""
    lifted: dict[str, object] = {"LEAST_ITEMS": 0, "ROOM": 16 * 2**20}
    if not limited:
        lifted["MOST_AFFECTED"] = 1.0
    if summed:
        lifted["SUMMED_EVERY"] = timedelta(0)
    with patch.multiple(renewing, **lifted):
        yield
