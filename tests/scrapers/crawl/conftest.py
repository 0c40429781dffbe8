"""Tests of the crawl write hundreds of small packages: what makes them durable is tested elsewhere."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """fsync at once."""
    monkeypatch.setattr("os.fsync", lambda descriptor: None)
