"""Reading one document in this very process: for the worker, never for callers of this room."""

from __future__ import annotations

import importlib
import time
from typing import TYPE_CHECKING

from scrapers.documents.composing import composed
from scrapers.documents.formats import Format, format_of, marked
from scrapers.documents.limits import Asked, Limits
from scrapers.documents.mislabelled import checked
from scrapers.documents.records import Document, Reading, Refused
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

HURRY = 0.8
"""Part of the time after which a reader gives what it has; the rest is for putting it together."""


def read_here(content: bytes, name: str | None, limits: Limits) -> Document:
    """The document that the bytes are. Raises nothing: what goes wrong is the outcome."""
    ends_at = time.monotonic() + limits.seconds * HURRY
    return _read(content, name, Asked(name, limits, _inner, ends_at=ends_at))


def _inner(content: bytes, name: str, around: Asked) -> Document:
    """A file inside another, on the account of the outer one."""
    asked = Asked(
        name,
        around.limits,
        _inner,
        depth=around.depth + 1,
        inflated=around.inflated,
        counted=around.counted,
        ends_at=around.ends_at,
    )
    return _read(content, name, asked)


def _read(content: bytes, name: str | None, asked: Asked) -> Document:
    format = format_of(content, name)
    if format.name in _TEXT:
        content = marked(content)
    try:
        reading = _reader(content, format, asked)(content, asked)
        return checked(composed(reading, format, name), content)
    except Refused as refused:
        reading = Reading(outcome=refused.outcome, reason=refused.reason)
    except MemoryError:
        reading = Reading(
            outcome="too_much_memory", reason=f"读取时内存超过 {asked.limits.memory >> 20} MB 的上限"
        )
    except RecursionError:
        reading = Reading(outcome="damaged", reason="层层嵌套过深,没有读")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - the one boundary; panics of Rust are none of Exception
        reading = Reading(
            outcome="failed", reason=f"按{format.words}读取时程序出错({type(error).__name__}: {error})"[:300]
        )
    return checked(composed(reading, format, name), content)


_TEXT = frozenset({"txt", "csv", "html", "sheetml", "wordml"})
"""Formats whose bytes are text, in an encoding that may be UTF-16 without its mark."""


def _reader(content: bytes, format: Format, asked: Asked) -> Callable[[bytes, Asked], Reading]:
    """The reader of the format. Raises Refused where nothing can be read."""
    if not content:
        raise Refused("empty", "文件是空的(0 字节)")
    if content[:64].strip(b"\0") == b"" and content.count(0) == len(content):
        raise Refused("damaged", "文件内容全是零字节,没有下载到或没有保存好")
    if len(content) > asked.limits.content:
        raise Refused("too_large", f"文件超过 {asked.limits.content >> 20} MB,没有读")
    if format.name == "encrypted":
        raise Refused("password", "文件用密码加密,没有密码读不到")
    if not format.reader:
        known = f"{format.words},没有读这种格式的程序" if format.suffixes else DOCUMENT_WORDS["unsupported"]
        raise Refused("unsupported", known + "(按内容判断)")
    module = importlib.import_module(f"scrapers.documents.{format.reader}")
    read: Callable[[bytes, Asked], Reading] = module.read
    return read
