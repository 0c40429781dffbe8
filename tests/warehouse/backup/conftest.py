"""The lived home that tests of backups and of restoring begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nights.house import House
from tests.planning import planned_plainly
from tests.warehouse.backup.lived import lived_home
from warehouse.home import Home

__all__ = ["planned_plainly"]


@pytest.fixture(scope="package")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with lived_home(tmp_path_factory.mktemp("lived") / "house") as house:
        yield house


@pytest.fixture
def house(lived: House, tmp_path: Path) -> House:
    return lived.copy_to(tmp_path / "house")


@pytest.fixture
def home(house: House) -> Home:
    return Home(house.home)
