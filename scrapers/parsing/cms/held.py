"""Whether a page may hold what a regular expression looks for, by the words that every match of it holds.

Most pages hold none of most systems' marks, and looking for a word takes a fraction of the time that running
the expression over the page does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scrapers.parsing.page.dom import lowered

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|.", re.DOTALL)
_SPECIAL = frozenset(".^$*+?{}[]()|\\")
_ANY_CASE = int(re.IGNORECASE)
"""As a number, which is asked for a bit in a tenth of the time that a flag takes."""
_REPEATING = frozenset("*?+{")
_OF_OTHERS = frozenset("iks")
"""Letters that in any case are also letters beyond ASCII: İ, ı, the Kelvin sign, the long s."""
_SHORTEST = 2
"""Letters of a word that is worth looking for."""


def may_hold(source: str, pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` can be found in a text at all; False is certain. Expressions that do not care for
    case are looked for by lower-case words."""
    alternatives = _words_of(pattern)
    if not alternatives:
        return True
    if pattern.flags & _ANY_CASE:
        source = lowered(source)
    for words in alternatives:
        for word in words:
            if word not in source:
                break
        else:
            return True
    return False


def found_in(source: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """As `pattern.finditer`, looked for only where it may be held."""
    if not may_hold(source, pattern):
        return iter(())
    bare = _without_border(pattern)
    return pattern.finditer(source) if bare is None else _at_border(source, pattern, bare)


def _at_border(source: str, pattern: re.Pattern[str], bare: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """A word border at the beginning keeps the engine from jumping to where an expression's words stand, and
    costs more than all else: it is looked for without, and then there with it."""
    found = bare.search(source)
    while found is not None:
        whole = pattern.match(source, found.start())
        if whole is not None:
            yield whole
        found = bare.search(source, whole.end() if whole is not None else found.start() + 1)


@cache
def _without_border(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """The expression without the word border before its first letter; None where it does not begin so. In one
    for any case that letter is written in both: the engine jumps to no letter of any case."""
    bare = pattern.pattern.removeprefix(r"\b")
    if bare == pattern.pattern or not bare[:1].isascii() or not bare[:1].isalpha():
        return None
    if not pattern.flags & _ANY_CASE:
        return re.compile(bare)
    letter = bare[0].lower()
    if letter in _OF_OTHERS or bare[1:2] in _REPEATING or len(_words_of(pattern)) != 1:
        return None
    return re.compile(f"[{letter}{letter.upper()}](?i:{bare[1:]})")


@cache
def _words_of(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    found = words_of(pattern.pattern)
    if pattern.flags & _ANY_CASE:
        found = tuple(tuple(word.lower() for word in words) for words in found)
    return found


def words_of(pattern: str) -> tuple[tuple[str, ...], ...]:
    """For each alternative of a regular expression the words that stand in it outside of groups, classes and
    repetitions: each match holds all the words of one. Empty where some alternative has none."""
    alternatives: list[tuple[str, ...]] = []
    words: dict[str, None] = {}
    run, depth = "", 0
    for token in (*_TOKEN.findall(pattern), "|"):
        if token in ("*", "?") or token[0] == "{" != token:  # what stands before it need not be there
            run = run[:-1]
        if depth == 0 and (letter := _letter(token)):
            run += letter
            continue
        if len(run) >= _SHORTEST:
            words[run] = None
        run = ""
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            alternatives.append(tuple(sorted(words, key=len, reverse=True)))
            words = {}
    return tuple(alternatives) if all(alternatives) else ()


def _letter(token: str) -> str:
    """The letter that a part of an expression stands for; '' where it stands for anything else."""
    if len(token) == 2 and token[0] == "\\" and not token[1].isalnum():
        return token[1]
    return token if len(token) == 1 and token not in _SPECIAL else ""
