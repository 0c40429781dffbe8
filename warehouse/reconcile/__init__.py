"""What a published annual report says, to be set beside what the warehouse counted. Pure, but for `against`,
`night` and `standing`, which ask the database: a document in, frozen records out; no network.

    Document ──> parts, heading ──> recognising ──> tables, table_four  (tables of the document) ──┐
    (scrapers.documents)                            runs: anchors, cutting  (tables kept as text) ─┼─>
    PublishedReport sentences, sums  (counts of the running text) ─┘

| file | holds |
|---|---|
| `records` | `PublishedReport`, its cells, counts, sums, problems |
| `reading` | `read_report`: the whole |
| `heading`, `parts`, `sections.csv` | whose and of which year; the numbered parts |
| `recognising`, `shape` | on which form; the forms' rows and heads as a reader needs them |
| `grids`, `tables`, `table_four`, `cells` | tables with cells, by labels, then by geometry |
| `anchors`, `runs`, `cutting`, `equations` | tables that lost their borders, cut by the identities |
| `itself` | a report against itself: identities of its form, its tables and its text |
| `placing`, `scope`, `whole` and their TOML | which category a count is of; whether it is all of it |
| `comparing`, `against`, `telling` | beside the warehouse's figures, and in words |
| `opening` | the report that a document is, or the only one in an archive |
| `night`, `standing` | reports on the portals' pages, compared after a night; published while that stands |
| `flat`, `lexicon`, `sentences`, `sums`, `sentences.toml` | 「发布…N条」, parts and totals |
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.reconcile.itself import against_itself
    from warehouse.reconcile.reading import read_report
    from warehouse.reconcile.records import (
        PROBLEMS,
        Added,
        Counted,
        Printed,
        Problem,
        PublishedReport,
        Section,
        Where,
    )

__all__ = [
    "PROBLEMS",
    "Added",
    "Counted",
    "Printed",
    "Problem",
    "PublishedReport",
    "Section",
    "Where",
    "against_itself",
    "read_report",
]

__getattr__ = on_demand(
    __name__,
    {
        "itself": ("against_itself",),
        "reading": ("read_report",),
        "records": (
            "PROBLEMS",
            "Added",
            "Counted",
            "Printed",
            "Problem",
            "PublishedReport",
            "Section",
            "Where",
        ),
    },
)
