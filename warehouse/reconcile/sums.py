"""Parts against their totals, as a text states them: 「共公开664件。其中,文件类47件,公示公告85个…」."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import accumulate, combinations

from warehouse.reconcile.lexicon import lexicon
from warehouse.reconcile.records import Added, Counted, Outcome

_MOST = 14
"""Parts of which every selection is looked at for one that makes up the total."""
_ENDS = re.compile(r"[。!！?？\n]")
_BLANKS = re.compile(r"[^\S\n]+")
_HARD = re.compile(r"[,，、;；]")
_OPENED = re.compile(r"[(（][^()（）]*$")
_LISTS = re.compile(r"[:：(（]")


_LONGEST = 100
"""Counts that are looked at for one list; the longest list of the reports at hand has 9."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A total and its parts, by their places among the counts."""

    whole: int
    parts: tuple[int, ...]
    how: str
    """open (其中), closed (分别为, a colon, a bracket), lead (共…), total (…合计), adds (only because it
    does)."""
    unfinished: bool


def with_wholes(counts: Sequence[Counted], text: str) -> tuple[tuple[Counted, ...], tuple[Added, ...]]:
    """The counts of a text, each part with the place of its whole, and every list of parts against its
    total."""
    listed = [*_Lists(counts, text).all()]
    wholes = {part: counts[each.whole].at for each in reversed(listed) for part in each.parts}
    marked = tuple(replace(count, whole=wholes.get(place)) for place, count in enumerate(counts))
    added = [_added(marked[each.whole], [marked[part] for part in each.parts], each) for each in listed]
    return marked, tuple(each for each in added if each is not None)


class _Lists:
    """Finds the lists of parts among the counts of a text."""

    def __init__(self, counts: Sequence[Counted], text: str) -> None:
        self._counts = counts
        begins = [*(count.at for count in counts), len(text)]
        self._gaps = [_BLANKS.sub("", text[c.ends : at]) for c, at in zip(counts, begins[1:], strict=False)]
        """What stands behind each count up to the next."""
        self._depths = [*self._nested()]

    def _nested(self) -> Iterator[int]:
        """How many brackets are open at each count, within its paragraph."""
        depth = 0
        for gap in self._gaps:
            yield depth
            depth = (
                0
                if "\n" in gap
                else max(depth + len(re.findall("[(（]", gap)) - len(re.findall("[)）]", gap)), 0)
            )

    def all(self) -> Iterator[_Listed]:
        """Lists in the order of their totals; a total has one."""
        ways: tuple[Callable[[int], _Listed | None], ...] = (
            partial(self._behind_a_word, lexicon().open, "open"),
            partial(self._behind_a_word, lexicon().closed, "closed"),
            self._behind_a_mark,
            self._behind_a_lead,
            self._before_a_total,
        )
        parts: set[int] = set()
        for place in range(len(self._counts)):
            found = next((listed for way in ways if (listed := way(place))), None)
            # Parts that happen to add up among themselves (11 of 7 and 4) are no totals.
            if found and not (found.how in ("adds", "lead") and place in parts):
                parts |= set(found.parts)
                yield found

    def _behind_a_word(self, word: re.Pattern[str], how: str, whole: int) -> _Listed | None:
        """664件。其中,文件类47件…: the word stands in the same sentence, or begins the next one."""
        gap = self._gaps[whole]
        said = word.search(gap)
        if said is None or whole + 1 == len(self._counts):
            return None
        before = gap[: said.start()]
        ends = [match.end() for match in _ENDS.finditer(before)]
        if _ENDS.search(gap, said.end()) or (ends and before[ends[0] :].strip("\n 　")):
            return None
        # 在线访谈1次(其中负责人【请填写】),回应3次; 访谈1次,发布会【请填写】(其中负责人3次): not of the 1.
        brackets = re.sub("[^()（）]", "", gap[said.end() :])
        opened = _OPENED.search(before)
        if brackets.startswith((")", "）")) or (opened and _HARD.search(before[: opened.start()])):
            return None
        return self._listed(self._outside(whole), whole + 1, how)

    def _outside(self, place: int) -> int:
        """The count that a list behind `place` is of: where that one stands in a bracket that closes
        before the list (3607件(自然人3493件…)。其中,…), the one before the bracket."""
        depth = self._depths[place + 1]
        while place and self._depths[place] > depth and not _ENDS.search(self._gaps[place - 1]):
            place -= 1
        return place

    def _behind_a_mark(self, whole: int) -> _Listed | None:
        """130条(信息公开年报1条,机构职能1条…), 130条:信息公开年报1条…"""
        mark = _LISTS.match(self._gaps[whole])
        if whole + 1 == len(self._counts):
            return None
        if mark and mark[0] in "(（" and self._depths[whole + 1] <= self._depths[whole]:
            return None  # A remark, which closes before the next count: 39条(数据不完整).
        listed = (
            self._listed(whole, whole + 1, "closed") if mark and not _ENDS.search(self._gaps[whole]) else None
        )
        return listed if listed and len(listed.parts) > 1 else None

    def _behind_a_lead(self, whole: int) -> _Listed | None:
        """共公开109条,工作动态类60条、政务公开类9条…: where no word says that they are parts, they are where
        they add up, or where 共 stands before and the list has one mark (、) throughout."""
        count, listed = self._counts[whole], self._listed(whole, whole + 1, "lead")
        if (
            listed is None
            or len(listed.parts) < 2
            or _ENDS.search(self._gaps[whole])
            or self._in_a_list(whole)
        ):
            return None
        if sum(self._counts[part].number for part in listed.parts) == count.number:
            return replace(listed, how="adds")
        marks = all(self._gaps[part].startswith("、") for part in listed.parts[:-1])
        return listed if marks and lexicon().lead.search(count.what) else None

    def _in_a_list(self, place: int) -> bool:
        """Whether a count stands behind another one's 、."""
        return place > 0 and self._gaps[place - 1].startswith("、")

    def _before_a_total(self, whole: int) -> _Listed | None:
        """网站163条,微信23条,村务公开栏18条,合计204条"""
        count = self._counts[whole]
        if not lexicon().total.search(count.what):
            return None
        first = whole
        while first and not _ENDS.search(self._gaps[first - 1]) and self._alike(first - 1, whole):
            first -= 1
        return _Listed(whole, tuple(range(first, whole)), "total", False) if whole - first > 1 else None

    def _listed(self, whole: int, first: int, how: str) -> _Listed | None:
        """The counts from `first` on that stand in one list, and of these the parts of the whole."""
        listed: list[int] = []
        separators = ""
        for place in range(first, min(first + _LONGEST, len(self._counts))):
            if self._ended(listed[-1] if listed else first, place, separators):
                break
            if self._depths[place] == self._depths[first] and self._counts[place].number:
                if len(listed) == 1:
                    between = "".join(self._gaps[listed[0] : place])
                    separators = ";；" if re.search("[;；]", between) else "none"
                listed.append(place)
        parts = self._parts(whole, listed)
        if not parts:
            return None
        return _Listed(whole, tuple(parts), how, self._gaps[parts[-1]].startswith(lexicon().unfinished))

    def _parts(self, whole: int, listed: Sequence[int]) -> Sequence[int]:
        """Of a list the counts in units of the whole, as many of them as make it up (what is told behind
        them is told of something else); where only all units together make it up (32个: 3次, 29件), all."""
        total = self._counts[whole].number
        alike = [place for place in listed if self._alike(place, whole)]
        for some in (alike, listed):
            sums = accumulate(self._counts[place].number for place in some)
            ends = next((count for count, number in enumerate(sums, 1) if number == total), 0)
            if ends and (some is alike or ends > 1):
                return some[:ends]
        return alike

    def _ended(self, last: int, place: int, separators: str) -> bool:
        """Whether the list ended between two places: at the sentence's end, at another 其中, at a bracket
        that closes; at a ; where commas part its members."""
        between = "".join(self._gaps[last:place])
        if (
            _ENDS.search(between)
            or lexicon().open.search(between)
            or lexicon().other.search(between)
            or self._depths[place] < self._depths[last]
        ):
            return True
        return separators == "none" and re.search("[;；]", between) is not None

    def _alike(self, one: int, other: int) -> bool:
        return lexicon().alike(self._counts[one].unit, self._counts[other].unit)


def _added(whole: Counted, parts: Sequence[Counted], listed: _Listed) -> Added | None:
    """The parts against the whole; None where one part of an open list says nothing."""
    total = sum((part.number for part in parts), Decimal(0))
    less = whole.number - total
    if listed.how == "open" and len(parts) == 1 and less >= 0:
        return None
    said = "" if whole.precision == "exact" else f",总数写作“{whole.raw}”"
    outcome, reason = _judged(whole, parts, listed, less) if less else ("equal", f"各部分之和等于总数{said}")
    return Added(whole, tuple(parts), outcome, less, reason)


def _judged(whole: Counted, parts: Sequence[Counted], listed: _Listed, less: Decimal) -> tuple[Outcome, str]:
    """Why parts that are not the total may still be right (domain/README, identities)."""
    more = "少" if less > 0 else "多"
    said = f"各部分之和 {whole.number - less:f},比总数 {whole.number:f} {more} {abs(less):f}"
    if whole.precision != "exact" or any(part.precision != "exact" for part in parts):
        return "uncertain", f"{said};其中有约数"
    if listed.unfinished and less > 0:
        return "uncertain", f"{said};列举以“等”结束,没有列全"
    closes = any(lexicon().rest.search(part.what) for part in parts)
    if less > 0 and listed.how == "open" and not closes:
        return "uncertain", f"{said};“其中”之后不一定列全"
    if listed.how == "lead":
        return "uncertain", f"{said};没有写明这些是它的分项"
    if less < 0 and (left := _overlapping(whole, parts)):
        without = "、".join(f"{each.number:f}{each.unit}" for each in left)
        return "uncertain", f"{said};不计 {without} 时正好相等,可能重叠"
    return "differs", said


def _overlapping(whole: Counted, parts: Sequence[Counted]) -> tuple[Counted, ...]:
    """The fewest parts without which the others make up the total; () where none do."""
    for many in range(1, len(parts) - 1 if len(parts) <= _MOST else 0):
        for left in combinations(parts, many):
            if sum(part.number for part in parts if part not in left) == whole.number:
                return left
    return ()
