"""What an outcome means: which readings of a section are whole, after which a page is asked again. As data.

`section_outcomes.csv`: `whole` says that all the list holds was read (or that it says it holds nothing),
`read` that something was; `words` is how people are told. `fetch_outcomes.csv`: `answered` says that the host
had the page, `gone` that it has it no more; `asked_again` that the page is still to be read, next time;
`body_kept` that the archive has bytes of this answer that a reader can be given; `words` as
above. SQL asks the same tables (`warehouse.outcomes`). `grounds.csv`: what shows a reading to be complete.
`document_outcomes.csv`: `whole` says that all of a document was read, `text` that there may be text of it,
`clean` that the process that read it may go on; `left_out.csv`: what of a document was not read.
"""

from __future__ import annotations

import csv
from pathlib import Path

_ROOM = Path(__file__).parent


def _read(name: str, key: str = "outcome") -> dict[str, dict[str, str]]:
    with (_ROOM / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def _of(table: dict[str, dict[str, str]], quality: str) -> frozenset[str]:
    return frozenset(outcome for outcome, row in table.items() if row[quality] == "yes")


_SECTION, _FETCH = _read("section_outcomes.csv"), _read("fetch_outcomes.csv")

SECTION_OUTCOMES = frozenset(_SECTION)
OUTCOME_WORDS = {outcome: row["words"] for outcome, row in _SECTION.items()}
"""How a section's outcome is called where people read."""
GROUND_WORDS = {ground: row["words"] for ground, row in _read("grounds.csv", "ground").items()}
"""On what a complete reading rests, where people read."""
WHOLE, READ = _of(_SECTION, "whole"), _of(_SECTION, "read")

FETCH_OUTCOMES = frozenset(_FETCH)
FETCH_WORDS = {outcome: row["words"] for outcome, row in _FETCH.items()}
"""How an answer is called where people read."""
ANSWERED, GONE = _of(_FETCH, "answered"), _of(_FETCH, "gone")
ASKED_AGAIN, BODY_KEPT = _of(_FETCH, "asked_again"), _of(_FETCH, "body_kept")

_DOCUMENT = _read("document_outcomes.csv")
DOCUMENT_WORDS = {outcome: row["words"] for outcome, row in _DOCUMENT.items()}
"""How the outcome of reading a document is called where people read."""
DOCUMENT_WHOLE, DOCUMENT_TEXT = _of(_DOCUMENT, "whole"), _of(_DOCUMENT, "text")
"""Outcomes after which all that the document says was read; after which there may be text of it."""
CLEAN_END = _of(_DOCUMENT, "clean")
"""Outcomes after which the process that read the document may read another."""
LEFT_OUT_WORDS = {what: row["words"] for what, row in _read("left_out.csv", "what").items()}
"""What of a document was not read, as people are told."""
