"""Whether a page may hold what a regular expression looks for, by the words that every match of it holds.

Most pages hold none of most systems' marks, and looking for a word takes a fraction of the time that running
the expression over the page does.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|.", re.DOTALL)
_SPECIAL = frozenset(".^$*+?{}[]()|\\")
_SHORTEST = 2
"""Letters of a word that is worth looking for."""


def may_hold(source: str, pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` can be found in a text at all; False is certain. Expressions that do not care for
    case are looked for by lower-case words."""
    alternatives = _words_of(pattern)
    if not alternatives:
        return True
    if pattern.flags & re.IGNORECASE:
        source = _lowered(source)
    for words in alternatives:
        for word in words:
            if word not in source:
                break
        else:
            return True
    return False


@lru_cache(maxsize=4)  # each page is asked for many expressions, one after another
def _lowered(source: str) -> str:
    return source.lower()


@cache
def _words_of(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    found = words_of(pattern.pattern)
    if pattern.flags & re.IGNORECASE:
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
