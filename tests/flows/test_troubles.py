"""What ended a run, in one sentence for whoever is told."""

from __future__ import annotations

import pytest

from flows.troubles import BUSY, TROUBLES, sentence_of
from scrapers.http.host_locks import HostBusy
from scrapers.portalfile import PortalFileError
from warehouse.bounds import BoundsError
from warehouse.home import HomeBusy, HomeError, LedgerLost
from warehouse.ledger import LedgerError
from warehouse.settings import SettingsError


@pytest.mark.parametrize(
    "kind",
    [HostBusy, HomeBusy, HomeError, LedgerLost, LedgerError, BoundsError, SettingsError, PortalFileError],
)
def test_a_known_trouble_is_its_own_sentence(kind: type[Exception]) -> None:
    assert issubclass(kind, TROUBLES)
    assert sentence_of(kind("磁盘已满,请腾出空间\n第二行")) == "磁盘已满,请腾出空间"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyError("x"), "程序错误(KeyError: 'x')"),
        (ValueError(), "程序错误(ValueError: )"),
        (ValueError("a\nb"), "程序错误(ValueError: a)"),
        (FileNotFoundError(2, "No such file"), "程序错误(FileNotFoundError: [Errno 2] No such file)"),
    ],
)
def test_all_else_is_called_a_fault_of_the_program(error: Exception, sentence: str) -> None:
    assert sentence_of(error) == sentence


def test_a_sentence_is_not_a_page() -> None:
    assert len(sentence_of(HomeError("x" * 5000))) == 500


def test_only_what_is_under_way_elsewhere_counts_as_busy() -> None:
    assert set(BUSY) == {HomeBusy, HostBusy}
    assert not issubclass(LedgerLost, BUSY)
