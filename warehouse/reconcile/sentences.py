"""Counts in sentences: 「发布政策解读信息39条」 says 39 of 发布政策解读信息, in 条.

A count is a number with a unit that counts (`sentences.toml`). Years, days, numbers of documents, articles
and telephones have no such unit; a share (占88.6%), a duration and a daily rate (日均3条) are none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scrapers.documents.numbers import Number, numbers_in
from warehouse.reconcile.flat import flat, sentences
from warehouse.reconcile.lexicon import lexicon
from warehouse.reconcile.records import Counted, Precision

_HARD = re.compile(r"[,，;；。:：!！?？\n]")
_SEGMENT = re.compile(r"[;；。:：\n]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[(（][^()（）]*$|^[^()（）]*[)）]")
_EDGES = "、,，;；:：。!！？?（）() \n"
_BEHIND = re.compile(r"[,，;；。:：、(（)）\n]")
_NO_RANGE = re.compile(r"(?<=[全今本当去])年|(?<=[达收接得受办])到")
"""Behind 年 a number is a part of a date and behind 到 the end of a range; behind 全年 and 收到 it is
neither."""


def counted(text: str) -> tuple[Counted, ...]:
    """The counts of a text in the order in which they stand there, none in words (没有发生…) among them; the
    places are characters of the text. `whole` is not settled here (`sums`)."""
    plain = flat(text)
    found: list[Counted] = []
    for start, sentence in sentences(plain.text):
        in_it = [*_numbers(sentence), *_none(sentence)]
        for at, what, number, unit, raw, precision in sorted(in_it, key=lambda each: each[0]):
            begins, ends = plain.place(start + at), plain.place(start + at + len(raw) - 1) + 1
            segment = _segment(sentence, at)
            found.append(
                Counted(what, number, unit, begins, ends, sentence.strip(), segment, precision, raw=raw)
            )
    return tuple(found)


_Found = tuple[int, str, Decimal, str, str, Precision]


def _numbers(sentence: str) -> Iterator[_Found]:
    words = lexicon()
    numbers = [
        (at, number, sentence[at : at + len(number.raw)])
        for at, number in numbers_in(_NO_RANGE.sub("_", sentence))
        if number.unit in words.groups and number.raw.removesuffix(number.unit) not in words.articles
    ]
    ends, what = 0, ""
    for place, (at, number, raw) in enumerate(numbers):
        limit = numbers[place + 1][0] if place + 1 < len(numbers) else len(sentence)
        before = _before(sentence, ends, at)
        # Two numbers of one thing side by side: 短信94期1247条.
        what = what if place and ends == at else _what(sentence, before, at, at + len(raw), limit)
        ends = at + len(raw)
        if not words.rates.search(sentence[before:at]):
            yield at, what, _whole(number.value), number.unit, raw, precision(number, sentence[:at])


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _before(sentence: str, after: int, at: int) -> int:
    """Where the words before a number begin: behind the last mark, and behind the number before."""
    marks = [match.end() for match in _HARD.finditer(sentence, 0, at)]
    inside = _open_bracket(sentence, at)
    return max([after, inside, *marks[-1:]])


def _open_bracket(sentence: str, at: int) -> int:
    """Behind the bracket that is open at `at`; 0 where none is."""
    depth = 0
    for place in range(at - 1, -1, -1):
        if sentence[place] in ")）":
            depth += 1
        elif sentence[place] in "(（":
            if not depth:
                return place + 1
            depth -= 1
    return 0


def _what(sentence: str, begin: int, at: int, end: int, limit: int) -> str:
    """What is counted: the words before the number and those behind it up to the next mark; where these say
    nothing (共计109条), the words before the mark as well."""
    mark = _BEHIND.search(sentence, end)
    stop = mark.start() if mark else len(sentence)
    # Words that another number follows without a mark between are that one's.
    said = _clean(sentence[begin:at]) + (_clean(sentence[end:stop]) if stop <= limit else "")
    while begin > 0 and lexicon().empty.fullmatch(said):
        marks = [match.end() for match in _HARD.finditer(sentence, 0, begin - 1)]
        start = marks[-1] if marks else 0
        said, begin = _clean(lexicon().count.sub("", sentence[start:begin])) + said, start
    return said or _clean(sentence[end : min(stop, limit)])


def _clean(text: str) -> str:
    plain = _BRACKETS.sub("", text).strip(_EDGES)
    return plain[lexicon().leading.match(plain).end() :].strip(_EDGES)  # type: ignore[union-attr]


def _segment(sentence: str, at: int) -> str:
    marks = [match.end() for match in _SEGMENT.finditer(sentence, 0, at)]
    behind = _SEGMENT.search(sentence, at)
    return sentence[marks[-1] if marks else 0 : behind.start() if behind else len(sentence)].strip(_EDGES)


def precision(number: Number, before: str) -> Precision:
    """How far a number is exact. `before`: what stands in front of it."""
    if not number.approximate and not before.endswith(("已逾", "已超")):
        return "exact"
    raw = number.raw
    for bound, said in lexicon().bounds:
        if any(raw.startswith(word) or raw.endswith(word) for word in said):
            return bound
        if any(word in raw.removesuffix(number.unit)[1:] for word in said):
            return bound
    return "about"


def _none(sentence: str) -> Iterator[_Found]:
    """None in words, a count of 0 for each subject that the clause names behind 没有, 未收到 or 无."""
    words = lexicon()
    for said in words.none.finditer(sentence):
        mark = re.compile(r"[,，;；。:：\n\d]").search(sentence, said.end())
        clause = sentence[said.end() : mark.start() if mark else len(sentence)]
        if mark and mark[0].isdigit():
            continue
        for subject in words.subjects:
            if match := subject.words.search(clause):
                at = said.end() + match.start()
                yield at, subject.what, Decimal(0), subject.unit, match[0], "exact"
