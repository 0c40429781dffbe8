"""Whether the words of a count leave it all of its category: 发布动态信息20条 do, 发布疫情防控动态信息20条
and 发布通知、稿件20篇 do not. Only words that are known to narrow nothing may stand with the category's own;
they are data: `whole.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.reconcile.lexicon import lexicon
from warehouse.reconcile.placing import TOTAL, words_of
from warehouse.reconcile.records import Counted

WORDS = Path(__file__).with_name("whole.toml")

_WHOLE, _OPEN, _NOUN = "\ue000", "\ue001", "\ue002"
"""Stand in a text for words of the category, words that may narrow it, and nouns that say nothing."""
_BETWEEN = re.compile(r"、|以及|和|及(?!时)|与|或|并")
_NO_WORDS = re.compile("相关|有关")
_CLAUSE = re.compile(r"[,，;；。:：\n]")
_BRACKET = re.compile(r"[(（]([^()（）]*)(?:[)）]|$)")
"""The last one may be left open: a segment ends without its closing marks."""
_BEHIND = re.compile(r"^的|^[,，]?(?:均|全部|都|全)(?:为|是|属于|系)")
_ABOUT = re.compile(
    r"(?:围绕|聚焦|针对|关于|涉及|突出|结合|就)([^,，、;；。]{2,20})|"
    r"([^,，、;；。]{2,12})(?:方面|领域|工作中|专栏|专题|专区|板块|频道)(?!类?信息?[【(（]?(?:至少|约|近)?\d)"
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Why a count need not be all of its category."""

    why: str
    """In words (Chinese)."""
    is_open: bool = False
    """It may be all of it."""


def narrowed(count: Counted, category: str, organ: Sequence[str] = ()) -> Narrowed | None:
    """None where nothing said of the count narrows it. `organ`: how the report calls its own organ."""
    before, _, behind = count.segment.partition(count.raw) if count.raw else (count.segment, "", "")
    words = _said()["why"]
    if found := _by_words(_without(count.what, organ), category):
        return found
    clauses = _CLAUSE.split(_without(before, organ))
    if not _has_word(count.what, category):
        named = [clause for clause in clauses if _has_word(clause, category)]
        if named and (found := _by_words(_bare(named[-1]), category)):
            return found
    brackets = [*_BRACKET.findall(clauses[-1]), *(match[1] for match in [_BRACKET.match(behind)] if match)]
    if _BEHIND.search(behind) or any(_is_kind(said, category) for said in brackets):
        return Narrowed(words["behind"])
    if about := _about(clauses, category):
        return Narrowed(words["about"].format(words=about))
    if count.whole is None and "其中" in before:
        return Narrowed(words["among"], True)
    return None


def _by_words(what: str, category: str) -> Narrowed | None:
    rest, may_be, is_list = _rest(what, category)
    if rest:
        return Narrowed(_said()["why"]["qualified"].format(words=rest))
    if is_list:
        return Narrowed(_said()["why"]["listed"])
    return Narrowed(_said()["why"]["open"].format(words=may_be), True) if may_be else None


def _rest(what: str, category: str) -> tuple[str, str, bool]:
    """What narrows the category, what may narrow it, and whether something else is named beside it."""
    data = _of(category)
    together = data.together if all(word in what for word in data.together) else ()
    may_be: list[str] = []

    def told(match: re.Match[str]) -> str:
        word = match[0]
        if word in data.open:
            may_be.append(word)
            return _OPEN
        return _WHOLE if word in data.whole or word in together else word

    text = data.beside.sub("", data.any.sub(told, _NO_WORDS.sub("", what)))
    pieces = [_piece(piece) for piece in _BETWEEN.split(text)]
    rest = "".join(re.sub(f"[{_WHOLE}{_OPEN}{_NOUN}]", "", piece) for piece in pieces)
    named = [bool(re.search(f"[{_WHOLE}{_OPEN}]", piece)) for piece in pieces]
    others = [_NOUN in piece and not has for piece, has in zip(pieces, named, strict=True)]
    return rest, "、".join(may_be), any(others) and any(named)


def _piece(text: str) -> str:
    for word in _said()["nouns"]:
        text = text.replace(word, _NOUN)
    return _filler().sub("", text)


def _has_word(text: str, category: str) -> bool:
    data = _of(category)
    return bool(data.any.search(_NO_WORDS.sub("", text)))


def _is_kind(said: str, category: str) -> bool:
    """Whether words in brackets say of which kind the items are (疫情防控类), and are no remark or sum."""
    return len(said) > 1 and not re.search(r"\d", said) and bool(_rest(said, category)[0])


def _bare(clause: str) -> str:
    """A clause without brackets and without the numbers that it counts itself."""
    return lexicon().count.sub("", _BRACKET.sub("", clause))


def _about(clauses: Sequence[str], category: str) -> str:
    """What the words before the count say that it is about, other than the category itself."""
    for match in _ABOUT.finditer(",".join(clauses[-2:])):
        said = next(filter(None, match.groups()))
        if not _has_word(match[0], category) and _rest(said, category)[0]:
            return str(said)
    return ""


def _without(text: str, organ: Sequence[str]) -> str:
    """The text without the report's own organ, which may stand with the rank of its place (市财政局)."""
    for name in organ:
        text = re.sub(f"[省市县区旗州]?{re.escape(name)}", "", text)
    return text


@dataclass(frozen=True, slots=True)
class _Words:
    whole: tuple[str, ...]
    open: tuple[str, ...]
    together: tuple[str, ...]
    beside: re.Pattern[str]
    any: re.Pattern[str]
    """All of these words, those that name a part of it among them."""


@cache
def _of(category: str) -> _Words:
    said = _said()
    part = {kind: tuple(said[kind].get(category, ())) for kind in ("open", "narrow", "together", "beside")}
    less = {*part["open"], *part["narrow"], *part["together"]}
    own = () if category == TOTAL else (category,)
    whole = (
        *own,
        *(word for word in words_of(category) if word not in less),
        *said["whole"].get(category, ()),
    )
    named = _any({*whole, *less})
    return _Words(whole, part["open"], part["together"], _any({*part["beside"]}), named)


def _any(words: set[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; nothing where there is none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)")


@cache
def _filler() -> re.Pattern[str]:
    return re.compile("|".join(_said()["filler"]))


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
