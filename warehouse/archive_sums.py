"""Which sum a file of the archive must have: the one with which it came, or that of the last recorded change.

Changes are recorded in `archive_changes`, each with the sums before and after it; of a file they must follow
one another without a gap, from the sum with which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query


class Change(NamedTuple):
    """A recorded change of a file of the archive."""

    archive_file: str
    sha256_before: str
    sha256_after: str


def sums_of(connection: DuckDBPyConnection) -> dict[str, str]:
    """The sum that each file must have, by a ledger (of whatever version) or a published file."""
    came = query.pairs(connection, "backup/archive_sums", "archive_file", "sha256")
    if not query.value(connection, "backup/has_changes"):
        return came
    return followed(came, query.records(connection, "backup/changes", Change))


def followed(came: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The sums after those changes, which are in the order of time. One that does not begin where the one
    before it ended counts for nothing: the file is then not as it is said to be."""
    sums = dict(came)
    for change in changes:
        if sums.get(change.archive_file) == change.sha256_before:
            sums[change.archive_file] = change.sha256_after
    return sums
