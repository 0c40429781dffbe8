"""On what a complete reading rests: from the package into the ledger and the published file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sql
from scrapers.package import Ground
from scrapers.records import SectionOutcome
from scrapers.vocabulary.outcomes import GROUND_WORDS
from tests.warehouse.build import County, Told, county, portal, section
from warehouse.known import section_proof

ROWS = [Told("nb/1.html"), Told("nb/2.html")]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(section("nb", "信息公开年报", "信息公开年报"))) as made:
        yield made


def restate(folder: Path, **proof: Any) -> None:
    """States a package's proof otherwise; None leaves a value out, as an older program did."""
    path = folder / "package.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["proof"] = {
        k: v for k, v in {**manifest["proof"], **proof}.items() if (k, v) != ("ground", None)
    }
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("outcome", "ground", "published", "in_chinese"),
    [
        ("complete", "total", "total", "与自称总数相符"),
        ("complete", None, None, None),
        ("empty", "total", "total", "与自称总数相符"),
        ("partial", "pager_end", None, None),
    ],
)
def test_a_ground_is_published_where_the_reading_is_complete(
    sample: County,
    outcome: SectionOutcome,
    ground: Ground | None,
    published: str | None,
    in_chinese: str | None,
) -> None:
    sample.tell("nb", ROWS, outcome=outcome, ground=ground)
    sample.load()
    sample.publish()
    assert sample.rows("SELECT outcome, proof FROM section_runs") == [(outcome, published)]
    assert sample.rows("SELECT 完整依据 FROM 台账.运行记录") == [(in_chinese,)]


@pytest.mark.parametrize("ground", ["total", None])
def test_a_section_read_in_this_run_is_known_with_its_ground(sample: County, ground: Ground | None) -> None:
    sample.tell("nb", ROWS, ground=ground)
    sample.load()
    proof = section_proof(sample.ledger, sample.run_id, "nb")
    assert proof is not None and proof.ground == ground


def test_a_package_of_a_program_that_kept_no_ground_was_read_before(sample: County) -> None:
    restate(sample.tell("nb", ROWS), ground=None)
    assert sample.load().rejected == ()
    sample.publish()
    assert sample.rows("SELECT outcome, proof FROM section_runs") == [("complete", "before")]


def test_a_package_with_a_ground_there_is_not_is_turned_away(sample: County) -> None:
    restate(sample.tell("nb", ROWS), ground="hearsay")
    [(_, why)] = sample.load().rejected
    assert "不符" in why


def test_views_call_each_ground_as_everything_else_does() -> None:
    """A published file has to explain itself, so its views hold the words of the vocabulary."""
    views = sql.statement("published/ledger_views")
    for ground, words in GROUND_WORDS.items():
        assert views.count(f"WHEN '{ground}' THEN '{words}'") == 2, ground
