"""What a publication says of itself: what it published, or why nothing was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.checks import BadRow
from warehouse.home import HomeError


class PublishBlocked(HomeError):
    """A guard found the new file wrong: it is not published, the old one stays. `rows` are the bad rows."""

    def __init__(self, rows: list[BadRow]) -> None:
        self.rows = rows
        shown = ";".join(f"{bad.guard}: {bad.row}" for bad in rows[:5])
        more = f" 等 {len(rows)} 处" if len(rows) > 5 else ""
        super().__init__(
            f"新的公布文件未通过核查,没有公布,原文件保持不变({shown}{more});请把这一行交给维护人员。"
            "如台账(work/)是从较早的备份恢复的,或确要从空的数据目录重新开始,"
            "请先把原来的 gongkai.duckdb 和 gongkai.duckdb.sha256 移到别处保存"
        )


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: the file, its sums, how many items, figures that are not missing, and findings that
    are not `pass`."""

    file: Path
    sha256: str
    content_sha256: str
    items: int
    figures: int
    findings: int
    unreadable: int = 0
    """How many rows of people's files, or whole files, cannot be read."""
    notes: tuple[str, ...] = ()
    """In Chinese: why the file that stood could not be compared with; what cannot be read of people's files;
    for each decision of a person that did not apply a sentence with its line number; old copies of the ledger
    that were removed."""
    whole: bool = True
    """Whether every table was built from the ledger, not only what had changed since the file that stood."""
    why_whole: str | None = None
    """Why it was, in words for whoever maintains the program; None where it was not."""
