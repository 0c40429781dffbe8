"""Pictures and scans: the text that people see in them, by OCR, where the extra `ocr` is installed; never
by a network.

    frames (Pillow, within bounds) ──> upright ──> recognising (RapidOCR) ──> geometry ──> blocks
                                          └──────> ruling (lines in the bitmap) ──┘

| file | holds |
|---|---|
| `frames` | a file's pictures one by one: bounds, turned as the camera says, on white paper |
| `upright` | how far a scan is turned or askew |
| `engine` | RapidOCR, loaded once a process with its own models |
| `recognising` | a picture to glyphs, rules, and lines that are not sure |
| `ruling` | ruling lines of tables, found in the bitmap |
| `telling` | notes for people; no figure read from a picture is certain |
| `reading` | the reader of the format `image` |

For other readers, pages that are only a picture: `seen(image)`, or the shorter `recognised(image, page)`;
then `told(...)` for the notes and `doubted(table)` for every table that came of it.
"""

from scrapers.documents.pictures.engine import NOT_INSTALLED, installed
from scrapers.documents.pictures.frames import Frames
from scrapers.documents.pictures.reading import read
from scrapers.documents.pictures.recognising import Seen, recognised, seen
from scrapers.documents.pictures.telling import doubted, told

__all__ = ["NOT_INSTALLED", "Frames", "Seen", "doubted", "installed", "read", "recognised", "seen", "told"]
