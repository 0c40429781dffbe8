"""What a row of RTF is: its cells' right edges, and merging, as its control words say them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapers.documents.words.boxes import MOST_COLUMNS, Box, Row


@dataclass(slots=True)
class RowOf:
    """The row that is being defined: from `trowd` on."""

    boxes: Row = field(default_factory=list)
    left: int = 0
    _beside: bool = False
    _top: bool = False
    _below: bool = False

    def word(self, word: str, number: int) -> None:
        """One of `WORDS`."""
        if word == "trowd":
            self.boxes, self.left = [], 0
            self._beside = self._top = self._below = False
        elif word == "trleft":
            self.left = number
        elif word == "clmrg":
            self._beside = True
        elif word == "clvmgf":
            self._top = True
        elif word == "clvmrg":
            self._below = True
        elif word == "cellx" and len(self.boxes) < MOST_COLUMNS:
            left = self.boxes[-1].right if self.boxes else min(self.left, number)
            self.boxes.append(Box(left, number, "", self._beside, self._top, self._below))
            self._beside = self._top = self._below = False


WORDS = frozenset(("trowd", "trleft", "clmrg", "clvmgf", "clvmrg", "cellx"))
