"""The versioned rules that SQL applies: classification, merging, counting; and the list of categories.

`python -m warehouse.rulebook` adds the sums of new rules and new versions to `rules/versions.csv`, where
every version that ever was keeps its line; it refuses a rule that says something else under its old version.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from scrapers.vocabulary import CATEGORIES_FILE
from warehouse import query

RULES = Path(__file__).parent / "rules"
CLASSIFICATION = RULES / "classification.csv"
MERGING = RULES / "merging.csv"
COUNTING = RULES / "counting.csv"
SOURCES = Path(__file__).parent / "forms" / "sources.csv"
"""Which categories and which rule of COUNTING each cell of the office's forms is counted by."""
SELF_CHECK = Path(__file__).parent / "self_check"
CHECKING = tuple(SELF_CHECK / f"{name}.csv" for name in ("judging", "cycles", "outcomes"))
"""How the indicators of the self-check are judged, and by which rule of COUNTING."""
CATEGORIES = CATEGORIES_FILE
VERSIONS = RULES / "versions.csv"
"""rule, version, sha256 of all that the rule says: what a version stands for never changes."""

RULE_FILES = (CLASSIFICATION, MERGING, COUNTING)

REDACTED_RULE = "R-redacted@1"
"""Named where the rule that had classified an item, whose title was taken out since, is not in force any
more."""

FORM_RULES = "F-"
"""How the names of rules begin that count cells of the office's forms."""

CHECK_RULES = "K-"
"""How the names of rules begin by which indicators of the self-check are judged."""

LINK_RULE = "K-link"
"""Goes by the last of CHECKING, what outcomes of links say."""

SECTION_RULE, NAME_RULE, EXCEPTION = "section", "name", "except"
"""Steps of their own: the section's own category; a category's name or synonym in its name; titles to which
the section's name does not give that category."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One classification rule: `rule` with its version, what it looks at, what it must and must not match."""

    rule: str
    step: str
    target: str
    pattern: str
    unless: str
    category: str

    def matching(self) -> dict[str, str]:
        """What the statements that apply a pattern take."""
        return {"rule": self.rule, "pattern": self.pattern, "unless": self.unless, "category": self.category}


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One counting rule: `named` with its version; the words it looks for and those it must not find, where
    it goes by words at all."""

    named: str
    pattern: str
    unless: str

    def words(self) -> dict[str, str]:
        """What the statements that go by words take."""
        return {"pattern": self.pattern, "unless": self.unless}


def counting_rules() -> dict[str, CountingRule]:
    """The counting rules by their names without version."""
    return {
        row["rule"]: CountingRule(f"{row['rule']}@{row['version']}", row["pattern"], row["unless"])
        for row in _rows(COUNTING)
    }


def classification_rules(ledger: DuckDBPyConnection) -> list[Rule]:
    """The classification rules in the order in which they are tried."""
    return query.records(ledger, "classify/rules", Rule, file=CLASSIFICATION)


def rules_version() -> str:
    """12 hex digits over the rule files, the categories, the sources of the forms' cells and how the
    self-check judges, whole: other rules, another version.

    What people decided is no part of it: that stands in the table of decisions.
    """
    digest = hashlib.sha256()
    for file in (*RULE_FILES, CATEGORIES, SOURCES, *CHECKING):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def rule_digests() -> dict[tuple[str, str], str]:
    """(rule, version) → sha256 hex of what it says: its line; of the rule of names the categories too, of a
    rule of the forms the cells that are counted by it.

    Empty columns do not count, so that a new column for one rule leaves the others as they are.
    """
    return {(row["rule"], row["version"]): _digest(row) for file in RULE_FILES for row in _rows(file)}


def known_digests() -> dict[tuple[str, str], str]:
    """What each version that ever was said, as `rule_digests`, from `versions.csv`."""
    return {(row["rule"], row["version"]): row["sha256"] for row in _rows(VERSIONS)}


def silent_changes() -> list[str]:
    """A sentence for each rule that says something else than its version did, or is not noted yet."""
    known = known_digests()
    told = []
    for (rule, version), digest in rule_digests().items():
        noted = known.get((rule, version))
        if noted is None:
            told.append(f"{rule}@{version} 还没有记入 {VERSIONS.name};请运行 python -m warehouse.rulebook")
        elif noted != digest:
            told.append(f"{rule} 的内容改了而版本仍是 {version};请在规则文件中把它的 version 加一")
    return told


def note_versions() -> list[str]:
    """Adds rules and versions that are not noted yet; returns what `silent_changes` still says."""
    known = known_digests()
    with VERSIONS.open("a", encoding="utf-8", newline="") as file:
        new = {key: digest for key, digest in rule_digests().items() if key not in known}
        csv.writer(file, lineterminator="\n").writerows([*key, digest] for key, digest in new.items())
    return silent_changes()


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _digest(row: Mapping[str, str]) -> str:
    told = [f"{name}={value}" for name, value in sorted(row.items()) if value]
    if row.get("step") == NAME_RULE:
        told += [f"{words['category']}={words['synonyms']}" for words in _rows(CATEGORIES)]
    if row["rule"].startswith(FORM_RULES):
        cells = (words for words in _rows(SOURCES) if words["rule"] == row["rule"])
        told += [",".join(words.values()) for words in cells]
    if row["rule"].startswith(CHECK_RULES):
        told += _checked_by(row["rule"])
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _checked_by(rule: str) -> Iterator[str]:
    """What the files of the self-check say of the indicators that are judged by a rule."""
    judging, cycles, outcomes = CHECKING
    codes = []
    for words in _rows(judging):
        if words["rule"] == rule:
            codes.append(words["code"])
            yield ",".join(words.values())
    yield from (",".join(words.values()) for words in _rows(cycles) if words["code"] in codes)
    if rule == LINK_RULE:
        yield from (",".join(words.values()) for words in _rows(outcomes))


if __name__ == "__main__":
    left = note_versions()
    sys.stderr.write("".join(f"{sentence}\n" for sentence in left))
    sys.exit(1 if left else 0)
