"""Which printed names are one body of a county: its full name, and the short ones that everybody uses. Pure.

`bodies.csv`: a body's full name and its short ones. A short name that several bodies have (文旅局, 执法局) is
the one of which the portal prints another name, where it is one only. What is not written there is never
united: 教育局 and 教体局 may be two.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("bodies.csv")
_TOWN = re.compile(r"(.+(?:镇|乡|苏木))人民政府|(.+街道)(?:办事处|办)")
_BRACKETS = re.compile(r"[(\uff08].{1,12}[)\uff09]$")
_BETWEEN = re.compile(r"(?<=.)[和与及、](?=.{2})")
_COMMITTEE = re.compile(r"(?<=.{3})委员会$")
_OFFICE = re.compile(r"办公室$")
_TOWNS = tuple("镇乡道木")


def one_body(names: Iterable[str]) -> dict[str, str]:
    """Bare name, without place and level, as printed → a key that is the same for all names of one body."""
    shapes = {name: _shape(name) for name in names}
    printed = {shape: _bodies().get(shape, frozenset()) for shape in shapes.values()}
    certain = {body for bodies in printed.values() if len(bodies) == 1 for body in bodies}
    keys = {}
    for shape, bodies in printed.items():
        its = bodies & certain if len(bodies) > 1 else bodies
        keys[shape] = next(iter(its)) if len(its) == 1 else shape
    return {name: keys[shape] for name, shape in shapes.items()}


def full_name(key: str) -> str:
    """The full name of the body of that key; '' where `bodies.csv` has none."""
    return _full().get(key, "")


def without_brackets(name: str) -> str:
    """The name without another one in brackets behind it: 教育局(语委办)."""
    return _BRACKETS.sub("", name)


def may_be_one(name: str, other: str) -> bool:
    """Whether the shorter of two bare names may be short for the other: it begins and ends alike, and its
    signs stand in the other in their order. For a person to settle."""
    short, whole = sorted((name, other), key=len)
    if len(short) < 3 or short[0] != whole[0] or short[-1] != whole[-1] or short.endswith(_TOWNS):
        return False
    signs = iter(whole)
    return short != whole and all(sign in signs for sign in short)


def _shape(name: str) -> str:
    """The name in the form in which names are compared: without brackets, 和 between its words, and the last
    words that are printed or left out at will (人民政府 of a town, 办事处 of a 街道, 公室 of an 办公室)."""
    bare = without_brackets(name)
    if town := _TOWN.fullmatch(bare):
        return town[1] or town[2]
    return _BETWEEN.sub("", _OFFICE.sub("办", _COMMITTEE.sub("委", bare)))


@cache
def _full() -> dict[str, str]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {_shape(row["name"]): row["name"] for row in csv.DictReader(file)}


@cache
def _bodies() -> dict[str, frozenset[str]]:
    """Shape of a name → keys of the bodies that have it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *row["short"].split()):
                found[_shape(name)].add(_shape(row["name"]))
    return {shape: frozenset(bodies) for shape, bodies in found.items()}
