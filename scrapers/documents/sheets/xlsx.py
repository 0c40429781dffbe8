"""What calamine does not tell of an XLSX workbook, by a light scan of its parts: errors, formulas without a
result, formats that say more than the number, merges, what is hidden and what is left out.

The scan of a sheet looks for rare marks in its bytes and reads only around them: a sheet without any costs
a few searches (ECMA-376 part 1, 18.3).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from scrapers.documents.parts import Parts, beside, local
from scrapers.documents.records import LeftOut, Refused
from scrapers.documents.sheets.codes import Show, show_of
from scrapers.documents.sheets.grid import Facts, column_letters, column_of_letters
from scrapers.documents.sheets.strings import INLINE, raised_inline, raised_within, text_within

ROWS, COLUMNS = 1 << 20, 1 << 14
"""Of a sheet, at most."""
_WORKBOOK = re.compile(r"(?:^|[\\/])xl[\\/]workbook\w*\.xml$", re.IGNORECASE)
MUCH = 512 << 20
"""Bytes of strings, from which on it is counted how often each stands in a sheet."""


class Book:
    """The parts of one workbook that are looked at beside calamine's reading."""

    def __init__(self, parts: Parts) -> None:
        """Raises Refused where there is no workbook in the parts, or it cannot be read."""
        self.parts = parts
        main = next((name for name in parts.names if _WORKBOOK.search(name)), "")
        if not main:
            raise Refused("damaged", "文件不完整:里面没有工作簿")
        main = main.replace("\\", "/")
        root = parts.xml(main)
        self.main = main
        self.from_1904 = self.recalculated = False
        self.targets = relations(parts, main)
        self.sheets: dict[str, str] = {}
        """Name of a sheet to its part."""
        self.unseen: set[str] = set()
        """Names of hidden sheets."""
        self._lengths: list[int] | None = None
        self._raised: dict[int, str] | None = None
        self._short = False
        for element in root.iter("{*}sheet", "{*}workbookPr", "{*}calcPr"):
            self._noticed(element)
        self.codes = self._codes()

    def _noticed(self, element: Any) -> None:
        kind = local(element.tag)
        if kind == "workbookPr":
            self.from_1904 = element.get("date1904") in ("1", "true", "on")
        elif kind == "calcPr":
            self.recalculated = element.get("fullCalcOnLoad") in ("1", "true")
        else:
            relation = next((value for key, value in element.items() if local(key) == "id"), "")
            name = element.get("name") or ""
            part, role = self.targets.get(relation, ("", ""))
            # A sheet without a relation is a module of macros in old files.
            if relation and role in ("", "worksheet"):
                self.sheets[name] = part
            if element.get("state") in ("hidden", "veryHidden"):
                self.unseen.add(name)

    def _codes(self) -> list[tuple[int, str]]:
        """Number and code of the number format of each cell style."""
        part = next((target for target, kind in self.targets.values() if kind == "styles"), "xl/styles.xml")
        try:
            root = self.parts.xml(part)
        except KeyError:
            return []
        own = {each.get("numFmtId"): each.get("formatCode") or "" for each in root.iter("{*}numFmt")}
        styles = root.find("{*}cellXfs")
        numbers = [each.get("numFmtId") or "0" for each in styles.iter("{*}xf")] if styles is not None else []
        return [(int(number) if number.isdigit() else 0, own.get(number, "")) for number in numbers]

    def shows(self) -> dict[int, Show]:
        """Cell styles whose format says more than the number."""
        found = ((at, show_of(code, number, self.from_1904)) for at, (number, code) in enumerate(self.codes))
        return {at: show for at, show in found if show is not None}

    def strings(self) -> list[str]:
        """The shared strings, without their phonetic guides."""
        part = next((target for target, kind in self.targets.values() if kind == "sharedStrings"), "")
        if part not in self.parts:
            return []
        if b"<!ENTITY" in self.parts.bytes_of(part)[:4096]:
            raise Refused("damaged", "XML 里定义了实体,没有读")
        return [text_within(item) for item in self.parts.xml(part).iter("{*}si")]

    def lengths(self) -> list[int]:
        """How long each shared string is at most, in bytes; what calamine is about to unpack is on the
        account."""
        if self._lengths is None:
            part = next((target for target, kind in self.targets.values() if kind == "sharedStrings"), "")
            data = self.parts.bytes_of(part) if part in self.parts else b""
            self._lengths = list(map(len, data.split(b"si>")[1::2]))
            said = re.search(rb'\suniqueCount="(\d+)"', data[:2000])
            if said is not None and int(said[1]) > len(self._lengths):
                self._lengths = [len(each) for each in re.split(rb"<(?:\w+:)?si[ />]", data)[1:]]
                self._short = int(said[1]) > len(self._lengths)
        return self._lengths

    def raised(self) -> dict[int, str]:
        """Shared strings in which digits stand above the line, by their number."""
        part = next((target for target, kind in self.targets.values() if kind == "sharedStrings"), "")
        if self._raised is None:
            told = part in self.parts and b'"superscript"' in self.parts.bytes_of(part)
            items = self.parts.xml(part).iter("{*}si") if told else ()
            self._raised = {at: high for at, item in enumerate(items) if (high := raised_within(item))}
        return self._raised

    def shapes(self, part: str) -> list[str]:
        """The texts of a sheet's text boxes and shapes."""
        drawings = [target for target, kind in relations(self.parts, part).values() if kind == "drawing"]
        return [
            "\n".join("".join(each.itertext("{*}t")) for each in body.iter("{*}p")).strip()
            for drawing in drawings
            if drawing in self.parts
            for body in self.parts.xml(drawing).iter("{*}txBody")
        ]

    def lacks_strings(self) -> bool:
        """Whether there may be fewer shared strings than cells name."""
        return not self.lengths() or self._short

    def left_out(self) -> list[LeftOut]:
        """What stands beside the sheets, by the names of the parts."""
        return left_out_of(self.parts)


def left_out_of(parts: Parts) -> list[LeftOut]:
    """Pictures, charts, comments, macros, references to other files: by the names of a workbook's parts."""
    counts = Counter(what for name in parts.names if (what := _beside(name.lower())))
    return [LeftOut(what, count=count) for what, count in sorted(counts.items())]


_BESIDE = (
    (re.compile(r"xl/media/.+"), "images"),
    (re.compile(r"xl/charts/chart[^/]*\.xml"), "charts"),
    (re.compile(r"xl/chartsheets/[^/]+\.xml"), "charts"),
    (re.compile(r"xl/(?:comments|threadedcomments)[^/]*/?[^/]*\.xml"), "comments"),
    (re.compile(r"xl/vbaproject\.bin|xl/macrosheets/[^/]+\.xml"), "macros"),
    (re.compile(r"xl/externallinks/[^/]+\.xml|xl/connections\.(?:xml|bin)"), "links"),
    (re.compile(r"xl/embeddings/.+|xl/activex/[^/]+\.bin"), "embedded"),
    (re.compile(r"xl/diagrams/data[^/]*\.xml"), "drawings"),
)


def _beside(name: str) -> str:
    name = name.lstrip("/")
    return next((what for pattern, what in _BESIDE if pattern.fullmatch(name)), "")


def relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Id to (part, kind) of what a part names; nothing outside of the file."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if relations not in parts:
        return {}
    return {
        each.get("Id") or "": (
            beside(part, each.get("Target") or ""),
            (each.get("Type") or "").rpartition("/")[2],
        )
        for each in parts.xml(relations).iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }


class Scan:
    """Marks in the bytes of one sheet."""

    def __init__(self, data: bytes, book: Book, shows: dict[int, Show]) -> None:
        """`shows`: the styles to look for."""
        prefix = re.search(rb"<(?:(\w+):)?worksheet\b", data[:4096])
        self.x = (prefix[1] + b":" if prefix and prefix[1] else b"") if prefix else b""
        self._book, self._shows = book, shows
        if b"<!--" in data:
            data = re.sub(rb"<!--.*?-->", b"", data, flags=re.DOTALL)
        if b"='" in data:
            data = re.sub(rb"='([^'\"<>]*)'", rb'="\1"', data)
        first = re.search(rb"<%sc\b[^>]*>" % re.escape(self.x), data)
        self._first = first[0] if first else b""
        self.data = data
        self._begins = max(0, data.find(b"<" + self.x + b"sheetData"))
        end = data.rfind(b"</" + self.x + b"sheetData")
        self._ends = end if end >= 0 else len(data)

    def facts(self) -> Facts:
        """All that is told of the sheet."""
        found = Facts(merges=self._merges(), hidden_columns=self._hidden_columns())
        found.hidden_rows = self._hidden_rows()
        found.errors, found.no_value = self._errors(), self._no_value()
        found.shows = self._formats() | self._raised()
        found.height, found.width = self._size()
        if any(map(_says_something, _HEADERS.findall(self.data, self._ends))):
            found.left_out.append(LeftOut("headers"))
        return found

    def _size(self) -> tuple[int, int]:
        """Rows and columns, from above where that is cheap: by the longest letters of a column."""
        if self._first and b' r="' not in self._first:
            return ROWS, COLUMNS  # cells without an address, one after another: nothing here can place them
        rows = map(int, re.findall(rb"<%srow\b[^>]*?\sr=\"(\d{1,7})\"" % re.escape(self.x), self.data))
        # Rows need not be in order, nor all have a number.
        height = max(rows, default=0) or self.data.count(b"<" + self.x + b"row")
        if not re.search(rb' r="[A-Za-z]{2}', self.data):
            return height, 26
        return height, COLUMNS if re.search(rb' r="[A-Za-z]{3}', self.data) else 702

    def _missing(self, count: int) -> bool:
        """Whether a cell names a shared string beyond those that there are."""
        return any(int(at) >= count for at in re.findall(_STRING_AT, self.data))

    def text(self) -> int:
        """Bytes of the sheet's shared strings, each as often as a cell has it: exactly where that might be
        much, else 0. Raises Refused where a cell's string is not in the file."""
        lengths = self._book.lengths()
        if self._book.lacks_strings() and self._missing(len(lengths)):
            raise Refused("damaged", "文字不在文件里")
        most = max(lengths, default=0) * self.data.count(b't="s"')
        if most < MUCH:
            return 0
        places = re.findall(_STRING_AT, self.data)
        return sum(lengths[int(at)] for at in places if int(at) < len(lengths))

    def exact_size(self) -> tuple[int, int]:
        """Rows and columns, by every cell."""
        if self._size() == (ROWS, COLUMNS) and b' r="' not in self._first:
            return ROWS, COLUMNS
        columns = set(re.findall(rb'\sr="([A-Za-z]{1,3})\d', self.data))
        rows = [int(row) for row in re.findall(rb"<" + self.x + rb'row\b[^>]*?\sr="(\d{1,7})"', self.data)]
        cells = self.data.count(b"<" + self.x + b"c ")
        width = max(map(column_of_letters, columns)) + 1 if columns else min(COLUMNS, cells)
        return max(rows, default=self.data.count(b"<" + self.x + b"row")), width

    def _merges(self) -> list[tuple[int, int, int, int]]:
        tail = self.data[self._ends :]
        pattern = rb'<(?:\w+:)?mergeCell\b[^>]*?\sref="([A-Z]+)(\d+):([A-Z]+)(\d+)"'
        return [
            (int(top) - 1, column_of_letters(left), int(bottom) - 1, column_of_letters(right))
            for left, top, right, bottom in re.findall(pattern, tail)
        ]

    def _hidden_columns(self) -> list[int]:
        head = self.data[: self._begins]
        columns: list[int] = []
        for match in re.finditer(rb"<(?:\w+:)?col\b[^>]*>", head):
            told = dict(re.findall(rb'\b(min|max|hidden)="(\w+)"', match[0]))
            if told.get(b"hidden") in (b"1", b"true") and b"min" in told and b"max" in told:
                first, last = int(told[b"min"]), min(int(told[b"max"]), COLUMNS)
                # Up to the last column of the sheet: what is beyond the table, put out of sight.
                columns += range(first - 1, last) if last < COLUMNS else []
        return columns

    def _hidden_rows(self) -> list[int]:
        if self.data.find(b'hidden="', self._begins, self._ends) < 0:
            return []
        pattern = re.compile(rb"<" + self.x + rb'row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="(\d+)"')
        return [int(match[1]) - 1 for match in pattern.finditer(self.data, self._begins, self._ends)]

    def _cells_at(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[tuple[int, int], re.Match[bytes]]]:
        """Each hit of a pattern, and the place of the cell it is in."""
        opened = b"<" + self.x + b"c "
        for match in pattern.finditer(self.data, self._begins, self._ends):
            begin = self.data.rfind(opened, 0, match.start() + len(opened))
            told = _PLACE.match(self.data, begin, begin + 200) if begin >= 0 else None
            if told:
                yield (int(told[2]) - 1, column_of_letters(told[1])), match

    def _errors(self) -> dict[tuple[int, int], str]:
        if self.data.find(b't="e"', self._begins) < 0:
            return {}
        value = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
        found = {}
        for place, match in self._cells_at(re.compile(rb'<%sc\b[^<>]*?\st="e"' % re.escape(self.x))):
            stop = self.data.find(b"</" + self.x + b"c>", match.end())
            told = value.search(self.data, match.end(), stop if stop > 0 else match.end() + 2000)
            found[place] = told[1].decode("utf-8", "replace") if told else "#N/A"
        return found

    def _no_value(self) -> set[tuple[int, int]]:
        """Formulas without `<v>`, or with an empty one that is no text; and where the program that wrote the
        file says that all is to be calculated on loading, zeros: it writes them for what it did not
        calculate."""
        if self.data.find(b"<" + self.x + b"f", self._begins) < 0:
            return set()
        zero = rb"|<X:v>0</X:v>" if self._book.recalculated else b""
        pattern = rb"(?:</X:f>|<X:f\b[^>]*/>)\s*(?:<X:v\s*/>|<X:v></X:v>" + zero + rb")?\s*</X:c>"
        pattern = pattern.replace(b"X:", re.escape(self.x))
        found = set()
        for place, match in self._cells_at(re.compile(pattern)):
            begin = self.data.rfind(b"<" + self.x + b"c ", 0, match.start())
            if b't="str"' not in self.data[begin : self.data.find(b">", begin)]:
                found.add(place)
        return found

    def _formats(self) -> dict[tuple[int, int], Show]:
        """Cells with a style that says more than the number."""
        if not self._shows:
            return {}
        styles = b"|".join(b"%d" % at for at in self._shows)
        if not re.search(rb'\ss="(?:%s)"' % styles, self.data):
            return {}
        if not re.match(rb'<(?:\w+:)?c\s+r="', self._first):
            hits = self._cells_at(re.compile(rb'<%sc\b[^<>]*?\ss="(%s)"' % (re.escape(self.x), styles)))
            return {place: self._shows[int(match[1])] for place, match in hits}
        pattern = re.compile(rb'<%sc\s+r="([A-Z]+)(\d+)"[^>]*?\ss="(%s)"' % (re.escape(self.x), styles))
        return {
            (int(match[2]) - 1, column_of_letters(match[1])): self._shows[int(match[3])]
            for match in pattern.finditer(self.data, self._begins, self._ends)
        }

    def _raised(self) -> dict[tuple[int, int], Show]:
        """Cells with a text in which digits stand above the line."""
        texts = self._book.raised()
        pattern = rb'<%sc\b[^<>]*?\st="s"[^>]*>\s*<(?:\w+:)?v>(%s)<'
        strings = pattern % (re.escape(self.x), b"|".join(b"%d" % at for at in texts))
        hits = self._cells_at(re.compile(strings)) if texts else ()
        found = {place: texts[int(match[1])] for place, match in hits}
        if b'"superscript"' in self.data:
            found |= raised_inline(self._cells_at(INLINE))
        return {place: (lambda _, text=text: text) for place, text in found.items()}  # type: ignore[misc]


_HEADERS = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<")


def _says_something(header: bytes) -> bool:
    """Whether a header or footer holds more than fonts, the sheet's name and page numbers (18.3.1.39)."""
    text = html.unescape(header.decode("utf-8", "replace"))
    text = re.sub(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z]', "", text)
    return re.sub(r"(?i)page|of|[第页共/\s\d-]", "", text) != ""


_STRING_AT = rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<'
_PLACE = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+)(\d+)"')


def told_places(places: set[tuple[int, int]]) -> str:
    """`B2、B3 等`: the first few, for people."""
    first = sorted(places)[:3]
    return "、".join(f"{column_letters(c)}{r + 1}" for r, c in first) + (" 等" if len(places) > 3 else "")
