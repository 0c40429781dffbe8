"""RTF: character sets, skipping, tables by their edges, what is unseen, files that are broken on purpose."""

from __future__ import annotations

import time

import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here

HEAD = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Times;}"
    rb"{\f2\fcharset2 Wingdings;}{\f3\fcharset204 Arial;}}"
)


def read(body: bytes, head: bytes = HEAD, end: bytes = b"}") -> Document:
    return read_here(head + body + end, "a.rtf", Limits())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\'d5\'fe\'b8\'ae\par", "政府"),
        ("政府".encode("gb18030") + rb"\par", "政府"),
        (rb"{\'d5}\'fe\par", "政"),  # a character over a brace
        (rb"\'d5\b\'fe\b0\par", "政"),
        (rb"\'82\'35\'87\'30\par", b"\x825\x870".decode("gb18030")),
        (rb"\u25919\'d5\'fe\par", "政"),
        (rb"\uc2\u25919\'d5\'fe\u24220\'b8\'ae\par", "政府"),
        (rb"\uc0\u25919\u24220\par", "政府"),
        (rb"\u25919?\u24220?\par", "政府"),
        (rb"\u-26815?\par", chr(65536 - 26815)),
        (rb"\uc1\u-10174?\u-8265?\par", "𠮷"),
        (rb"{\f1 caf\'e9}\par", "café"),
        (rb"{\f3 \'cf\'f0\'e8}\par", "При"),
        (rb"{\f2\'fe}\'cd\'ac\'d2\'e2\par", "☑同意"),
        (rb"a\~b\_c\-d\emdash e\tab f\line g\par", "a\u00a0b-cd—e\tf\ng"),
        (rb"\{350\}\\\par", "{350}\\"),
        (b"one\\\ntwo\\par", "one\ntwo"),
        (b"on\r\ne\\par", "one"),
        (rb"x{\*\unknownword y{z}}{\v hidden}{\deleted gone}w\par", "xw"),
        (rb"x{\v hidden\v0 seen}\par", "xseen"),
        (rb"x{\field{\*\fldinst HYPERLINK \"http://x\"}{\fldrslt\'b8\'bd}}\par", "x附"),
        (rb"{\field{\*\fldinst EQ \\o\\ac(O,1)}{\fldrslt }}\par", "1"),
        (rb"{\field{\*\fldinst SYMBOL 254 \\f \"Wingdings\"}{\fldrslt\f2}}\par", "☑"),
        (rb"{\pict\pngblip 89504e47}x\par", "x"),
        (b"{\\pict\\bin5 }}{{\\}x\\par", "x"),
        (rb"{\object{\*\objdata 0102}{\result shown}}\par", "shown"),
        (rb"{\header top}{\footerf end}x\par", "x"),
        (rb"{\listtext\pard 1.\tab}{\b x}\par{\pntext\'b7\tab}y\par", "1. x\ny"),
        (rb"{\listtext \'d2\'bb\'a1\'a2}z\par", "一、z"),
        (rb"x{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box\par}}}y\par", "xy\nbox"),
        (rb"x{\footnote  note}y\par z\par", "xy\nz\n note"),
        (rb"x{\*\annotation no}\par", "x"),
        (rb"{\info{\title no}}{\stylesheet{\s1 heading;}}x\par", "x"),
    ],
)
def test_text(body: bytes, text: str) -> None:
    found = read(body)
    assert found.text.strip("\n") == text
    assert found.outcome == "ok"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (b"{\\rtf1\\ansi ", rb"caf\'e9 \'e9tude\par", "café étude"),
        (b"{\\rtf1\\ansi ", rb"\'d5\'fe\'b8\'ae\par", "政府"),
        (b"{\\rtf1\\ansi\\deflang2052 ", "镕".encode("gb18030") + rb"\par", "镕"),
        (b"{\\rtf1\\ansi\\ansicpg1251 ", rb"\'cf\'f0\'e8\par", "При"),
        (b"{\\rtf1\\ansi\\ansicpg65001 ", "政府".encode() + rb"\par", "政府"),
        (b"{\\rtf1\\ansi\\ansicpg99999 ", rb"\'d5\'fe\par", "政"),
    ],
)
def test_writers_that_tell_no_character_set(head: bytes, body: bytes, text: str) -> None:
    assert read(body, head).text.strip() == text


def row(edges: str, *texts: str, intbl: str = r"\intbl") -> bytes:
    cells = "".join(rf"\pard{intbl} {text}\cell" for text in texts)
    return rf"\trowd{edges}{cells}\row".encode()


@pytest.mark.parametrize(
    ("rows", "grid", "spans"),
    [
        (
            [row(r"\cellx900\cellx1800", "a", "b"), row(r"\cellx900\cellx1800", "1", "")],
            (("a", "b"), ("1", "")),
            {},
        ),
        (
            [row(r"\cellx1800", "a"), row(r"\cellx900\cellx1800", "1", "2")],
            (("a", None), ("1", "2")),
            {(0, 0): (1, 2)},
        ),
        (
            [row(r"\trleft-9\cellx900\cellx1800", "a", "b"), row(r"\trleft0\cellx910\cellx1790", "1", "2")],
            (("a", "b"), ("1", "2")),
            {},
        ),
        (
            [row(r"\clvmgf\cellx900\cellx1800", "a", "b"), row(r"\clvmrg\cellx900\cellx1800", "", "2")],
            (("a", "b"), (None, "2")),
            {(0, 0): (2, 1)},
        ),
        (
            [row(r"\clmgf\cellx900\clmrg\cellx1800", "a", ""), row(r"\cellx900\cellx1800", "1", "2")],
            (("a", None), ("1", "2")),
            {(0, 0): (1, 2)},
        ),
        # cells that no definition names, and a definition of more cells than there are
        ([row(r"\cellx900", "a", "b"), row(r"\cellx900\cellx1900", "1")], (("a", "b"), ("1", "")), {}),
        # empty cells that no definition names: LibreOffice writes them after a table in a cell
        (
            [row(r"\cellx900\cellx1800", "a", "b", "", ""), row(r"\cellx900\cellx1800", "1", "")],
            (("a", "b"), ("1", "")),
            {},
        ),
        # a writer that never says intbl; two paragraphs in a cell
        ([row(r"\cellx900\cellx1800", r"a\par c", "b", intbl="")], (("a\nc", "b"),), {}),
    ],
)
def test_tables(
    rows: list[bytes], grid: tuple[tuple[str | None, ...], ...], spans: dict[tuple[int, int], tuple[int, int]]
) -> None:
    found = read(rb"before\par" + b"".join(rows) + rb"\pard after\par")
    assert [table.rows for table in found.tables] == [grid]
    assert found.tables[0].spans == spans
    assert found.text.splitlines()[0] == "before"
    assert found.text.splitlines()[-1] == "after"


def test_a_table_within_a_cell_follows_the_table() -> None:
    inner = (
        rb"\pard\intbl\itap2 i\nestcell j\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}"
        rb"{\nonesttables\par}"
    )
    last = rb"\pard\intbl\itap1 c\cell b\cell\row\pard x\par"
    found = read(rb"\trowd\cellx900\cellx1800\pard\intbl a\par" + inner + last)
    assert [table.rows for table in found.tables] == [(("a\nc", "b"),), (("i", "j"),)]


def test_one_cell_around_a_table_is_a_frame() -> None:
    inner = rb"\pard\intbl\itap2 i\nestcell j\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}"
    found = read(rb"\trowd\cellx900\pard\intbl head\par" + inner + rb"\pard\intbl\itap1\cell\row\pard x\par")
    assert [table.rows for table in found.tables] == [(("i", "j"),)]
    assert found.text.splitlines() == ["head", "i\tj", "x"]
    assert not found.notes


@pytest.mark.parametrize(
    ("content", "outcome", "text"),
    [
        (HEAD + rb"whole\par", "damaged", "whole"),
        (HEAD + rb"whole\par}more\par}", "damaged", "whole\nmore"),
        (HEAD + rb"whole\par}" + b"\0\0\r\n", "ok", "whole"),
        (HEAD + rb"whole\par{\pict\bin999999999 ab", "damaged", "whole"),
        (HEAD + rb"whole\par\u247", "damaged", "whole"),
        (HEAD + rb"whole\par\'b", "damaged", "whole"),
        (HEAD + rb"whole\par\bin-5 \u99999999999 \'zz\uc-3\itap-1\cellx-1\cell", "damaged", None),
        (rb"{\rtf1", "damaged", ""),
        (rb"{\rtf1}", "empty", ""),
    ],
)
def test_broken_files(content: bytes, outcome: str, text: str | None) -> None:
    found = read_here(content, "a.rtf", Limits())
    assert found.outcome == outcome
    assert text is None or found.text.strip() == text


@pytest.mark.parametrize(
    "content",
    [
        HEAD + b"{" * 100_000 + b"x" + b"}" * 100_000 + b"}",
        HEAD + b"{" * 100_000,
        HEAD + b"}" * 100_000,
        HEAD + rb"\itap2000000000\intbl x\nestcell\cell\par}",
        HEAD + rb"{\field{\*\fldinst " * 20_000,
        HEAD
        + b"".join(rb"\trowd\cellx%d\cellx999999\intbl a\cell b\cell\row" % (at * 40) for at in range(3000))
        + b"}",
        HEAD + rb"\trowd" + b"".join(rb"\cellx%d" % edge for edge in range(20_000)) + rb"\intbl x\cell\row}",
    ],
)
def test_files_made_to_exhaust_are_read_in_no_time(content: bytes) -> None:
    begun = time.monotonic()
    assert read_here(content, "a.rtf", Limits()).outcome not in ("failed", "crashed")
    assert time.monotonic() - begun < 20


def test_what_is_left_out_is_counted() -> None:
    found = read(
        rb"{\header h}{\header i}{\pict 00}{\pict 01}{\object{\result x}}{\*\annotation c}"
        rb"{\v a}{\v b}y{\deleted d}\par"
    )
    assert {left.what: left.count for left in found.left_out} == {
        "headers": 1, "images": 2, "embedded": 1, "comments": 1, "hidden_text": 1, "deletions": 1,
    }  # fmt: skip
