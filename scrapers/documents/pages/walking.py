"""One walk over a page's tree: paragraphs and tables in reading order, and what is not shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import turbohtml

from scrapers.documents.limits import Asked
from scrapers.documents.pages.grids import Grid, GridCell, formed
from scrapers.documents.pages.hiding import Styles
from scrapers.documents.pages.spaces import KEPT, label, shown
from scrapers.documents.raised import raised
from scrapers.documents.records import Paragraph, Table

_BLOCK_NAMES = """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p
    plaintext pre search section summary ul xmp"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSHOWN_NAMES = """
    script style template head title noscript noframes noembed xml button datalist rp area map object
    applet audio video canvas"""
_NEVER = frozenset(_UNSHOWN_NAMES.split())
_TOLD = {
    "iframe": "links",
    "frame": "links",
    "object": "embedded",
    "applet": "embedded",
    "embed": "embedded",
    "audio": "embedded",
    "video": "embedded",
    "svg": "drawings",
    "img": "images",
    "del": "deletions",
}
"""Elements that are left out, as which word; what stands inside goes with them."""
_CONTROLS = frozenset({"select", "textarea", "input"})
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_LIST_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_COMMENTS = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)
_LOOSE = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([-+]?\d{1,9})")
_LINE = re.compile(r"\r\n?|\n")
NESTED = 40
"""Tables in tables that are told apart; deeper ones are text."""
AT_ONCE = 4096
"""Nodes between two looks at the clock."""


_EMPTY = Paragraph("")


@dataclass(slots=True)
class _Flow:
    """Text that is being gathered, of the page or of one cell."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def end_line(self, forced: bool = False) -> None:
        """Ends the line; `forced`: by a `<br>`, which also makes an empty one between others. Several are
        one."""
        text = shown("".join(self.pieces)) if self.pieces else ""
        self.pieces.clear()
        if text or (forced and self.blocks and self.blocks[-1] != _EMPTY):
            self.blocks.append(Paragraph(text))

    def finished(self) -> list[Paragraph | Table]:
        """All of it, without empty lines at the ends."""
        self.end_line()
        while self.blocks and self.blocks[-1] == _EMPTY:
            self.blocks.pop()
        return self.blocks


@dataclass(slots=True)
class _List:
    next: int
    step: int
    kind: str


class Walk:
    """What a page shows. `office`: it was written by Office, whose hidden rows count in spans."""

    def __init__(self, asked: Asked, styles: Styles, office: bool, name: str | None = None) -> None:
        """`name`: that of the sheet that the page is."""
        self._asked, self._styles, self._office, self._name = asked, styles, office, name
        self.left_out: Counter[str] = Counter()
        self.stopped = False
        self._flows = [_Flow()]
        self._grids: list[Grid | None] = []
        self._lists: list[_List] = []
        self._cells: list[GridCell] = []
        self._unshown: turbohtml.Node | None = None
        self._why = ""
        self._unseen = 0
        self._preformatted = 0
        self._places = 0

    def over(self, root: turbohtml.Element) -> list[Paragraph | Table]:
        """The blocks of the tree."""
        opened: list[turbohtml.Node] = [root]
        self._begin(root)
        for count, node in enumerate(root.descendants):
            around = node.parent
            while opened[-1] is not around:
                self._end(opened.pop())
            if isinstance(node, turbohtml.Text):
                self._text(node.data, isinstance(around, turbohtml.Element) and around.tag == "sup")
            elif isinstance(node, turbohtml.Element):
                opened.append(node)
                if self._unshown is None:
                    self._begin(node)
            else:
                opened.append(node)
            if count % AT_ONCE == 0 and self._asked.late():
                self.stopped = True
                break
        while opened:
            self._end(opened.pop())
        return self._flows[0].finished()

    def _text(self, data: str, high: bool = False) -> None:
        if self._unshown is not None:
            self._unseen += not data.isspace()
        elif self._preformatted:
            first, *rest = _LINE.split(data)
            self._flows[-1].pieces.append(_kept(first))
            for line in rest:
                self._flows[-1].end_line(forced=True)
                self._flows[-1].pieces.append(_kept(line))
        else:
            pieces = self._flows[-1].pieces
            pieces.append(raised(data.strip(), pieces[-1]) if high and pieces else data)

    def _begin(self, node: turbohtml.Element) -> None:
        tag = node.tag
        style, hidden = None, False
        if node.attrs:  # most have none, and asking for each takes its time
            style = _attribute(node, "style")
            hidden = self._hides(node, style)
        if hidden and tag != "col" and not (tag == "tr" and self._office):
            self._leave_out(node, "hidden_rows" if tag == "tr" else "hidden_text")
        elif tag in _NEVER or tag in _TOLD:
            self._leave_out(node, _TOLD.get(tag, ""), tag in _TOLD and tag != "del")
        elif style and _COMMENTS.search(style):
            self._leave_out(node, "comments")
        elif tag in _CONTROLS:
            self._control(node)
        else:
            self._open(node, tag, style or "", hidden)

    def _hides(self, node: turbohtml.Element, style: str | None) -> bool:
        names = _attribute(node, "class") if self._styles.classes else None
        name = _attribute(node, "id") if self._styles.ids else None
        return self._styles.hides(style, names, name) or node.attr("hidden") is not None

    def _open(self, node: turbohtml.Element, tag: str, style: str, hidden: bool) -> None:
        """Begins an element that is shown, or a row whose places count although it is not."""
        if tag == "br":
            self._flows[-1].end_line(forced=True)
        elif tag in _BLOCKS:
            self._flows[-1].end_line()
            self._list_or_item(node, style)
        elif tag == "table":
            self._flows[-1].end_line()
            self._grids.append(_grid(node) if len(self._grids) < NESTED else None)
        elif tag in _TABLE:
            self._part_of_table(node, style, hidden)
        self._preformatted += tag in _PREFORMATTED

    def _end(self, node: turbohtml.Node) -> None:
        if self._unshown is not None:
            if node is self._unshown:
                self.left_out[self._why] += bool(self._unseen and self._why)
                self._unshown = None
            return
        if not isinstance(node, turbohtml.Element):
            return
        tag = node.tag
        if tag in _BLOCKS:
            self._flows[-1].end_line()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
        elif tag in ("td", "th", "caption"):
            self._end_cell(tag)
        elif tag == "table":
            self._end_table()
        self._preformatted -= tag in _PREFORMATTED

    def _leave_out(self, node: turbohtml.Element, what: str, always: bool = False) -> None:
        """Passes over an element; counted where it holds text, or `always`."""
        if node.tag in _BLOCKS:
            self._flows[-1].end_line()
        self._unshown, self._why, self._unseen = node, what, int(always)

    def _control(self, node: turbohtml.Element) -> None:
        """Fields of a form: what is typed into one is shown, which choice is made is not known."""
        if node.tag == "textarea":
            self._preformatted += 1
        elif node.tag == "select":
            self._leave_out(node, "fields", always=True)
        elif (_attribute(node, "type") or "text").lower() in ("text", "number", "date", "tel", "email"):
            self._flows[-1].pieces.append(_attribute(node, "value") or "")

    def _list_or_item(self, node: turbohtml.Element, style: str) -> None:
        tag = node.tag
        if tag in ("ol", "ul"):
            told = _LIST_TYPE.search(style)
            kind = told[1].lower() if told else _attribute(node, "type") or "decimal"
            shows = tag == "ol" and self._styles.numbered and kind != "none"
            backwards = node.attr("reversed") is not None
            start = _whole(node, "start", 1)
            if backwards and node.attr("start") is None:
                start = sum(1 for child in node.children if getattr(child, "tag", "") == "li")
            self._lists.append(_List(start, -1 if backwards else 1, kind if shows else ""))
        elif tag == "li" and self._lists:
            items = self._lists[-1]
            items.next = _whole(node, "value", items.next)
            if items.kind:
                self._flows[-1].pieces.append(label(items.next, items.kind) + " ")
            items.next += items.step

    def _part_of_table(self, node: turbohtml.Element, style: str, hidden: bool) -> None:
        tag = node.tag
        grid = self._grids[-1] if self._grids else None
        if grid is None:  # so deep that its tables are text
            self._flows[-1].end_line()
        elif tag in _PARTS:
            grid.group(tag)
        elif tag == "tr":
            grid.row(hidden)
        elif tag == "col":
            grid.column(_whole(node, "span", 1), hidden or _hides_column(style))
        elif tag == "caption":
            grid.says = grid.says or "data"
            self._flows.append(_Flow())
        elif tag in ("td", "th"):
            if tag == "th":
                grid.says = grid.says or "data"
            self._begin_cell(node, style, grid)

    def _begin_cell(self, node: turbohtml.Element, style: str, grid: Grid) -> None:
        cell = _cell(node, style) if node.attrs else GridCell(1, 1)
        grid.cell(cell)
        self._cells.append(cell)
        self._flows.append(_Flow())

    def _end_cell(self, tag: str) -> None:
        grid = self._grids[-1] if self._grids else None
        if grid is None:
            self._flows[-1].end_line()
        elif tag == "caption":
            grid.caption += self._flows.pop().finished()
        else:
            self._cells.pop().blocks = self._flows.pop().finished()

    def _end_table(self) -> None:
        grid = self._grids.pop()
        flow = self._flows[-1]
        flow.end_line()
        if grid is None:
            return
        flow.blocks += grid.caption
        if grid.is_layout():
            flow.blocks += [block for cell in grid.cells() for block in cell.blocks]
            return
        found = formed(grid, self._asked.limits.cells - self._places, self._name)
        self._places += found.places
        self.left_out["rows"] += found.rows_lost
        self.left_out["hidden_rows"] += found.hidden_rows
        self.left_out["hidden_columns"] += found.hidden_columns
        if any(any(row) for row in found.table.rows):
            flow.blocks.append(found.table)
        flow.blocks += found.inside


_TABLE = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col"})


def _kept(text: str) -> str:
    return text.replace("\t", KEPT * 4).replace(" ", KEPT)


def _attribute(node: turbohtml.Element, name: str) -> str | None:
    value = node.attr(name)
    if value is None or isinstance(value, str):
        return value
    return " ".join(value)


def _whole(node: turbohtml.Element, name: str, otherwise: int) -> int:
    """An attribute that is a number, as HTML reads it: digits at its start."""
    told = _attribute(node, name)
    found = _NUMBER.match(told) if told else None
    return max(int(found[1]), 0 if name.endswith("span") else -(10**9)) if found else otherwise


def _cell(node: turbohtml.Element, style: str) -> GridCell:
    number = _attribute(node, "x:num")  # Excel's; LibreOffice writes `sdval`
    return GridCell(
        _whole(node, "rowspan", 1),
        max(1, _whole(node, "colspan", 1)),
        merged=not _LOOSE.search(style),
        number=number if number is not None else _attribute(node, "sdval"),
    )


def _grid(node: turbohtml.Element) -> Grid:
    layout = (_attribute(node, "role") or "").lower() in ("presentation", "none")
    return Grid("layout" if layout else "", bordered=_whole(node, "border", 0) > 0)


def _hides_column(style: str) -> bool:
    return re.search(r"visibility\s*:\s*collapse", style, re.IGNORECASE) is not None
