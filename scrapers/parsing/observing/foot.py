"""Where a page's foot begins, which prints address and telephone of whoever keeps the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.parsing.page.dom import names_of
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.words.frame import FOOTER
from scrapers.parsing.words.observing import HOSTS

_BOX = re.compile(r"(?:^|[\s_-])(?:foot\w*|copy\w*|banquan|bottom)(?:$|[\s_-])", re.IGNORECASE)


def foot_of(page_lines: PageLines, own: Sequence[int]) -> int:
    """Number of the line with which the foot begins, behind the lines `own` of the text; past the last line
    where there is none."""
    lines = page_lines.lines
    last = max(own, default=-1)
    for line in lines[last + 1 :]:
        if _is_foot(line):
            return max(last + 1, _box_begins(page_lines, line, last))
    return len(lines)


def _is_foot(line: Line) -> bool:
    if FOOTER.search(line.text) or (
        HOSTS.search(line.text) and line.node.tag not in ("td", "th", "dt", "dd")
    ):
        return True
    around = (line.node, *list(line.node.iterancestors())[:3])
    return any(one.tag == "footer" or (one.tag != "body" and _BOX.search(names_of(one))) for one in around)


def _box_begins(page_lines: PageLines, line: Line, last: int) -> int:
    """The first line of the outermost box around the foot's line that holds nothing of the text."""
    begins = line.number
    for box in (line.node, *line.node.iterancestors()):
        span = page_lines.spans.get(box)
        if box.tag == "body" or span is None or span[0] <= last:
            break
        begins = span[0]
    return begins
