"""The self-check (自查表, form `self-check`): the inspection indicators of a year that pages can show.

Everything that decides a number is data here: `indicators.csv` (the indicators as the inspection documents
have them), `judging.csv` (how each is judged: threshold, score, years, statement, rule, or why it cannot be
seen), `cycles.csv` (how often what has to be updated), `outcomes.csv` (what the outcome of a link says).
"""

from warehouse.self_check.records import (
    FORM,
    SCORE,
    STATE_WORDS,
    TITLE,
    VERDICT,
    Cycle,
    Indicator,
    Judged,
    LinkOutcome,
    read_cycles,
    read_indicators,
    read_judging,
    read_outcomes,
    regime_of,
)

__all__ = (
    "FORM",
    "SCORE",
    "STATE_WORDS",
    "TITLE",
    "VERDICT",
    "Cycle",
    "Indicator",
    "Judged",
    "LinkOutcome",
    "read_cycles",
    "read_indicators",
    "read_judging",
    "read_outcomes",
    "regime_of",
)
