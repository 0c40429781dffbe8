"""Office files by hand: a body, and whatever parts belong to it, in a ZIP whose relationships name them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Mapping

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from scrapers.vocabulary.outcomes import CLEAN_END

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def rels(*named: tuple[str, str, str]) -> str:
    """Relationships: (id, kind, target); a target with :// is outside the file."""
    each = "".join(
        f'<Relationship Id="{one}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for one, kind, target in named
    )
    return f'<Relationships xmlns="{_RELS}">{each}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def word(root: str, inner: str, space: str = W) -> str:
    """A part of WordprocessingML."""
    return f'<w:{root} xmlns:w="{space}" {SPACES}>{inner}</w:{root}>'


def docx_of(
    body: str,
    main: str = "word/document.xml",
    space: str = W,
    named: tuple[tuple[str, str, str], ...] = (),
    parts: Mapping[str, str | bytes] | None = None,
    **roots: str,
) -> bytes:
    """A DOCX of the body's XML; `roots`: further parts by kind, as the XML within their root (styles,
    numbering, footnotes …); `named` and `parts`: relationships and parts of any kind."""
    folder, _, file = main.rpartition("/")
    kinds = tuple((f"k{kind}", kind, f"{kind}.xml") for kind in roots)
    given: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": rels(("r1", "officeDocument", main)),
        main: word("document", f"<w:body>{body}</w:body>", space),
        f"{folder}/_rels/{file}.rels": rels(*kinds, *named),
    }
    given |= {f"{folder}/{kind}.xml": word(kind, inner, space) for kind, inner in roots.items()}
    return zipped(given | dict(parts or {}))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*texts: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(run, texts))}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read(content: bytes, name: str = "a.docx", limits: Limits | None = None) -> Document:
    return read_here(content, name, limits or Limits())


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def left(document: Document) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in document.left_out:
        counts[each.what] = counts.get(each.what, 0) + each.count
    return counts


def damaged(content: bytes, seed: int) -> Iterator[bytes]:
    """The file cut at every tenth, with bytes changed, without each of its parts, and with its parts in
    another order."""
    rolled = random.Random(seed)
    yield from (content[: len(content) * tenth // 10] for tenth in range(1, 10))
    for _ in range(12):
        changed = bytearray(content)
        for _ in range(rolled.choice((1, 5, 40))):
            changed[rolled.randrange(len(changed))] = rolled.randrange(256)
        yield bytes(changed)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        yield from (zipped({name: parts[name] for name in parts if name != gone}) for gone in parts)


def hold_when_damaged(content: bytes, name: str, seed: int, sums: bool = True) -> None:
    """Whatever is done to the file, it costs itself alone, and every line read of it stands in it, where
    the format has `sums` that tell of a changed byte."""
    whole = read(content, name)
    said = {each for line in lines(whole) for each in line.split("\t")}
    for at, broken in enumerate(damaged(content, seed)):
        found = read(broken, name)
        if found.format in ("zip", "unknown", "txt"):
            continue  # so little is left that nothing says what it was
        assert found.outcome in CLEAN_END, (at, found.outcome, found.reason)
        if found.outcome == "ok" or not sums:
            continue
        made_up = {each for line in lines(found) for each in line.split("\t")} - said
        assert not made_up, (at, found.outcome, made_up)
