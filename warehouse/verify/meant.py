"""Of what a verification has found, what is of the portals that are meant."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

import duckdb

from warehouse import query
from warehouse.read_only import open_without_logs
from warehouse.verify.outcome import Verification

_WORDS = re.compile(r"[^\s:,;、]+")


def of_portals(found: Verification, portal_ids: Collection[str]) -> Verification:
    """The verification with the differences of these portals, and those that are of none (files of the
    archive, rules, sums); of the others it is said how many there are."""
    words = sorted({word for one in found.differences for word in _WORDS.findall(one.subject)})
    whose = _whose(found, words) if words else {}
    kept = [one for one in found.differences if _is_meant(one.subject, whose, portal_ids)]
    left = len(found.differences) - len(kept)
    if not left:
        return found
    note = f"只列出门户 {'、'.join(portal_ids)} 的差异;其他门户另有 {left} 处,不写 --portal 就都列出"
    return replace(found, differences=tuple(kept), notes=(*found.notes, note))


def _is_meant(subject: str, whose: dict[str, str], portal_ids: Collection[str]) -> bool:
    told = {whose[word] for word in _WORDS.findall(subject) if word in whose}
    return not told or bool(told & set(portal_ids))


def _whose(found: Verification, words: list[str]) -> dict[str, str]:
    """Portal by item, section, run or portal, of those words that are one."""
    try:
        with open_without_logs(found.file) as connection:
            return query.pairs(connection, "verify/whose", "word", "portal_id", words=words)
    except (duckdb.Error, OSError):  # which the verification says
        return {}
