"""Taking out what must not be kept: of archive, tables, today's pages and sealed years, for good.

What goes leaves its sum, the day and the reason. No figure moves: an item whose title went keeps the
category, the unit and the merges that it had. A redaction once begun is carried through, by the next command
where this one is killed; the order stands in `carrying`.
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.redaction.asked import Asked, Plan, RedactError, plan
    from warehouse.redaction.begun import is_begun, redactions_finished
    from warehouse.redaction.carrying import (
        Redacted,
        finish_begun,
        plan_of,
        redact,
    )
    from warehouse.redaction.remaining import holding_backups

__all__ = [
    "Asked",
    "Plan",
    "RedactError",
    "Redacted",
    "finish_begun",
    "holding_backups",
    "is_begun",
    "plan",
    "plan_of",
    "redact",
    "redactions_finished",
]

__getattr__ = on_demand(
    __name__,
    {
        "asked": ("Asked", "Plan", "RedactError", "plan"),
        "begun": ("is_begun", "redactions_finished"),
        "carrying": ("Redacted", "finish_begun", "plan_of", "redact"),
        "remaining": ("holding_backups",),
    },
)
