"""Word 97-2003 without a converter: files that LibreOffice made, streams made by hand for what it does not
write, and damage by seed."""

from __future__ import annotations

import random
import re
import struct
import time
from pathlib import Path

import pytest

from scrapers.documents import Document, LeftOut, Limits
from scrapers.documents.inside import read_here
from scrapers.documents.office import program
from scrapers.documents.records import Paragraph, Refused, Table
from scrapers.documents.words.binary import old
from scrapers.documents.words.binary.marks import cuts_of_fields, shown_of
from scrapers.documents.words.counters import joined, numeral
from tests.scrapers.documents.word_streams import Streams, asked, in_table, row_end, sprm

MADE = Path(__file__).parent / "made"
HEADINGS = [
    "一、总体情况", "（一）主动公开", "1.本年制发", "2.本年废止", "（二）依申请公开", "1.本年新收",
    "二、存在的问题", "（一）改进情况",
]  # fmt: skip
FORM = (
    ("项目", "申请人情况", None, None),
    (None, "1.1", "1.2", "1.3"),
    ("2.0", "2.1", "１，２３４件\n其中：350", None),
    ("3.0", "", None, None),
)
SPANS = {(0, 0): (2, 1), (0, 1): (1, 3), (2, 2): (2, 2)}
PAIRS = [
    ("numbered", "doc"),
    ("numbered", "rtf"),
    ("tables", "doc"),
    ("tables", "rtf"),
    ("unseen", "doc"),
    ("unseen", "rtf"),
]


def read(name: str, suffix: str, content: bytes | None = None) -> Document:
    path = MADE / suffix / f"{name}.{suffix}"
    return read_here(path.read_bytes() if content is None else content, path.name, Limits())


@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_numbers_that_word_counts_are_part_of_the_text(suffix: str) -> None:
    found = read("numbered", suffix)
    lines = [line.replace(". ", ".") for line in found.text.splitlines() if line]
    assert lines[: len(HEADINGS)] == HEADINGS
    assert found.tables[0].rows == (("1", "许可"), ("2", "处罚"), ("3", "强制"))


@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_tables_are_grids_with_spans_and_those_within_follow(suffix: str) -> None:
    found = read("tables", suffix)
    assert found.outcome == "ok"
    assert (found.tables[0].rows, found.tables[0].spans) == (FORM, SPANS)
    assert [table.rows for table in found.tables[1:]] == [
        (("外", ""),),
        (("内一", "内二"), ("内三", "12.50%")),
    ]
    assert any("在别的表格里面" in note for note in found.notes)
    order = [found.text.index(text) for text in ("表一", "项目", "两表之间", "外", "内一", "表后")]
    assert order == sorted(order)


@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_what_nobody_sees_is_left_out_and_told(suffix: str) -> None:
    found = read("unseen", suffix)
    assert found.text.splitlines()[:6] == [
        "看得见又看得见", "保留新加", "共 三百五十 条", "𠮷田、café、㎡、①、\u00a0间\t隔", "第一行", "第二行",
    ]  # fmt: skip
    assert {left.what for left in found.left_out} == {"headers", "hidden_text", "deletions"}


@pytest.mark.parametrize(
    ("offset", "value", "outcome"),
    [(10, 0x0300, "password"), (10, 0x8300, "password"), (0, 0, "damaged")],
)
def test_locked_older_and_foreign_streams(
    offset: int, value: int, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(program.SETTING, "/nowhere/soffice")
    content = bytearray((MADE / "doc" / "tables.doc").read_bytes())
    at = content.index(b"\xec\xa5\x01\x01")
    struct.pack_into("<H", content, at + offset, value)
    assert read("tables", "doc", bytes(content)).outcome == outcome


@pytest.mark.parametrize(
    ("language", "charsets", "data", "outcome", "texts"),
    [
        (0x0804, (0,), "政府信息\r公开".encode("gb18030"), "ok", ["政府信息", "公开"]),
        (0x0409, (0, 134), "政府信息\r公开".encode("gb18030"), "ok", ["政府信息", "公开"]),
        (0x0409, (0, 2), "caf\u00e9 \u2013\r".encode("cp1252"), "ok", ["café –"]),
        (0x0409, (204,), "При".encode("cp1251"), "ok", ["При"]),
        (
            0x0804,
            (0,),
            "甲\x07乙\x07\x07丙\x07丁\x07\x07\r".encode("gb18030"),
            "unread",
            [(("甲", "乙"), ("丙", "丁"))],
        ),
        (0x0804, (0,), b"\x13 PAGE \x143\x15\xff\xff", "characters", ["3\ufffd\ufffd"]),
    ],
)
def test_text_of_word_95_is_in_the_code_page_of_its_language_or_fonts(
    language: int, charsets: tuple[int, ...], data: bytes, outcome: str, texts: list[object]
) -> None:
    found = old.read(word_95(language, charsets, data), asked())
    assert [block.rows if isinstance(block, Table) else block.text for block in found.blocks] == texts
    assert [left.what for left in found.left_out] == ([] if outcome == "ok" else [outcome])


def test_word_95_in_several_code_pages_is_left_to_the_converter() -> None:
    with pytest.raises(Refused, match="几种编码"):
        old.read(word_95(0x0409, (134, 204), b"\xd5\xfe"), asked())


def word_95(language: int, charsets: tuple[int, ...], data: bytes) -> bytes:
    """The one stream of a document of Word 95."""
    fonts = b"".join(bytes([7, 0, 0, 0, charset, 0]) + b"F\0" for charset in charsets)
    word = bytearray(0x200) + data + struct.pack("<H", len(fonts) + 2) + fonts
    struct.pack_into("<HH2xH", word, 0, 0xA5DC, 0x68, language)
    struct.pack_into("<II", word, 0x18, 0x200, 0x200 + len(data))
    struct.pack_into("<i", word, 0x34, len(data))
    struct.pack_into("<II", word, 0xD0, 0x200 + len(data), len(fonts) + 2)
    return bytes(word)


def damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    at, to = (chance.randrange(len(data) // 512) * 512 for _ in "ab")
    kind = chance.randrange(4)
    if kind == 0:
        for _ in range(chance.choice((1, 10, 100))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 1:
        data[at : at + 512] = bytes(512)
    elif kind == 2:
        data[at : at + 512], data[to : to + 512] = data[to : to + 512], data[at : at + 512]
    else:
        del data[at : at + chance.choice((1, 512))]
    return bytes(data)


@pytest.mark.parametrize(("name", "suffix"), PAIRS)
def test_damage_is_named_and_makes_nothing_up(
    name: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(program.SETTING, "/nowhere/soffice")
    content = (MADE / suffix / f"{name}.{suffix}").read_bytes()
    whole = read(name, suffix).text
    for tenth in range(1, 10):
        cut = read(name, suffix, content[: len(content) * tenth // 10])
        assert cut.outcome in ("damaged", "empty"), tenth
        assert all(part.strip() in whole for part in re.split(r"[\n\t]", cut.text)), tenth
    chance = random.Random(7)
    for _ in range(60):
        assert read(name, suffix, damaged(content, chance)).outcome not in ("failed", "crashed")


def blocks(streams: Streams, **how: bool) -> list[Paragraph | Table]:
    return streams.body(**how).story("text")


def test_pieces_are_read_in_their_order_in_one_and_two_bytes() -> None:
    streams = Streams([("caf\u00e9 \u2013 12\u20ac\r", False), ("公开条例𠮷\r", True), ("end\r", False)])
    assert [block.text for block in blocks(streams) if isinstance(block, Paragraph)] == [
        "café – 12€",
        "公开条例𠮷",
        "end",
    ]


TWO_ROWS = "甲\x07乙\x07\x07丙\x07\x07\x07后\r"


def cells(*rows: bytes) -> dict[int, bytes]:
    """Properties of the paragraphs of `TWO_ROWS`."""
    return {0: in_table(), 1: in_table(), 2: rows[0], 3: in_table(), 4: in_table(), 5: rows[1]}


@pytest.mark.parametrize(
    ("first", "second", "rows", "spans"),
    [
        # the same edges
        (row_end([0, 900, 1800]), row_end([0, 900, 1800]), (("甲", "乙"), ("丙", "")), {}),
        # edges within half a millimetre are one
        (row_end([0, 900, 1800]), row_end([0, 920, 1790]), (("甲", "乙"), ("丙", "")), {}),
        # a row whose cells end elsewhere
        (
            row_end([0, 900, 1800]),
            row_end([0, 500, 1800]),
            (("甲", None, "乙"), ("丙", "", None)),
            {(0, 0): (1, 2), (1, 1): (1, 2)},
        ),
        # merged downwards by the flags of cells
        (
            row_end([0, 900, 1800], [0, 0x60]),
            row_end([0, 900, 1800], [0, 0x20]),
            (("甲", "乙"), ("丙", None)),
            {(0, 1): (2, 1)},
        ),
        # merged sideways, whichever of the two flags begins
        (
            row_end([0, 900, 1800]),
            row_end([0, 900, 1800], [1, 2]),
            (("甲", "乙"), ("丙", None)),
            {(1, 0): (1, 2)},
        ),
        (
            row_end([0, 900, 1800]),
            row_end([0, 900, 1800], [2, 1]),
            (("甲", "乙"), ("丙", None)),
            {(1, 0): (1, 2)},
        ),
        # merged sideways and downwards by modifications of the row
        (
            row_end([0, 900, 1800]),
            row_end([0, 900, 1800]) + sprm(0x5624, b"\0\2"),
            (("甲", "乙"), ("丙", None)),
            {(1, 0): (1, 2)},
        ),
        (
            row_end([0, 900, 1800]) + sprm(0xD62B, b"\2\1\3"),
            row_end([0, 900, 1800]) + sprm(0xD62B, b"\2\1\1"),
            (("甲", "乙"), ("丙", None)),
            {(0, 1): (2, 1)},
        ),
        # a row that begins further to the right
        (row_end([0, 900, 1800]), row_end([900, 1800]), (("甲", "乙"), ("", "丙")), {}),
        # edges that no table can have
        (
            row_end([0, 900, 1800]),
            row_end([0, -900, -1800]),
            (("甲", None, None, "乙"), ("丙", "", None, "")),
            None,
        ),
    ],
)
def test_columns_are_the_edges_of_all_rows(
    first: bytes,
    second: bytes,
    rows: tuple[tuple[str | None, ...], ...],
    spans: dict[tuple[int, int], tuple[int, int]] | None,
) -> None:
    found = blocks(Streams([(TWO_ROWS, True)], paragraphs=cells(first, second)))
    table = found[0]
    assert isinstance(table, Table)
    if spans is None:
        assert [text for row in table.rows for text in row if text] == ["甲", "乙", "丙"]
    else:
        assert (table.rows, table.spans) == (rows, spans)
    assert found[1:] == [Paragraph("后")]


def test_without_the_properties_of_paragraphs_marks_alone_make_rows() -> None:
    body = Streams(
        [(TWO_ROWS, True)], paragraphs=cells(row_end([0, 900, 1800]), row_end([0, 900, 1800]))
    ).body(without_pages=True)
    table = body.story("text")[0]
    assert isinstance(table, Table)
    assert table.rows == (("甲", "乙"), ("丙", ""))
    assert "格式缺失" in body.missing()


def test_a_stream_cut_short_says_how_much_is_lost() -> None:
    body = Streams([("一二三四五六七八九十\r", True)]).body(cut=2048 + 12)
    assert [block.text for block in body.story("text") if isinstance(block, Paragraph)] == ["一二三四五六"]
    assert body.missing() == "正文少 5 个字"


@pytest.mark.parametrize(
    ("properties", "text", "what"),
    [
        (sprm(0x083C, 1), "前后", {"hidden_text": 1}),
        (sprm(0x083C, 0), "前中间后", {}),
        (sprm(0x0800, 1), "前后", {"deletions": 1}),
        (sprm(0x0800, 0x81), "前后", {"deletions": 1}),
        (sprm(0x0801, 1), "前中间后", {}),
    ],
)
def test_runs_that_are_hidden_or_deleted(properties: bytes, text: str, what: dict[str, int]) -> None:
    body = Streams([("前中间后\r", True)], characters=[(1, 3, properties)]).body()
    assert body.story("text") == [Paragraph(text)]
    assert {name: count for name, count in body.counts.items() if count} == what


def test_text_boxes_and_footnotes_are_stories_of_their_own() -> None:
    streams = Streams([("正文\x02\r\x02 注\r框里\r\r", True)], lengths={"footnotes": 4, "boxes": 4})
    body = streams.body()
    assert body.story("text") == [Paragraph("正文")]
    assert body.story("footnotes") == [Paragraph(" 注")]
    assert body.story("boxes")[0] == Paragraph("框里")
    assert not body.story_has_text("headers")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('见\x13 HYPERLINK "http://x/" \x14附件\x15。', "见附件。"),
        ("第\x13 PAGE \x14\x13 IF 1 \x143\x15\x15页", "第3页"),
        ("\x13 EQ \\o\\ac(○,1)\x15项", "1项"),
        ("\x13 MACROBUTTON NoMacro [填写单位]\x15", "[填写单位]"),
        ('\x13 SYMBOL 254 \\f "Wingdings" \\s 12 \x15同意', "☑同意"),
        ('\x13 XE "词" \x15词', "词"),
        ("没有完的\x13 PAGE \r下一段", "没有完的\r下一段"),
        ("多了\x15一个\x14", "多了一个"),
    ],
)
def test_fields_show_their_results(text: str, shown: str) -> None:
    cuts, _ = cuts_of_fields(text)
    for cut in sorted(cuts, reverse=True):
        text = text[: cut.start] + cut.instead + text[cut.end :]
    assert text == shown


@pytest.mark.parametrize(
    "text", ["\x13" * 100_000 + "\r", "\x13 EQ " * 20_000 + "\x15" * 20_000, "\x15\x14" * 50_000]
)
def test_fields_made_to_exhaust_are_cut_in_no_time(text: str) -> None:
    begun = time.monotonic()
    assert cuts_of_fields(text)[0]
    assert time.monotonic() - begun < 5


def test_a_field_whose_result_is_kept_elsewhere_is_not_guessed() -> None:
    assert shown_of(" FORMDROPDOWN ") is None


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (3, 0, "3"), (4, 1, "IV"), (14, 2, "xiv"), (28, 3, "BB"), (10, 39, "一十"), (12, 37, "十二"),
        (205, 37, "二百零五"), (1010, 37, "一千零一十"), (20, 11, "二十"), (21, 38, "贰拾壹"),
        (20, 10, "二〇"), (3, 18, "③"), (21, 18, "21"), (7, 22, "07"), (3, 30, "丙"), (13, 31, "子"),
        (5, 23, ""), (5, 255, ""), (5, 99, None), (12, 14, "１２"),
    ],
)  # fmt: skip
def test_counting_formats(value: int, kind: int, written: str | None) -> None:
    assert numeral(value, kind) == written


@pytest.mark.parametrize(
    ("number", "text", "close", "line"),
    [
        ("一、", "总体", False, "一、总体"), ("1.", "总体", False, "1. 总体"), ("1.", "总体", True, "1.总体"),
        ("1.", "5亩", True, "1. 5亩"), ("", "总体", False, "总体"),
    ],
)  # fmt: skip
def test_a_number_never_runs_into_another(number: str, text: str, close: bool, line: str) -> None:
    assert joined(number, text, close) == line


def test_tables_beyond_the_bound_of_cells_are_told() -> None:
    content = (MADE / "doc" / "tables.doc").read_bytes()
    found = read_here(content, "tables.doc", Limits(cells=6))
    assert found.outcome == "partial"
    assert LeftOut("rows", count=5) in found.left_out
