"""Which way questions take: over a connection that is open, or through all of requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from scrapers.http.sessions import GuardedAdapter


class Ways:
    """How many questions went which way."""

    def __init__(self) -> None:
        self.kept = self.ordinary = 0


@contextmanager
def watched(closed: bool = False) -> Iterator[Ways]:
    """Counts the ways that questions take; with `closed`, that over open connections is not to be had."""
    ways = Ways()
    ask, send = GuardedAdapter.ask_kept, GuardedAdapter.send

    def asked(adapter: GuardedAdapter, *given: Any) -> Any:
        reply = None if closed else ask(adapter, *given)
        ways.kept += reply is not None
        return reply

    def sent(adapter: GuardedAdapter, *given: Any, **named: Any) -> Any:
        ways.ordinary += 1
        return send(adapter, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GuardedAdapter, "ask_kept", asked)
        patch.setattr(GuardedAdapter, "send", sent)
        yield ways
