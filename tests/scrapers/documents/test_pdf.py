"""PDF: text in reading order, ruled tables in many shapes, what is left out, what is wrong with a file."""

from __future__ import annotations

import io
import random
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.geometry import Glyph, Rule
from scrapers.documents.inside import read_here
from scrapers.vocabulary.outcomes import CLEAN_END

FONT = "STSong-Light"
WIDE, HIGH = A4
ROWS = (("项目", "本年", "上年"), ("规章", "12", "0"), ("行政许可", "5050", "131"), ("合计", "5062", "131"))

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def made(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4, **options: object) -> bytes:
    """A PDF of pages, each drawn by a function; (0, 0) is its lower left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _measures_chinese() -> bool:
    """Whether the machine has a font by which a character that the file brings no shape for takes up room."""
    page = pypdfium2.PdfDocument(made(lambda canvas: canvas.drawString(72, 700, "甲")))[0]
    try:
        left, _, right, _ = page.get_textpage().get_charbox(0)
    except pypdfium2.PdfiumError:
        return False
    return bool(right - left > 1)


by_places = pytest.mark.skipif(
    not _measures_chinese(), reason="no Chinese font here: pdfium does not say where such characters stand"
)
"""What goes by where characters stand, of files that name a Chinese font without bringing it."""


def read(content: bytes, limits: Limits | None = None) -> Document:
    return read_here(content, "a.pdf", limits or Limits())


def lines_of(*texts: str, x: float = 72, top: float = 780, step: float = 20) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(x, top - number * step, text)

    return draw


def grid(
    canvas: Canvas,
    rows: tuple[tuple[str, ...], ...] = ROWS,
    left: float = 72,
    top: float = 700,
    rule: Callable[[Canvas, float, float, float, float], None] | None = None,
    outer: bool = True,
    wide: float = 100,
    high: float = 24,
) -> None:
    """A table of equal cells; `rule` draws each line."""
    draw = rule or (lambda canvas, *ends: canvas.line(*ends))
    count, width = len(rows), len(rows[0])
    bottom, right = top - count * high, left + width * wide
    for number in range(0 if outer else 1, count + (1 if outer else 0)):
        draw(canvas, left, top - number * high, right, top - number * high)
    for number in range(0 if outer else 1, width + (1 if outer else 0)):
        draw(canvas, left + number * wide, bottom, left + number * wide, top)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            canvas.drawString(left + column * wide + 5, top - row * high - 16, text)


def dashes(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line as many short ones."""
    length = max(x1 - x0, y1 - y0)
    steps = int(length / 5)
    for step in range(steps):
        a, b = step / steps, (step + 0.6) / steps
        canvas.line(x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0))


def boxes(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line as a thin filled box."""
    canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)


def double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """Two lines at 1.5 points."""
    away = (0, 1.5) if y0 == y1 else (1.5, 0)
    canvas.line(x0, y0, x1, y1)
    canvas.line(x0 + away[0], y0 + away[1], x1 + away[0], y1 + away[1])


def shaky(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line in pieces that are not quite in one place."""
    chance = random.Random(int(x0 + y0))
    pieces = 6
    for piece in range(pieces):
        off = chance.uniform(-0.6, 0.6)
        a, b = piece / pieces, (piece + 1) / pieces
        dx, dy = (0, off) if y0 == y1 else (off, 0)
        canvas.line(
            x0 + a * (x1 - x0) + dx, y0 + a * (y1 - y0) + dy, x0 + b * (x1 - x0) + dx, y0 + b * (y1 - y0) + dy
        )


def dotted(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line with a dash pattern."""
    canvas.setDash(1, 2)
    canvas.line(x0, y0, x1, y1)
    canvas.setDash()


RULES = {"lines": None, "dashes": dashes, "boxes": boxes, "double": double, "shaky": shaky, "dotted": dotted}


@pytest.mark.parametrize("how", RULES)
@pytest.mark.parametrize("outer", [True, False])
def test_a_ruled_table_is_one_however_its_lines_are_drawn(how: str, outer: bool) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "表一")
        grid(canvas, rule=RULES[how], outer=outer)
        canvas.drawString(72, 500, "说明")

    found = read(made(page))
    (table,) = found.tables
    assert table.rows == ROWS and not table.spans and (table.page, table.last_page) == (1, 1)
    assert found.text.splitlines() == ["表一", *("\t".join(row) for row in ROWS), "说明"]


def test_cells_of_several_places() -> None:
    """A head over two columns, a label beside two rows; every edge drawn cell by cell."""
    cells = [
        (0, 0, 2, 1, "单位"), (0, 1, 1, 2, "件数"), (1, 1, 1, 1, "本年"), (1, 2, 1, 1, "上年"),
        (2, 0, 1, 1, "林业局"), (2, 1, 1, 1, "7"), (2, 2, 1, 1, "6"), (3, 0, 1, 3, "合计不详"),
    ]  # fmt: skip

    def page(canvas: Canvas) -> None:
        for row, column, high, wide, text in cells:
            canvas.rect(72 + column * 90, 700 - (row + high) * 30, wide * 90, high * 30)
            canvas.drawString(80 + column * 90, 700 - row * 30 - 20, text)

    (table,) = read(made(page)).tables
    assert table.rows == (
        ("单位", "件数", None), (None, "本年", "上年"), ("林业局", "7", "6"), ("合计不详", None, None)
    )  # fmt: skip
    assert dict(table.spans) == {(0, 0): (2, 1), (0, 1): (1, 2), (3, 0): (1, 3)}


def test_what_is_no_table() -> None:
    """A frame round the page, a box round a notice, underlined and shaded lines, a rule under the head."""

    def page(canvas: Canvas) -> None:
        canvas.rect(20, 20, WIDE - 40, HIGH - 40)
        canvas.rect(60, 640, 300, 60)
        canvas.drawString(72, 670, "通知:本表由各单位填报")
        for number in range(4):
            y = 600 - number * 22
            canvas.setFillGray(0.9)
            canvas.rect(70, y - 5, 400, 22, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(72, y, f"第{number}行")
            canvas.line(72, y - 3, 200, y - 3)

    found = read(made(page))
    assert found.tables == ()
    assert found.text.split() == ["通知:本表由各单位填报", *(f"第{number}行" for number in range(4))]


@by_places
def test_two_tables_stand_where_they_stand() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, top=760)
        canvas.drawString(72, 630, "二、另一张表")
        grid(canvas, (("甲", "乙"), ("1", "2")), top=600)
        grid(canvas, (("丙", "丁"), ("3", "4")), top=600, left=320)

    first, left, right = read(made(page)).tables
    assert (first.rows, left.rows, right.rows) == (
        ROWS, (("甲", "乙"), ("1", "2")), (("丙", "丁"), ("3", "4"))
    )  # fmt: skip


@by_places
def test_a_table_within_a_cell_is_its_own() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([60, 160, 500], [700, 500, 460])
        canvas.drawString(70, 600, "外")
        canvas.drawString(70, 470, "下")
        grid(canvas, (("1", "2"), ("3", "4")), left=200, top=680, wide=60)

    outer, inner = read(made(page)).tables
    assert (outer.rows, inner.rows) == ((("外", ""), ("下", "")), (("1", "2"), ("3", "4")))


def singly(canvas: Canvas, x: float, y: float, text: str) -> None:
    """A text whose every sign is drawn by a command of its own."""
    for number, sign in enumerate(text):
        canvas.drawString(x + canvas.stringWidth(text[:number], FONT, 12), y, sign)


@by_places
def test_digits_drawn_one_by_one_are_one_number_and_neighbours_stay_apart() -> None:
    def page(canvas: Canvas) -> None:
        for x, text in ((75, "12345"), (176, "678")):
            singly(canvas, x, 780, text)
        canvas.grid([72, 106, 140], [700, 676])
        for x, text in ((75, "12345"), (109, "67.8")):
            singly(canvas, x, 684, text)
        # A number wider than its cell stays whole, in its own cell.
        canvas.grid([72, 106, 140], [640, 616])
        canvas.drawString(75, 624, "123456")
        canvas.drawString(128, 624, "9")

    found = read(made(page))
    assert found.text.splitlines()[0] == "12345\t678"
    assert [table.rows for table in found.tables] == [(("12345", "67.8"),), (("123456", "9"),)]


def test_a_text_cut_by_its_column_does_not_mix_with_the_next() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "卫生健康委员会办公室")
        canvas.drawString(150, 780, "20230601")

    assert read(made(page)).text.strip() == "卫生健康委员会办公室\t20230601"


def test_what_the_page_s_width_broke_is_one_paragraph() -> None:
    full = "全年受理依申请公开二十一件其中网站受理与当面受理合计收取信息"  # 31 signs
    found = read(
        made(
            lines_of(
                "一、总体情况",
                f"\u3000\u3000{full[2:]}",
                f"{full[:-2]}12",
                "34567.8元,均已入库。",
                f"\u3000\u3000{full[2:-1]}。",
                "\u3000\u3000新的一段。",
            )
        )
    )
    assert [line.strip() for line in found.text.splitlines()] == [
        "一、总体情况",
        f"{full[2:]}{full[:-2]}1234567.8元,均已入库。",
        f"{full[2:-1]}。",
        "新的一段。",
    ]


def test_short_lines_stay_apart() -> None:
    """Lines without indents that end before the margin: a list, an address, a signature."""
    full = "本报告所列数据的统计期限自一月一日起至十二月三十一日止特此说明"
    short = ["申请表可以在网上取得", "地址:云泽县人民路12号", "电话:0000-1234567", "2024年1月20日"]
    assert read(made(lines_of(full, "如上。", *short))).text.splitlines() == [f"{full}如上。", *short]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{number}行的文字写到栏的边上为止才换" for number in range(12)]
    right = [f"右栏第{number}行的文字写到栏的边上为止才换" for number in range(12)]

    def page(canvas: Canvas) -> None:
        for number, (a, b) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(50, 780 - number * 20, a)
            canvas.drawString(310, 780 - number * 20, b)

    assert "".join(read(made(page)).text.split()) == "".join(left + right)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        grid(canvas)

    (table,) = read(made(page, size=(HIGH, HIGH))).tables
    assert table.rows == ROWS


@by_places
@pytest.mark.parametrize("turn", [90, 270])
def test_tables_drawn_sideways_are_read_upright(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*((WIDE, 0) if turn == 90 else (0, HIGH)))
        canvas.rotate(turn)
        canvas.setFont(FONT, 12)
        grid(canvas, top=500)

    (table,) = read(made(page)).tables
    assert table.rows == ROWS


@by_places
@pytest.mark.parametrize("turn", [90, -90])
def test_a_label_turned_in_its_cell_is_read_along_its_own_line(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(*((90, 610) if turn == 90 else (82, 690)))
        canvas.rotate(turn)
        canvas.setFont(FONT, 12)
        canvas.drawString(0, 0, "2023年度")
        canvas.restoreState()
        canvas.grid([72, 100, 300], [700, 600])
        canvas.drawString(110, 650, "公开 1286 件")
        lines_of("另有说明一行,说明不在表里。", "再有一行。", top=500)(canvas)

    found = read(made(page))
    assert [table.rows for table in found.tables] == [(("2023年度", "公开 1286 件"),)]


def test_text_that_is_cut_off_stands_in_its_own_cell_and_unseen_text_is_told() -> None:
    """Sheets cut a text at its cell's edges, and draw a label of several rows on each page of them."""

    def cut(canvas: Canvas, left: float, low: float, x: float, y: float, *pieces: str) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, low, 60, 20)
        canvas.clipPath(path, stroke=0)
        for piece in pieces:
            canvas.drawString(x, y, piece)
            x += canvas.stringWidth(piece, FONT, 12)
        canvas.restoreState()

    def page(canvas: Canvas) -> None:
        canvas.grid([72, 132, 192, 252], [720, 700, 680])
        cut(canvas, 72, 700, 74, 705, "法律服务机构")
        cut(canvas, 132, 700, 126, 705, "社会公益组织")
        cut(canvas, 192, 700, 194, 705, "备注")
        cut(canvas, 72, 680, 100, 685, "0")
        cut(canvas, 132, 680, 117, 685, "29", "(其中修订6件)")  # in the middle of its cell, wider than it
        cut(canvas, 192, 680, 194, 685, "7")
        cut(canvas, 72, 680, 74, 665, "三、办理结果")  # below the page's last row: on the next page

    found = read(made(page))
    assert [table.rows for table in found.tables] == [
        (("法律服务机构", "社会公益组织", "备注"), ("0", "29(其中修订6件)", "7"))
    ]
    assert "办理结果" not in found.text
    assert [(left.what, left.count) for left in found.left_out] == [("hidden_text", 6)]


def test_text_that_nobody_sees_is_told_and_not_read() -> None:
    """White on paper (zeros in a sheet), and text that is not drawn; white on a dark head is seen."""

    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(72, 676, 300, 24, stroke=0, fill=1)
        canvas.setFillGray(1)
        grid(canvas, ROWS[:1])
        canvas.drawString(77, 560, "白色的字")
        canvas.rect(70, 500, 200, 30, stroke=0, fill=1)
        canvas.drawString(77, 510, "白底")
        canvas.setFillGray(0)
        text = canvas.beginText(77, 540)
        text.setTextRenderMode(3)
        text.textLine("没有画的")
        canvas.drawText(text)

    found = read(made(page))
    assert found.tables[0].rows == ROWS[:1]
    assert "字" not in found.text and "没有" not in found.text and "白底" not in found.text
    assert [(left.what, left.count) for left in found.left_out] == [("hidden_text", 10)]


def test_what_lies_outside_the_shown_part_is_told() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setCropBox((0, 400, WIDE, HIGH))
        canvas.drawString(72, 780, "看得见")
        canvas.drawString(72, 100, "看不见")

    found = read(made(page))
    assert found.text == "看得见\n"
    assert [(left.what, left.count) for left in found.left_out] == [("hidden_text", 3)]


def test_bold_by_drawing_twice_is_one_text() -> None:
    def page(canvas: Canvas) -> None:
        for off in (0, 0.3):
            canvas.drawString(72 + off, 780, "合计1100件")
        grid(canvas)
        canvas.drawString(77.4, 684, "项目")

    found = read(made(page))
    assert found.text.splitlines()[0] == "合计1100件"
    assert found.tables[0].rows == ROWS


def test_heads_and_page_numbers_cut_no_sentence() -> None:
    full = "全年受理依申请公开二十一件其中网站受理与当面受理合计收取信息"

    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(200, 810, "云泽县政府信息公开年度报告")
            lines = [f"{full[:-2]}{number}{line:03}" for line in range(30 if number < 3 else 3)]
            lines_of(*lines, *(["完。"] if number == 3 else []))(canvas)
            canvas.drawString(280, 30, f"- {number} -")

        return draw

    found = read(made(page(1), page(2), page(3)))
    whole = "".join(
        f"{full[:-2]}{page}{line:03}" for page in (1, 2, 3) for line in range(30 if page < 3 else 3)
    )
    assert found.text.splitlines() == ["云泽县政府信息公开年度报告", whole + "完。"]
    assert [(left.what, left.count) for left in found.left_out] == [("headers", 5)]
    assert found.notes == ("页眉页脚没有放进正文:「云泽县政府信息公开年度报告」",)


def test_a_watermark_is_no_part_of_the_table() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas)
        canvas.translate(150, 600)
        canvas.rotate(35)
        canvas.setFont(FONT, 48)
        canvas.drawString(0, 0, "仅供2023")

    found = read(made(page))
    assert found.tables[0].rows == ROWS
    assert found.notes == ("水印没有放进正文:「仅供2023」",)


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (50, 70), 200)), 0, 0, WIDE, HIGH)


def test_pages_that_are_pictures_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scrapers.documents.pictures", None)
    scans = read(made(picture, picture))
    assert (scans.outcome, scans.reason, scans.pages) == ("scan", "2 页都没有文字层(扫描件或图片)", 2)
    some = read(made(lines_of("第一页有字"), picture, picture))
    assert some.outcome == "partial"
    assert [(left.what, left.where, left.count) for left in some.left_out] == [("pages", "第 2–3 页", 2)]


def test_pages_that_recognition_reads_are_text_and_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the room of pictures: one sentence and a ruled table at places of the page's picture."""

    def seen(image: Any) -> SimpleNamespace:
        scale = image.size[0] / WIDE
        glyphs = [("合计", 80, 100, 104, 112), ("35", 180, 100, 192, 112), ("全年三件。", 80, 300, 140, 312)]
        rules = [(70, y, 270, y) for y in (90, 120)] + [(x, 90, x, 120) for x in (70, 170, 270)]
        return SimpleNamespace(
            glyphs=[Glyph(text, *(edge * scale for edge in box), 12 * scale) for text, *box in glyphs],
            rules=[Rule(*(edge * scale for edge in rule)) for rule in rules],
            width=image.size[0],
            height=image.size[1],
        )

    room = SimpleNamespace(
        seen=seen,
        told=lambda pages: [f"识别了 {len(pages)} 页"],
        doubted=lambda table: replace(table, doubts={(0, 1): "recognised"}),
    )
    monkeypatch.setitem(sys.modules, "scrapers.documents.pictures", room)
    found = read(made(lines_of("第一页有字"), picture))
    assert (found.outcome, found.text) == ("ok", "第一页有字\n合计\t35\n全年三件。\n")
    assert found.notes == ("识别了 1 页",)
    assert [(table.page, dict(table.doubts)) for table in found.tables] == [(2, {(0, 1): "recognised"})]


def test_text_laid_unseen_over_a_scan_is_read_and_told() -> None:
    def page(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("本机关全年受理申请二十一件,均按期答复,没有收费,特此报告如上。")
        canvas.drawText(text)

    found = read(made(page))
    assert "二十一件" in found.text and found.outcome == "ok"
    assert found.notes == ("第 1 页是扫描件,文字是扫描时识别的,可能有错",)


def test_a_broken_font_is_damage_though_the_page_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library leaves out what is set in a font that it cannot load, and says nothing of it."""
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("Vera", 12)
        canvas.drawString(72, 700, "Total 1286")

    whole = made(page)
    assert read(whole).text == "Total 1286\n"
    begin = whole.index(b"stream\n", whole.index(b"/Length1"))
    found = read(whole[: begin + 200] + bytes([whole[begin + 200] ^ 0x20]) + whole[begin + 201 :])
    assert (found.outcome, found.reason) == ("damaged", "文件里有 1 处压缩的内容损坏,读到的可能不全")


def test_letters_without_a_meaning_are_not_given_as_text() -> None:
    """A font whose table says nothing of its letters: poppler and pdfium give whatever the codes are."""
    page = made(lambda canvas: (canvas.setFont("Helvetica", 12), canvas.drawString(72, 700, "Q" * 40)))
    found = read(page.replace(b"/Encoding /WinAnsiEncoding", b"/Encoding << /Differences [81 /g1] >>"))
    assert found.outcome == "damaged" and "Q" not in found.text
    assert ("characters", 40) in [(left.what, left.count) for left in found.left_out]


def test_filled_in_fields_are_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "申请人:")
        canvas.acroForm.textfield(name="who", value="Zhang 17", x=130, y=690, width=200, height=24)

    assert "Zhang 17" in read(made(page)).text


def test_passwords() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = lines_of("机密")
    assert read(made(page, encrypt=StandardEncryption("word", ownerPassword="x"))).outcome == "password"
    assert read(b"%PDF-1.7\n" + b"x" * 200).outcome == "damaged"
    owner = read(made(page, encrypt=StandardEncryption("", ownerPassword="x", canPrint=0)))
    assert (owner.outcome, owner.text) == ("ok", "机密\n")


def test_pages_beyond_the_bound_are_told() -> None:
    found = read(made(*(lines_of(f"{page}页", top=600) for page in "甲乙丙丁戊")), Limits(pages=3))
    assert (found.outcome, found.pages, found.text.split()) == ("partial", 5, ["甲页", "乙页", "丙页"])
    assert [(left.what, left.count) for left in found.left_out] == [("pages", 2)]


def test_a_page_that_unpacks_to_too_much_is_not_read() -> None:
    packed = zlib.compress(b"0 0 m " * 20_000_000, 9)
    page = made(lines_of("小"), pageCompression=0)
    start = page.index(b"stream\n", page.index(b"/Length")) + len(b"stream\n")
    end = page.index(b"endstream", start)
    bomb = page[:start].replace(b"/Length", b"/Filter /FlateDecode /Length") + packed + page[end:]
    assert read(bomb, Limits(unpacked=50 << 20)).outcome == "too_much_inside"


def damaged(content: bytes) -> list[bytes]:
    chance = random.Random(15)
    pieces = [content[: len(content) * part // 10] for part in range(1, 10)]
    for count in (1, 4, 40):
        changed = bytearray(content)
        for _ in range(count):
            changed[chance.randrange(len(content))] = chance.randrange(256)
        pieces.append(bytes(changed))
    middle = len(content) // 2
    pieces += [content[middle:] + content[:middle], content[:middle] + content[middle + 500 :]]
    return pieces


def test_damaged_files_are_named_and_never_read_as_whole() -> None:
    def page(canvas: Canvas) -> None:
        lines_of("一、总体情况", "全年受理依申请公开1286件。")(canvas)
        grid(canvas)

    whole = made(page, page)
    known = "".join(read(whole).text.split())
    with Reader(Limits(seconds=20)) as reader:
        for number, content in enumerate(damaged(whole)):
            found = reader.read(content, "a.pdf")
            assert found.outcome in CLEAN_END, (number, found.reason)
            if number < 9:
                assert found.outcome in ("damaged", "unsupported"), number
                assert all("".join(line.split()) in known for line in found.text.splitlines()), number


@pytest.mark.parametrize("as_letters", [0, 1])
def test_a_packed_page_that_was_changed_is_damaged(as_letters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One bit within what is packed: text may come out of it, other than what stood there. Writers may put
    what they packed as letters (ASCII85)."""
    monkeypatch.setattr("reportlab.rl_config.useA85", as_letters)
    whole = made(lines_of("全年受理依申请公开1286件。"), pageCompression=1)
    assert read(whole).outcome == "ok"
    begin = whole.index(b"stream\n", whole.index(b"/FlateDecode")) + 7
    for place in range(begin + 4, whole.index(b"endstream", begin) - 12, 9):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        assert read(bytes(changed)).outcome == "damaged", place


def test_a_wide_page_of_many_small_cells() -> None:
    rows = tuple(tuple(str(row * 40 + column) for column in range(20)) for row in range(25))

    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 7)
        grid(canvas, rows, left=30, top=560, wide=38, high=20)

    (table,) = read(made(page, size=landscape(A4))).tables
    assert table.rows == rows
