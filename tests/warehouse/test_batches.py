"""Packages that are loaded together leave the ledger as one after the other does; a damaged one among them
keeps none of the others back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import Told, county, page, portal, section
from tests.warehouse.drawn import drawn, live
from warehouse import batches, load
from warehouse.batches import Batch
from warehouse.held import COPIES
from warehouse.home import Home

NIGHTS = 5


@pytest.mark.parametrize("seed", [4, 7, 15])
def test_together_is_as_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    committed: list[int] = []
    commit = load._commit

    def counted(ledger: Any, batch: Batch, *told: Any) -> None:
        commit(ledger, batch, *told)
        committed.append(len(batch.packages))

    monkeypatch.setattr(load, "_commit", counted)
    with drawn(tmp_path / "together", seed) as made:
        together = list(live(made, seed, NIGHTS))
    assert max(committed) > 1
    committed.clear()
    monkeypatch.setattr(batches, "TOGETHER", 0)
    with drawn(tmp_path / "alone", seed) as made:
        for night, alone in zip(together, live(made, seed, NIGHTS), strict=True):
            assert night == alone
    assert set(committed) == {1}


DAY: Any = "没有这一天"


def test_one_that_cannot_be_loaded_keeps_none_of_the_others_back(tmp_path: Path) -> None:
    declared = portal(*(section(name, "政府文件") for name in ("aa", "bb", "cc")))
    with county(tmp_path / "home", declared) as made:
        sound = [made.tell("aa", [Told("aa/1.html", page=page(title="通知"))])]
        bad = made.tell("bb", [Told("bb/1.html", listed_on=DAY)])
        sound.append(made.tell("cc", [Told("cc/1.html")]))
        report = made.load()
        assert report.loaded == tuple(folder.name for folder in sound)
        [(name, why)] = report.rejected
        assert name == bad.name and name in why
        assert archived(made.home) == {f"{folder.name}-00001.warc.gz" for folder in sound}
        told = made.ledger.execute("SELECT section_id FROM item_sections ORDER BY ALL").fetchall()
        assert told == [("aa",), ("cc",)]


def archived(home: Home) -> set[str]:
    """Names of the files in the archive."""
    return {file.name for file in home.archive.iterdir()}


def test_what_is_loaded_together_is_of_one_run_and_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = portal(*(section(name, "政府文件") for name in ("aa", "bb")))
    with county(tmp_path / "home", declared) as made:
        for run in ("nightly", "reparse"):
            made.begin(run)
            made.tell("aa", [Told("aa/1.html")], outcome=None)
            made.tell("aa", [Told("aa/2.html")])
            made.tell("bb", [Told("bb/1.html")])
            made.tell("aa", [Told("aa/3.html")])
            made.next_night()
        packages = list(load._sound_packages(load._Loading(made.ledger, made.home, made.now)))
        # The third of aa comes after the proof of aa, so it waits; what is read again goes alone.
        assert [len(batch.packages) for batch in batches.batches(packages)] == [2, 2, 1, 1, 1, 1]
        monkeypatch.setattr(batches, "TOGETHER", 0)
        assert [len(batch.packages) for batch in batches.batches(packages)] == [1] * 8


def test_a_long_list_is_accepted_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was loaded before its section is proven is not copied for that: a list of any length takes no more
    memory than one package."""
    copied: list[tuple[str, int]] = []
    keep = load.keep

    def counted(ledger: Any, has_read: bool) -> None:
        for name in COPIES:
            [(number,)] = ledger.execute(f"SELECT count(*) FROM held_{name}").fetchall()
            copied.append((name, number))
        keep(ledger, has_read)

    with county(tmp_path / "home", portal(section("aa", "政府文件"))) as made:
        long = [Told(f"aa/{number}.html", page=page(title=f"通知{number}")) for number in range(30)]
        made.tell("aa", long, outcome=None)
        made.load()
        monkeypatch.setattr(load, "keep", counted)
        made.tell("aa", [Told("aa/30.html", page=page(title="通知30"))], declared=(1, 31))
        made.load()
        assert copied == [(name, 1) for name in COPIES]
        accepted = made.ledger.execute(
            "SELECT DISTINCT accepted_at, accepted_title = list_title, accepted_listed_on = listed_on"
            " FROM item_sections"
        ).fetchall()
        [(at, *same)] = accepted
        assert at is not None and same == [True, True]
        assert made.ledger.execute("SELECT DISTINCT accepted_at FROM item_versions").fetchall() == [(at,)]
