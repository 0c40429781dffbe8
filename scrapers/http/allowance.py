"""What a run may still take: questions and bytes left of a night's budget, and room on the disk.

Asked before each question goes over the wire, so that a run ends between two answers, never within one.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

MEGABYTE = 10**6

GOES_ON = "下一晚继续"
"""Ends the sentence about a budget that is used up."""


@dataclass(slots=True)
class Allowance:
    """The budget of one portal for one night; safe to use from several threads."""

    pages: int | None = None
    """Questions that may be asked in all (robots.txt is not counted); None: no limit."""
    megabytes: int | None = None
    """What they may answer, as received; None: no limit."""
    free_megabytes: int = 0
    """What has to stay free on the disk of `folder`."""
    folder: Path | None = None
    renewed_at: datetime | None = None
    """When the next night's budget begins."""
    pages_taken: int = 0
    bytes_taken: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def take(self, is_page: bool = True) -> str:
        """Counts a question that is about to be asked; why it may not be, in words (Chinese), or ''."""
        # Outside the lock: looking at the disk lets other threads run, and those would wait for the lock.
        short = self._disk()
        with self._counting:
            refusal = short or (self._spent() if is_page else "")
            self.pages_taken += is_page and not refusal
            return refusal

    def received(self, size: int) -> None:
        """Counts the bytes of an answer."""
        with self._counting:
            self.bytes_taken += size

    @property
    def is_spent(self) -> bool:
        """Whether the night's budget is used up, so that waiting for the next one helps."""
        return bool(self._spent())

    @property
    def is_limited(self) -> bool:
        """Whether a night may end before everything was asked."""
        return self.pages is not None or self.megabytes is not None

    @property
    def is_short(self) -> bool:
        """Whether the disk has not the room that is to stay free, which waiting does not mend."""
        return bool(self._disk())

    def _spent(self) -> str:
        if self.pages is not None and self.pages_taken >= self.pages:
            return f"今晚可问的页数已用完(pages_per_night = {self.pages}),{GOES_ON}"
        if self.megabytes is not None and self.bytes_taken >= self.megabytes * MEGABYTE:
            return f"今晚可下载的流量已用完(megabytes_per_night = {self.megabytes}),{GOES_ON}"
        return ""

    def _disk(self) -> str:
        if self.folder is None or not self.free_megabytes:
            return ""
        left = shutil.disk_usage(self.folder).free // MEGABYTE
        if left >= self.free_megabytes:
            return ""
        return f"磁盘只剩 {left} MB,低于 free_megabytes = {self.free_megabytes},暂停抓取;请腾出空间"
