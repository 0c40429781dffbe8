"""The troubles that say in one sentence (Chinese) what happened and what to do; all else is our own fault."""

from __future__ import annotations

from scrapers.http.host_locks import HostBusy
from scrapers.portalfile import PortalFileError
from warehouse.home import HomeBusy, HomeError

BUSY = (HomeBusy, HostBusy)
"""Something else is under way: nothing was begun, or what was begun goes on later."""

TROUBLES = (PortalFileError, HostBusy, HomeError)
"""What can end a run and is not a fault of the program."""


def sentence_of(error: Exception) -> str:
    """What ended a run, in one sentence."""
    first = (str(error).splitlines() or [""])[0][:500]
    return first if isinstance(error, TROUBLES) else f"程序错误({type(error).__name__}: {first})"
