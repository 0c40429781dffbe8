"""A citizen's letter (公众留言, 领导信箱): when it was written, when answered, and whether it is.

What the page does not prove is None: a letter may be answered elsewhere, and a page that prints no answer
part at all says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.observing.parts import Part, parts_of
from scrapers.parsing.observing.vocabulary import Vocabulary
from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.words.letters import (
    FORWARDED,
    LABELS,
    NO_ANSWER,
    NONE_YET,
    SAYS_MORE,
    STATES,
    UNDER_WAY,
    UNKNOWN,
    WEAK,
    LetterPart,
    State,
)
from scrapers.records import Observation

VOCABULARY = Vocabulary(LABELS)
_GATE = tuple(
    word
    for word, part in LABELS.items()
    if part in ("written", "marks", "answer", "state") and word not in WEAK
)
_ANY = re.compile("|".join(map(re.escape, _GATE)))
_OWN = frozenset(label for label, part in LABELS.items() if part != "other")
LETTERS_OWN = frozenset(
    label
    for label, part in LABELS.items()
    if part == "written" or label.endswith(("内容", "标题", "主题", "编号"))
)
"""Labels that stand once on the page of a letter."""
LONGEST_STATE = 12
"""Letters of what a page prints for a state, at most."""
ANSWERS: Mapping[State, str | None] = {
    "answered": "answered",
    "waiting": "unanswered",
    "taken": "unanswered",
    "closed": None,
    "yes": None,
    "no": None,
}
"""What a state says where nothing stands beside it."""
INTERIM = 40
"""Letters of a sentence that says no more than that an answer is to come, at most."""
FORWARDING = 120
"""Letters of an answer that says no more than to whom the letter was handed on, at most."""
SAID_EMPTY = 16
"""Letters of a sentence that stands in the place of an answer, at most."""
_BARE = re.compile(r"[\s。.!！,，;；:：…~～\-—_()（）\[\]【】]+")


def looks_like_letter(shown: str) -> bool:
    """Whether a page's words, without white space, hold a label that letters have."""
    return _ANY.search(shown) is not None


def letter_of(facts: PageFacts, *, expected: bool) -> tuple[Observation, ...]:
    """What the page of a letter says; () where it is none, or holds several. `expected`: its section is one
    of letters, so that labels count that other pages have as well."""
    parts = parts_of(facts.page_lines, VOCABULARY, _OWN)
    parts = [part for part in parts if LABELS[part.label] != "other"]
    if not _is_letter(parts, expected=expected):
        return ()
    written = _days(parts, "written")
    if len(written) > 1 or _are_several(parts):
        return ()
    value = _answer(parts, _days(parts, "answered"))
    found = [Observation("letter", "answer", value)]
    if written:
        found.append(Observation("letter", "written", None, written[0]))
    day = _answered_on(parts) if value == "answered" else None
    if day is not None:
        found.append(Observation("letter", "answered", None, day))
    return tuple(sorted(found, key=lambda one: one.fact))


def _are_several(parts: Sequence[Part]) -> bool:
    """Whether a page holds several letters: a label that a letter has once stands over different values."""
    once: dict[str, set[str]] = {}
    for part in parts:
        if LABELS[part.label] in ("marks", "written") and part.label in LETTERS_OWN and part.value:
            if part.is_column_of_several:
                return True
            once.setdefault(part.label, set()).add(part.value)
    return any(len(values) > 1 for values in once.values())


def _answered_on(parts: Sequence[Part]) -> date | None:
    """The day of the first answer that says more than that one is to come; None where no day is printed, or
    it cannot be seen which of several it is."""
    days = [
        moment.day
        for part in parts
        if LABELS[part.label] == "answered" and (moment := find_moment(part.first)) is not None
    ]
    if len(set(days)) < 2:
        return days[0] if days else None
    answers = [part for part in parts if LABELS[part.label] == "answer"]
    if len(answers) != len(days):
        return None
    final = (
        day
        for day, part in zip(days, answers, strict=True)
        if not is_no_answer(part) and not is_interim(part)
    )
    return min(final, default=None)


def _is_letter(parts: Sequence[Part], *, expected: bool) -> bool:
    kinds = {LABELS[part.label] for part in parts if expected or part.label not in WEAK}
    all_kinds = {LABELS[part.label] for part in parts}
    if expected:
        return bool(kinds & {"written", "answered", "state", "answer"})
    marks = {part.label for part in parts if LABELS[part.label] == "marks" and part.label not in WEAK}
    own = {part.label for part in parts if part.label not in WEAK}
    return bool(own) and (
        ("written" in kinds and bool(all_kinds & {"marks", "answered", "state", "answer"}))
        or (len(marks) >= 2 and bool(all_kinds & {"written", "answered", "state", "answer"}))
        or (bool(marks) and bool(kinds & {"answered", "state", "answer"}))
        or ("answer" in kinds and bool(all_kinds & {"written", "answered", "marks"}))
    )


def _days(parts: Sequence[Part], part: LetterPart) -> list[date]:
    """The different days under labels of that kind, in page order."""
    days: dict[date, None] = {}
    for one in parts:
        if LABELS[one.label] == part and (moment := find_moment(one.first)) is not None:
            days.setdefault(moment.day)
    return list(days)


def _answer(parts: Sequence[Part], answered: Sequence[date]) -> str | None:
    """`answered`, `unanswered`, or None where the page proves neither or both."""
    states = {
        state
        for part in parts
        if LABELS[part.label] == "state" and (state := state_of(part.first, part.label))
    }
    answers = [part for part in parts if LABELS[part.label] == "answer"]
    if any(_BARE.sub("", part.value) in UNKNOWN for part in answers):
        return None
    given = [part for part in answers if not is_no_answer(part)]
    if given and "answered" not in states and all(is_interim(part) for part in given):
        return None  # it says that an answer is to come, which may be all there ever was
    if answers and not given and (answered or "answered" in states):
        return None  # a day or a state of an answer beside a place for it that is empty
    shown = bool(given) or bool(answered) or "answered" in states
    if "waiting" in states:
        return None if shown and (given or answered) else "unanswered"
    if shown:
        return "answered"
    if "closed" in states:
        return None
    if "taken" in states:
        return "unanswered"
    empty = [part for part in parts if LABELS[part.label] in ("answer", "answered")]
    return "unanswered" if empty and not any(part.is_scripted for part in empty) else None


def state_of(value: str, label: str = "") -> State | None:
    """What a value of a state says; None where it is no such word."""
    bare = _BARE.sub("", value)
    if len(bare) > LONGEST_STATE:
        return None
    said = STATES.get(bare)
    if said in ("yes", "no"):
        if not label.startswith("是否"):
            return None
        return "answered" if said == "yes" else "waiting"
    return said


def is_no_answer(part: Part) -> bool:
    """Whether nothing, or words for nothing, stand in the place of an answer."""
    bare = _BARE.sub("", part.value)
    if not bare:
        return not part.has_media
    if len(bare) <= SAID_EMPTY and (bare in NO_ANSWER or STATES.get(bare) in ("waiting", "taken")):
        return True
    return len(bare) <= INTERIM and any(word in bare for word in NONE_YET)


def is_interim(part: Part) -> bool:
    """Whether an answer only says that the letter came and is being dealt with."""
    bare = _BARE.sub("", part.value)
    if len(bare) <= INTERIM and any(word in bare for word in UNDER_WAY):
        return True
    if len(bare) > FORWARDING or any(word in bare for word in SAYS_MORE):
        return False
    return any(word in bare for word in FORWARDED) or (
        len(bare) <= SAID_EMPTY and bare.startswith(("转", "请"))
    )
