"""What a flow's log shows on the screen of a command: our own lines, Beijing's times, no traceback."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Iterator

import pytest

from flows import steps

RUN = "prefect.flow_runs"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a handler of the log writes, in a process whose clock is New York's."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    monkeypatch.setattr(logging, "raiseExceptions", True)
    converter = logging.Formatter.converter
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    others = {
        one: (one.filters[:], one.formatter)
        for name in ("", "prefect", "prefect._internal")
        for one in logging.getLogger(name).handlers
    }
    steps.quiet_log()
    steps.quiet_screen()
    yield written
    logging.getLogger().removeHandler(handler)
    for one, (filters, formatter) in others.items():
        one.filters, one.formatter = filters, formatter
    logging.Formatter.converter = converter
    monkeypatch.undo()
    time.tzset()


def said(name: str, message: str, **more: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": name, "msg": message, "levelno": logging.ERROR, "created": 1516471200.0, **more}
    )


def test_our_lines_are_shown_with_beijings_time(screen: io.StringIO) -> None:
    logging.getLogger().handle(said(RUN, "[1/3] 政务动态:开始读取"))
    logging.getLogger().handle(said("gongkai", "Prefect 界面未能更新(ConnectError)"))
    assert screen.getvalue().splitlines() == [
        "02:00:00 [1/3] 政务动态:开始读取",
        "02:00:00 Prefect 界面未能更新(ConnectError)",
    ]


@pytest.mark.parametrize(
    "name", ["prefect.events.clients", "prefect._internal.concurrency", "prefect.client", "uvicorn", "httpx"]
)
def test_what_prefect_says_of_itself_is_not(screen: io.StringIO, name: str) -> None:
    logging.getLogger().handle(said(name, "Unable to connect to 'ws://127.0.0.1:4200/api/events/in'"))
    assert screen.getvalue() == ""


def test_tracebacks_are_not(screen: io.StringIO) -> None:
    try:
        raise KeyError("x")
    except KeyError:
        record = said(RUN, "Encountered exception during execution", exc_info=sys.exc_info())
    logging.getLogger().handle(record)
    assert screen.getvalue() == ""
