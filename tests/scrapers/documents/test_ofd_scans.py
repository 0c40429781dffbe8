"""OFD pages that are only a picture: recognised where OCR is installed, told where it is not."""

from __future__ import annotations

import pytest

from scrapers.documents import pictures
from scrapers.documents.geometry import Glyph, Rule
from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.pictures import Seen
from tests.scrapers.documents.making_ofd import Maker

SCAN = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
RESOURCE = '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'


def scanned(maker: Maker, picture: bytes = b"x") -> bytes:
    return maker.made(resources=RESOURCE, files={"Doc_0/Res/a.png": picture})


def png(width: int = 21, height: int = 30) -> bytes:
    image = pytest.importorskip("PIL.Image")
    from io import BytesIO

    out = BytesIO()
    image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "installed", lambda: False)


@pytest.fixture
def an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sees a table of two cells in the upper left quarter of a picture of 21 × 30."""
    glyphs = [
        Glyph("件数", 2, 3, 4, 4, 0.8),
        Glyph("350", 7, 3, 8.5, 4, 0.8),
        Glyph("合计", 2, 20, 4, 21, 0.8),
    ]
    across = [Rule(1, y, 11, y + 0.05) for y in (2, 5)]
    down = [Rule(x, 2, x + 0.05, 5) for x in (1, 6, 11)]
    seen = Seen(glyphs, [*across, *down], 21, 30, ["350"])
    monkeypatch.setattr(pictures, "installed", lambda: True)
    monkeypatch.setattr(pictures, "seen", lambda image: seen)


@pytest.mark.usefixtures("nothing_installed")
def test_a_file_of_pictures_alone_is_a_scan() -> None:
    maker = Maker()
    maker.put(SCAN)
    document = read_here(scanned(maker), "a.ofd", Limits())
    assert (document.outcome, document.reason) == ("scan", pictures.NOT_INSTALLED)
    assert (document.pages, document.text) == (1, "")


@pytest.mark.usefixtures("nothing_installed")
def test_a_page_that_is_a_picture_among_others_is_a_page_not_read() -> None:
    maker = Maker()
    maker.text(30, 40, "公开年报")
    maker.page()
    maker.put(SCAN)
    document = read_here(scanned(maker), "a.ofd", Limits())
    assert (document.outcome, document.text.strip()) == ("partial", "公开年报")
    assert "第 2 页" in document.reason
    assert pictures.NOT_INSTALLED in document.notes


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("hidden", ['Alpha="0"', 'Visible="false"', 'Fill="false"'])
def test_the_text_that_a_scanner_put_under_its_picture_is_read_and_told(hidden: str) -> None:
    maker = Maker()
    maker.text(30, 40, "扫描时识别出的文字共二十个字以上才算是一页的文字")
    maker.pages[0][0] = maker.pages[0][0].replace("<ofd:TextObject", f"<ofd:TextObject {hidden}")
    maker.put(SCAN)
    document = read_here(scanned(maker), "a.ofd", Limits())
    assert document.outcome == "ok"
    assert document.text.startswith("扫描时识别出的文字")
    assert any("第1页是扫描图像" in note for note in document.notes)


@pytest.mark.usefixtures("nothing_installed")
def test_a_small_picture_beside_little_text_is_no_scan() -> None:
    maker = Maker()
    maker.text(30, 40, "封面")
    maker.put(SCAN.replace("0 0 210 297", "80 80 50 50"))
    document = read_here(scanned(maker), "a.ofd", Limits())
    assert (document.outcome, document.text.strip()) == ("ok", "封面")
    assert [left.what for left in document.left_out] == ["images"]


@pytest.mark.usefixtures("an_engine")
def test_what_is_seen_in_a_picture_stands_where_the_picture_is() -> None:
    maker = Maker()
    maker.text(100, 20, "第1号")
    maker.put(SCAN)
    document = read_here(scanned(maker, png()), "a.ofd", Limits())
    assert document.outcome == "ok"
    assert document.text.split() == ["第1号", "件数", "350", "合计"]
    (table,) = document.tables
    assert table.rows == (("件数", "350"),)
    assert table.doubts == {(0, 1): "recognised"}
    assert document.notes == ("第1页的文字由图像识别得出,可能有错", "第1页识别把握不大的行:「350」")


@pytest.mark.usefixtures("an_engine")
@pytest.mark.parametrize("picture", [b"", b"\x97JB2\r\n\x1a\n", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_cannot_be_opened_is_a_page_not_read(picture: bytes) -> None:
    maker = Maker()
    maker.put(SCAN)
    document = read_here(scanned(maker, picture), "a.ofd", Limits())
    assert (document.outcome, document.text) == ("partial", "")
    assert "第 1 页是图像" in document.reason
