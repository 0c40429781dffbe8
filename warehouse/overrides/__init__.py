"""What people decided: categories, units, merges, what counts, verdicts on findings; one CSV in the home.

Decisions are applied at every publication, so they survive each crawl and each change of the rules. They
never touch the ledger: a row taken out of the file has no effect from the next publication on.
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
    tell_unreadable,
)
from warehouse.overrides.reading import (
    FILE_NAME,
    HEADER,
    KINDS,
    Decision,
    decision_of,
    write_template,
)

__all__ = [
    "FILE_NAME",
    "HEADER",
    "KINDS",
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
    "tell_unreadable",
    "write_template",
]
