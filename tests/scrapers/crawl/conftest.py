"""Tests of the crawl write hundreds of small packages: what makes them durable is tested elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scrapers.crawl.memory import Memory


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """fsync at once."""
    monkeypatch.setattr("os.fsync", lambda descriptor: None)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A section nobody has read yet."""
    return Memory(tmp_path)
