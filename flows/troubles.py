"""The troubles that say in one sentence (Chinese) what happened and what to do; all else is our own fault.

Where a command ends with a trouble, `told` has its exit code and its sentence.
"""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from flows.fault_log import keep_fault
from scrapers.flock import Taken
from scrapers.http.host_locks import HostBusy
from scrapers.portalfile import PortalFileError
from scrapers.privacy import mask
from warehouse.faults import sentence_about
from warehouse.home import FileUnreadable, HomeBusy, HomeError, HomeTooNew
from warehouse.ledger import TIME_ZONE

BUSY = (HomeBusy, HostBusy)
"""Something else is under way: nothing was begun, or what was begun goes on later."""

TROUBLES = (PortalFileError, HostBusy, HomeError)
"""What can end a run and is not a fault of the program."""

_FAULT, _USE, _BUSY, _UNREACHABLE = 1, 2, 4, 5


def is_interrupted(error: Exception) -> bool:
    """Whether it is Ctrl-C that ended a statement, which DuckDB calls by other names."""
    return isinstance(error, duckdb.InterruptException) or (
        isinstance(error, RuntimeError) and str(error) == "Query interrupted"
    )


def sentence_of(error: Exception) -> str:
    """What ended a run, in one sentence."""
    first = mask((str(error).splitlines() or [""])[0])[:500]
    return first if isinstance(error, TROUBLES) else f"程序错误({type(error).__name__}: {first})"


def told(error: Exception, home: Path | None) -> tuple[int, str]:
    """Exit code and one line for whoever typed the command that `error` ended. The traceback of a fault of
    the program goes into a file, which the line names."""
    code = _code(error)
    if code is not None:
        return code, " ".join(str(error).split())
    sentence = sentence_about(home, error)
    typed = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    return _USE if typed else _FAULT, sentence or _fault(error, home)


def has_sentence(error: BaseException) -> bool:
    """Whether its words are a sentence for people: it is no fault of the program."""
    return isinstance(error, Exception) and _code(error) is not None


def _code(error: Exception) -> int | None:
    """Exit code of what has a sentence of its own; None for all else."""
    from flows.inbox import NotHandedIn
    from flows.layouts import UnknownSection
    from flows.source import NoAnswer, SourceError
    from scrapers.crawl.years import YearsError
    from warehouse.bounds import BoundsError
    from warehouse.declared import DeclareError
    from warehouse.report import ReportError
    from warehouse.rewriting import HeldOpen
    from warehouse.seal import SealError
    from warehouse.settings import SettingsError
    from warehouse.verify import VerifyError
    from warehouse.why import WhyError

    if isinstance(error, (*BUSY, Taken)):
        return _BUSY
    if isinstance(error, NoAnswer):
        return _UNREACHABLE
    written = (
        FileUnreadable,
        HomeTooNew,
        PortalFileError,
        SettingsError,
        BoundsError,
        SourceError,
        UnknownSection,
        YearsError,
    )
    asked = (ReportError, DeclareError, HeldOpen, NotHandedIn, SealError, VerifyError, WhyError)
    if isinstance(error, (*written, *asked)):
        return _USE
    return _FAULT if isinstance(error, HomeError) else None


def _fault(error: Exception, home: Path | None) -> str:
    """Keeps the traceback; says where."""
    now = datetime.now(UTC).astimezone(ZoneInfo(TIME_ZONE))
    what = mask(" ".join(f"{type(error).__name__}: {error}".split()))[:120]
    said = f"程序出错({what}),这不是用法的问题"
    if (file := keep_fault(error, home, now)) is None:
        return f"{said},经过没有地方可记;请检查磁盘空间后重试"
    return f"{said};经过记在 {file},请交给维护程序的人"
