"""What a reader leaves out, counted while it reads; and with which outcome it ends."""

from __future__ import annotations

from scrapers.documents.records import LeftOut, Reading


class Tally:
    """Counts by word and place, in the order in which they first came up."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, what: str, count: int = 1, where: str = "") -> None:
        """`what`: a word of `vocabulary/left_out.csv`; nothing where the count is 0."""
        if count:
            self._counts[what, where] = self._counts.get((what, where), 0) + count

    def left_out(self) -> list[LeftOut]:
        """As records."""
        return [LeftOut(what, where, count) for (what, where), count in self._counts.items()]

    def __contains__(self, what: str) -> bool:
        """Whether any such thing was left out."""
        return any(word == what for word, _ in self._counts)


def ended(reading: Reading, stopped: bool, unread: list[str]) -> Reading:
    """The reading with its outcome: `damaged` where parts are not whole, `partial` where time or room
    ended."""
    if unread:
        reading.outcome = "damaged"
        reading.reason = f"文件损坏:{'、'.join(unread[:5])} 不完整,只读到其余的部分"
    elif stopped:
        reading.outcome = "partial"
        reading.reason = "时间或单元格数到了上限,后面的没有读"
    return reading
