"""Documents to text and tables, pure at its face: bytes and a name in, a frozen `Document` out, never an
exception for what a file holds. Each is read in a process of its own bounds (`workers`), never in the
caller's.

    workers ──> worker ──> inside ──> one reader a format (formats.csv) ──> composing
    (caller's)  (process)                words/ sheets/ pdf/ ofd/ packed/ pages/ pictures/

| room or file | holds |
|---|---|
| `records` | `Document`, `Table`, `Cell`, `LeftOut`; a reader gives a `Reading` or raises `Refused` |
| `formats` | which format the content is; what reads it: `formats.csv` |
| `format_table`, `containers`, `mislabelled` | the table; files that hold files; pages called documents |
| `numbers`, `numbered` | what a cell or sentence says as a number, and its unit |
| `raised` | digits above the line, which are none of the number before them |
| `continued`, `cuts`, `geometry` | pages drawn sign by sign (PDF, OFD, pictures): lines, tables, over pages |
| `words`, `sheets`, `pdf`, `ofd`, `packed`, `pages`, `pictures` | the readers |
| `describing`, `personal` | a document as JSON; personal data in it, masked |
| `converting`, `office` | LibreOffice, for what only that opens |
| `limits` | bounds of one document, and the account of them that readers keep |
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from scrapers.documents.describing import described, is_document, written
    from scrapers.documents.formats import FORMATS, Format, format_of
    from scrapers.documents.limits import Limits
    from scrapers.documents.records import DOUBTS, Cell, Document, LeftOut, Table
    from scrapers.documents.workers import Reader

__all__ = [
    "DOUBTS",
    "FORMATS",
    "Cell",
    "Document",
    "Format",
    "LeftOut",
    "Limits",
    "Reader",
    "Table",
    "described",
    "format_of",
    "is_document",
    "written",
]

__getattr__ = on_demand(
    __name__,
    {
        "describing": ("described", "is_document", "written"),
        "formats": ("FORMATS", "Format", "format_of"),
        "limits": ("Limits",),
        "records": ("DOUBTS", "Cell", "Document", "LeftOut", "Table"),
        "workers": ("Reader",),
    },
)
