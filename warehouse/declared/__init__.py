"""What only a person can give (须单位填报): the sheet to fill in, its check, the book of all answers.

    template ──> a person ──> workbook (safe) ──> sheets ──> entries ──> checking ──> book ──> placing
                                                                     (declared/YEAR.csv)   (figures)

The book is CSV in the home, a row an answer, the last row of a cell in force; people may edit it by hand.
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.declared.agreeing import Before
    from warehouse.declared.asking import Asked, Known, asked_cells
    from warehouse.declared.book import (
        Declarations,
        append,
        keep_declarations,
        read_declarations,
        take_declarations,
    )
    from warehouse.declared.checking import Checked, Source, check_workbook
    from warehouse.declared.records import Declaration, DeclareError, Trouble
    from warehouse.declared.sheets import Wanted
    from warehouse.declared.template import template_of

__all__ = [
    "Asked",
    "Before",
    "Checked",
    "Declaration",
    "Declarations",
    "DeclareError",
    "Known",
    "Source",
    "Trouble",
    "Wanted",
    "append",
    "asked_cells",
    "check_workbook",
    "keep_declarations",
    "read_declarations",
    "take_declarations",
    "template_of",
]

__getattr__ = on_demand(
    __name__,
    {
        "agreeing": ("Before",),
        "asking": ("Asked", "Known", "asked_cells"),
        "book": ("Declarations", "append", "keep_declarations", "read_declarations", "take_declarations"),
        "checking": ("Checked", "Source", "check_workbook"),
        "records": ("Declaration", "DeclareError", "Trouble"),
        "sheets": ("Wanted",),
        "template": ("template_of",),
    },
)
