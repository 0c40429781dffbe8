"""What people decided: categories, units, merges, what counts, verdicts on findings; one CSV in the home.

Decisions are applied at every publication, so they survive each crawl and each change of the rules. They
never touch the ledger. A row that is not in the file any more stays in force until a row withdraws it.
"""

from warehouse.overrides.applying import (
    apply_categories,
    apply_counted,
    apply_merges,
    apply_units,
    mark_since,
    note_copies,
    notes,
    settle,
    stage,
    tell_missing,
    tell_unreadable,
    write_log,
)
from warehouse.overrides.reading import (
    FILE_NAME,
    HEADER,
    KINDS,
    LETTER,
    MORE,
    WITHDRAW,
    Decision,
    decision_of,
    write_template,
)

__all__ = [
    "FILE_NAME",
    "HEADER",
    "KINDS",
    "LETTER",
    "MORE",
    "WITHDRAW",
    "Decision",
    "apply_categories",
    "apply_counted",
    "apply_merges",
    "apply_units",
    "decision_of",
    "mark_since",
    "note_copies",
    "notes",
    "settle",
    "stage",
    "tell_missing",
    "tell_unreadable",
    "write_log",
    "write_template",
]
