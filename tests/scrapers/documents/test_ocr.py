"""OCR itself, where the extra is installed (`make ocr`): text and figures drawn here are read back."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from typing import Any

import pytest

from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.pictures import installed
from scrapers.documents.records import Document

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
FONT = next((font for font in FONTS if Path(font).is_file()), "")
pytestmark = [
    pytest.mark.skipif(not installed(), reason="the extra ocr is not installed"),
    pytest.mark.skipif(not FONT, reason="no Chinese font"),
]

ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "12"], ["收费金额", "7730.28", "195"]]


def page(rotated: float = 0.0) -> Any:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1400, 800), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 36)
    pen.text((150, 70), "二、主动公开政府信息情况", "black", font)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            x, y = 150 + 360 * column, 200 + 90 * row
            pen.rectangle((x, y, x + 360, y + 90), outline="black", width=3)
            pen.text((x + 30, y + 24), text, "black", font)
    pen.text((150, 560), "以上数据截至2023年12月31日。", "black", font)
    return image.rotate(
        rotated, expand=rotated % 90 == 0, fillcolor="white", resample=Image.Resampling.BICUBIC
    )


def read(image: Any) -> Document:
    out = io.BytesIO()
    image.save(out, "PNG")
    return read_here(out.getvalue(), "a.png", Limits(seconds=200))


@pytest.mark.parametrize("rotated", [0.0, 1.5, 90.0, 180.0])
def test_text_and_figures_of_a_page_are_read(rotated: float) -> None:
    document = read(page(rotated))
    assert document.outcome == "ok"
    assert document.text.splitlines()[0] == "二、主动公开政府信息情况"
    (table,) = document.tables
    assert [list(row) for row in table.rows] == ROWS
    assert set(table.doubts.values()) == {"recognised"}
    assert (2, 1) in table.doubts
    assert "2023年12月31日" in document.text
    assert document.notes[0] == "第1页的文字由图像识别得出,可能有错"


def test_it_asks_no_network_and_gives_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("a network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    first = read(page())
    assert first == read(page())


def test_an_empty_page_is_empty() -> None:
    from PIL import Image

    assert read(Image.new("RGB", (800, 600), "white")).outcome == "empty"
