"""What a verification finds, in the words of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

FIELDS = {
    "content_sha256": "内容",
    "title": "标题",
    "unit": "发布单位",
    "document_number": "发文字号",
    "index_number": "索引号",
    "published_on": "发布日期",
    "published_at": "发布时刻",
    "issued_on": "成文日期",
}
"""What a version is told to state, and its name in Chinese."""


ARCHIVE_FILE = "存档文件"
"""The kind of a difference of a whole file of the archive."""

LEDGER = "台账"
"""The kind of a difference of the ledger as a whole."""

READ_OTHERWISE = "读法不同"
"""The kind of a difference that today's reader makes: nothing was damaged or altered."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: `what` is the kind in Chinese, `message` the whole sentence."""

    what: str
    subject: str
    message: str

    @property
    def is_reading(self) -> bool:
        """Whether it is today's reader alone that makes it."""
        return self.what == READ_OTHERWISE


class NamedItem(NamedTuple):
    """An item by its id and title."""

    item_id: str
    title: str | None

    @property
    def words(self) -> str:
        """The item as sentences name it."""
        return f"条目 {self.item_id}“{self.title or '无标题'}”"


Progress = Callable[[int, int], None]
"""Told how many records of how many have been read again."""


@dataclass(frozen=True, slots=True)
class Sample:
    """So many archived records are read again, drawn by that seed."""

    records: int
    seed: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which readings are read again: those whose mark is not above `until`; None: all."""

    seed: int = 0
    until: str | None = None


def reader_words(version: str | None) -> str:
    """A reader by its version, as sentences name it."""
    return f"读取器 {version} " if version else "不记版本的旧读取器"
