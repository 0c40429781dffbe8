"""The numbered parts of a report: the six of the forms since 2019 by their heads, whose wording varies; of
older and free reports the parts that their own heads say."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from warehouse.reconcile.records import Problem, Section

_NUMERALS = "一二三四五六七八九十"
_BETWEEN = r"[^\S\n]*[\W_]?[^\S\n]*"
_OTHER = re.compile(
    rf"(?:^|\n|[。\u3000\t])[^\S\n]*([{_NUMERALS}])、([^\n。，,;；:：\u3000]{{2,30}})(?=\n|\u3000|$)"
)
_MODERN = "收到和处理"
"""In the third head of the forms since 2019 only."""
_BEFORE = 14
"""Signs that may stand between a head's number and the words that tell it."""
SIX = 6
"""Parts of a report since 2019 (国办公开办函〔2019〕60号, 〔2021〕30号)."""


def parts(text: str) -> tuple[Section, ...]:
    """The parts in their order in the text; each ends where the next begins, the last with the text.

    Heads may stand in the middle of a line, where a page's text was kept without its line ends."""
    heads = _six(text)
    if not any(_MODERN in head for _, head, _ in heads):
        heads = max(heads, [*_others(text)], key=len)
    begins = [*(at for _, _, at in heads), len(text)]
    return tuple(Section(*each, begins[place + 1]) for place, each in enumerate(heads))


def lacking(sections: Sequence[Section]) -> tuple[Problem, ...]:
    """Which of the six are not there, for a report of the forms that prescribe them."""
    there = {section.number for section in sections}
    without = [_NUMERALS[number - 1] for number in range(1, SIX + 1) if number not in there]
    return (Problem("section", f"没有找到第{'、'.join(without)}部分的标题"),) if without else ()


def _six(text: str) -> list[tuple[int, str, int]]:
    """Each head that is found behind the one before it; where a table of contents names them first, those
    of the body: of ways with as many heads the one that spans the most text."""
    (_, first), (_, second) = _patterns()[:2]
    begins = (
        [match.start() for match in first.finditer(text)] or [m.start() for m in second.finditer(text)] or [0]
    )
    ways = [[*_behind(text, start)] for start in begins]
    return max(ways, key=lambda heads: (len(heads), heads[-1][2] - heads[0][2] if heads else 0))


def _behind(text: str, start: int) -> Iterator[tuple[int, str, int]]:
    for number, pattern in _patterns():
        if match := pattern.search(text, start):
            yield number, " ".join(match[1].split()), match.start(1)
            start = match.end()


def _others(text: str) -> Iterator[tuple[int, str, int]]:
    expected = 1
    for match in _OTHER.finditer(text):
        if match[1] == _NUMERALS[expected - 1 : expected]:
            yield expected, f"{match[1]}、{match[2].strip()}", match.start(1)
            expected += 1


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    file = (Path(__file__).parent / "sections.csv").read_text(encoding="utf-8")
    return tuple(
        (int(row["number"]), _pattern(int(row["number"]), row["words"]))
        for row in csv.DictReader(file.splitlines())
    )


def _pattern(number: int, words: str) -> re.Pattern[str]:
    """A head with its number; words may stand before those that tell it
    (五、政府信息公开工作存在的主要问题…), spaces and other marks between its signs."""
    ways = sorted(words.split("|"), key=len, reverse=True)
    signs = [
        "".join(f"{re.escape(sign)}[^\\S\\n]*" if sign != "、" else "[、,，和及]?" for sign in way)
        for way in ways
    ]
    before = rf"[^\n。；;、．,，]{{0,{_BEFORE}}}?"
    return re.compile(rf"({_NUMERALS[number - 1]}\s*[、.．,，]\s*{before}(?:{'|'.join(signs)}))")
