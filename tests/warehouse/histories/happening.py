"""What can happen in a night, by name: each draws what it touches by a chance of its own, so that leaving one
out of a history leaves the others what they were."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.warehouse.histories.living import History

Happening = Callable[["History", Random], str | None]
"""Brings it about and says in words what was done; None where there was nothing to do it to."""

HAPPENINGS: dict[str, Happening] = {}
OFTEN: dict[str, int] = {}
"""How many times each lies in the deck that nights are dealt from."""

Plan = list[list[str]]
"""The happenings of each night."""


def happening(often: int = 1) -> Callable[[Happening], Happening]:
    """Registers a happening under its function's name."""

    def register(function: Happening) -> Happening:
        name = function.__name__
        assert name not in HAPPENINGS, name
        HAPPENINGS[name], OFTEN[name] = function, often
        return function

    return register


def drawn(seed: int, nights: int, busy: int) -> Plan:
    """The plan of a history: `busy` happenings a night, dealt so that each comes as often as it should."""
    chance = Random(seed)
    deck: list[str] = []
    plan: Plan = []
    for _ in range(nights):
        hand: list[str] = []
        while len(hand) < busy:
            if not deck:
                deck = [name for name, often in sorted(OFTEN.items()) for _ in range(often)]
                chance.shuffle(deck)
            hand.append(deck.pop())
        plan.append(sorted(set(hand), key=hand.index))
    return plan
