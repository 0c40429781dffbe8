"""What came of a verification: what was checked of one file, every difference, and both in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.verify.records import Difference, Sample


class VerifyError(Exception):
    """There is nothing to verify; the message says what to run first."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked of one file, and every difference found."""

    file: Path
    figures: int
    records: int
    """Archived item pages read again."""
    of: int
    """Archived item pages that there are."""
    unarchived: int
    """Versions of items without a place in the archive: nothing to compare with."""
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    """What could not be checked, and who read what, in Chinese."""
    compared: str = ""
    """Which tables were compared row by row with the ledger, in Chinese."""
    sample: Sample | None = None
    is_part: bool = False
    """Whether tables were not compared with the ledger that are compared on another day."""

    @property
    def checked(self) -> str:
        """What was checked, in Chinese."""
        read = f"重读存档 {self.records} 条"
        if self.sample is not None:
            read = (
                f"从 {self.of} 条存档中抽查 {self.records} 条(种子 {self.sample.seed},用 --sample "
                f"{self.sample.records} --seed {self.sample.seed} 可重复这次抽查)"
            )
        if self.unarchived:
            read += f",另有 {self.unarchived} 版没有存档、无从重读"
        return f"核对了 {self.figures} 个数字,{self.compared},{read}"

    @property
    def words(self) -> str:
        """The result in Chinese; what only today's reader reads otherwise stands apart from damage, and what
        is true of a sample is not said of the whole."""
        otherwise = sum(one.is_reading for one in self.differences)
        others = len(self.differences) - otherwise
        found = f"{others} 处差异" if others else "没有差异" if not otherwise else "没有损坏或改动"
        if otherwise:
            found += f",{otherwise} 处读法不同(读取规则变了,数据未变)"
        left = self.of - self.records
        rest = ["有的表没有与台账比较"] if self.is_part else []
        rest += [f"其余 {left} 条存档没有重读"] if self.sample is not None and left > 0 else []
        if not rest:
            return found
        return f"查过的部分{'有 ' if others else ''}{found};{','.join(rest)},不能当作全部核对"
