"""Makes OFD files in the shapes that programs give them: nothing on a developer's machine writes the format.

A `Maker` draws one page after another; what differs between programs is in its styles:

| style | as written by |
|---|---|
| `runs` | converters of the big office suites: a text object a run, distances as `g n v`, lines as strokes |
| `points` | converters from PDF: points and a CTM that flips the page, lines as filled boxes |
| `signs` | form programs: a text object for each sign, a rectangle for each cell, default namespace, paths
from the root |
| `glyphs` | printers with fonts of their own: glyph numbers beside the text, several codes to a `TextCode` |
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

STYLES = ("runs", "points", "signs", "glyphs")
SPEC = "http://www.ofdspec.org/2016"
POINT = 25.4 / 72


def width_of(sign: str) -> float:
    return 1.0 if sign > "\u2000" else 0.5


@dataclass
class Maker:
    style: str = "runs"
    width: float = 210.0
    height: float = 297.0
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    next_id: int = 100

    def page(self) -> None:
        self.pages.append([])

    def put(self, *objects: str) -> None:
        self.pages[-1] += objects

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id

    def text(self, x: float, y: float, text: str, size: float = 4.0) -> None:
        """`x`, `y`: left end and base line, mm."""
        if self.style == "signs":
            for sign in text:
                self.put(self._run(x, y, sign, size))
                x += width_of(sign) * size
        elif self.style == "points":
            steps = " ".join(f"{width_of(sign) * size / POINT:.4f}" for sign in text[:-1])
            self.put(
                f'<ofd:TextObject ID="{self._id()}" Boundary="0 0 {self.width} {self.height}" Font="1" '
                f'CTM="{POINT:.6f} 0 0 {POINT:.6f} {x} {y}" Size="{size / POINT:.4f}">'
                f'<ofd:TextCode X="0" Y="0" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
            )
        else:
            self.put(self._run(x, y, text, size))

    def _run(self, x: float, y: float, text: str, size: float) -> str:
        steps = [width_of(sign) * size for sign in text[:-1]]
        glyphs = ""
        if self.style == "glyphs":
            numbers = " ".join(str(ord(sign) % 4096) for sign in text)
            glyphs = (
                f'<ofd:CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(text)}">'
                f"<ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>"
            )
        delta = f' DeltaX="{grouped(steps)}"' if steps else ""
        return (
            f'<ofd:TextObject ID="{self._id()}" Boundary="{x} {y - size} {len(text) * size} {size * 1.3}" '
            f'Font="1" Size="{size}"><ofd:FillColor Value="0 0 0"/>{glyphs}'
            f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        across, down = x1 - x0, y1 - y0
        if self.style == "points":
            w, h = max(across, 0.3) / POINT, max(down, 0.3) / POINT
            left, top = x0 / POINT, (self.height - y0) / POINT
            self.put(
                f'<ofd:PathObject ID="{self._id()}" Boundary="0 0 {self.width} {self.height}" Stroke="false" '
                f'Fill="true" CTM="{POINT:.6f} 0 0 -{POINT:.6f} 0 {self.height}"><ofd:AbbreviatedData>'
                f"M {left:.3f} {top:.3f} L {left + w:.3f} {top:.3f} L {left + w:.3f} {top - h:.3f} "
                f"L {left:.3f} {top - h:.3f} C</ofd:AbbreviatedData></ofd:PathObject>"
            )
        else:
            self.put(
                f'<ofd:PathObject ID="{self._id()}" LineWidth="0.25" '
                f'Boundary="{x0 - 0.2} {y0 - 0.2} {across + 0.4} {down + 0.4}">'
                '<ofd:StrokeColor Value="0 0 0"/>'
                f"<ofd:AbbreviatedData>M 0.2 0.2 L {across + 0.2} {down + 0.2}</ofd:AbbreviatedData>"
                "</ofd:PathObject>"
            )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.style == "signs":
            w, h = x1 - x0, y1 - y0
            self.put(
                f'<ofd:PathObject ID="{self._id()}" Boundary="{x0} {y0} {w} {h}" LineWidth="0.2">'
                f"<ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData>"
                "</ofd:PathObject>"
            )
            return
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.line(*line)

    def table(
        self, x: float, y: float, widths: list[float], rows: list[list[str | None]], height: float = 9.0
    ) -> None:
        """None: covered by the cell to its left."""
        for row in rows:
            left = x
            for column, text in enumerate(row):
                if text is None:
                    continue
                end = column + 1
                while end < len(row) and row[end] is None:
                    end += 1
                wide = sum(widths[column:end])
                self.box(left, y, left + wide, y + height)
                self.text(left + 1.5, y + 6.2, text)
                left += wide
            y += height

    def made(self, **more: object) -> bytes:
        return packed(self.pages, style=self.style, width=self.width, height=self.height, **more)  # type: ignore[arg-type]


def grouped(steps: list[float]) -> str:
    """`g 3 4.0 2.0` of 4, 4, 4, 2."""
    pieces: list[str] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end] == steps[at]:
            end += 1
        alike = end - at
        pieces.append(f"g {alike} {steps[at]}" if alike > 2 else " ".join([str(steps[at])] * alike))
        at = end
    return " ".join(pieces)


def packed(
    pages: list[list[str]],
    style: str = "runs",
    width: float = 210.0,
    height: float = 297.0,
    templates: dict[str, list[str]] | None = None,
    page_heads: dict[int, str] | None = None,
    resources: str = "",
    document: str = "",
    body: str = "",
    files: dict[str, bytes] | None = None,
) -> bytes:
    """The file: `templates` by identifier, `page_heads` by page from 0, `document` within Document.xml,
    `body` within DocBody, `files` beside."""
    root = "/" if style == "signs" else ""
    parts: dict[str, str] = {}
    for number, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {XMLNS}>{(page_heads or {}).get(number, '')}<ofd:Content>"
            f'<ofd:Layer ID="{9000 + number}" Type="Body">{"".join(objects)}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )
    for name, objects in (templates or {}).items():
        parts[f"Doc_0/Tpls/Tpl_{name}/Content.xml"] = (
            f"<ofd:Page {XMLNS}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
        )
    where = "/Doc_0/" if root else ""
    listed = "".join(
        f'<ofd:Page ID="{number + 1}" BaseLoc="{where}Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    patterns = "".join(
        f'<ofd:TemplatePage ID="{name}" BaseLoc="{where}Tpls/Tpl_{name}/Content.xml"/>'
        for name in templates or {}
    )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {XMLNS}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{patterns}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>"
    )
    parts["Doc_0/DocumentRes.xml"] = f'<ofd:Res {XMLNS} BaseLoc="Res">{resources}</ofd:Res>'
    parts["OFD.xml"] = (
        f'<ofd:OFD {XMLNS} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        f"</ofd:DocInfo><ofd:DocRoot>{root}Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>"
    )
    return zipped({name: _written(text, style) for name, text in parts.items()} | (files or {}))


XMLNS = f'xmlns:ofd="{SPEC}"'


def _written(text: str, style: str) -> bytes:
    if style == "signs":
        text = text.replace("<ofd:", "<").replace("</ofd:", "</").replace("xmlns:ofd=", "xmlns=")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
