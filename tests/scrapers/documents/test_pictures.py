"""Pictures: which pages a file has, how people see them, bounds, damage; the engine itself is in test_ocr."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest

from scrapers.documents.geometry import Glyph
from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.pictures import NOT_INSTALLED, reading
from scrapers.documents.pictures.recognising import Seen
from scrapers.documents.records import Document

Image = pytest.importorskip("PIL.Image")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The pictures that an engine is shown: it reads 第N页 in each."""
    pictures: list[Any] = []

    def seen(image: Any) -> Seen:
        pictures.append(image)
        return Seen([Glyph(f"第{len(pictures)}页", 2, 2, 9, 4, 2)], [], *image.size)

    monkeypatch.setattr(reading, "installed", lambda: True)
    monkeypatch.setattr(reading, "seen", seen)
    return pictures


def marked(mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> Any:
    """White, with a black upper left corner."""
    image = Image.new("RGB", size, "white")
    image.paste((0, 0, 0), (0, 0, 10, 8))
    return image.convert(mode)


def saved(image: Any, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def read(content: bytes, limits: Limits | None = None, name: str | None = None) -> Document:
    return read_here(content, name, limits or Limits())


def is_black(image: Any, x: int, y: int) -> bool:
    return sum(image.getpixel((x, y))) < 150


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
def test_without_the_extra_a_picture_is_a_scan(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "installed", lambda: False)
    document = read(saved(marked(), kind))
    assert (document.format, document.outcome, document.pages) == ("image", "scan", 1)
    assert document.reason == NOT_INSTALLED
    assert "make ocr" in document.reason


@pytest.mark.parametrize(
    ("kind", "mode", "more"),
    [
        ("PNG", "RGB", {}),
        ("PNG", "P", {}),
        ("PNG", "1", {}),
        ("PNG", "LA", {}),
        ("PNG", "I;16", {}),
        ("JPEG", "L", {"quality": 95}),
        ("JPEG", "CMYK", {"quality": 95}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "L", {"compression": "tiff_lzw"}),
        ("TIFF", "CMYK", {}),
        ("TIFF", "F", {}),
        ("GIF", "P", {}),
        ("WEBP", "RGB", {"lossless": True}),
        ("BMP", "RGB", {}),
    ],
)
def test_every_kind_of_picture_is_shown_as_people_see_it(
    kind: str, mode: str, more: dict[str, Any], looked: list[Any]
) -> None:
    image = (
        marked("L").point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else marked(mode)
    )
    document = read(saved(image, kind, **more), name="a.bmp" if kind == "BMP" else None)
    assert (document.outcome, document.text) == ("ok", "第1页\n")
    (shown,) = looked
    assert (shown.mode, shown.size) == ("RGB", (30, 20))
    assert is_black(shown, 4, 4) and not is_black(shown, 25, 15)


def test_what_is_transparent_is_paper(looked: list[Any]) -> None:
    image = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 8))
    read(saved(image, "PNG"))
    assert is_black(looked[0], 4, 4) and not is_black(looked[0], 25, 15)


@pytest.mark.parametrize(("orientation", "corner"), [(3, (25, 15)), (6, (15, 4)), (8, (4, 25))])
def test_a_photograph_is_turned_as_the_camera_says(
    orientation: int, corner: tuple[int, int], looked: list[Any]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    read(saved(marked(), "JPEG", exif=exif, quality=95))
    (shown,) = looked
    assert shown.size == ((30, 20) if orientation == 3 else (20, 30))
    assert is_black(shown, *corner)


def test_a_fax_is_as_high_as_its_paper(looked: list[Any]) -> None:
    read(saved(marked("1"), "TIFF", compression="group3", dpi=(204, 98)))
    assert looked[0].size == (30, round(20 * 204 / 98))


def test_every_page_of_a_tiff_is_read(looked: list[Any]) -> None:
    pages = [marked(size=(30, 20 + number)) for number in range(4)]
    document = read(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert (document.outcome, document.pages) == ("ok", 4)
    assert [image.size[1] for image in looked] == [20, 21, 22, 23]
    assert "".join(document.text.split()) == "第1页第2页第3页第4页"
    assert document.notes[0] == "第1-4页的文字由图像识别得出,可能有错"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_read_and_the_rest_told(kind: str, looked: list[Any]) -> None:
    others = [marked().rotate(90 * turn) for turn in (1, 2)]
    document = read(saved(marked(), kind, save_all=True, append_images=others))
    assert (document.outcome, document.pages, len(looked)) == ("ok", 1, 1)
    assert [(left.what, left.count) for left in document.left_out] == [("images", 2)]


def test_pages_beyond_the_bound_are_told(looked: list[Any]) -> None:
    pages = [marked()] * 5
    document = read(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), Limits(pages=2))
    assert (document.outcome, document.pages, len(looked)) == ("partial", 5, 2)
    assert "3" in document.reason


def test_a_picture_of_too_many_pixels_is_never_unpacked(looked: list[Any]) -> None:
    bomb = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 100_000
    document = read(bomb)
    assert (document.outcome, looked) == ("too_much_inside", [])
    assert "20000×20000" in document.reason


def test_the_pages_of_a_file_share_one_account(looked: list[Any]) -> None:
    page = Image.new("RGB", (300, 300), "white")
    content = saved(page, "TIFF", save_all=True, append_images=[page] * 9)
    document = read(content, Limits(unpacked=700_000))
    assert document.outcome == "too_much_inside"
    assert len(looked) == 2


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
def test_a_picture_cut_short_is_damaged(kind: str, looked: list[Any]) -> None:
    chance = random.Random(kind)
    noise = Image.frombytes("L", (120, 90), bytes(chance.randrange(256) for _ in range(120 * 90)))
    content = saved(noise.convert("P") if kind == "GIF" else noise.convert("RGB"), kind)
    for tenth in range(2, 10):
        document = read(content[: len(content) * tenth // 10])
        assert document.outcome in ("damaged", "unsupported"), (tenth, document.reason)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
@pytest.mark.usefixtures("looked")
def test_flipped_bytes_cost_the_picture_alone(kind: str) -> None:
    pages = [marked(size=(60, 40))] * 2
    content = saved(
        pages[0], kind, **({"save_all": True, "append_images": pages[1:]} if kind == "TIFF" else {})
    )
    chance = random.Random(kind)
    for _ in range(60):
        flipped = bytearray(content)
        for _ in range(chance.choice((1, 3, 20))):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        document = read(bytes(flipped))
        assert document.outcome not in ("failed", "crashed"), document.reason


def test_an_extra_that_is_not_whole_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "installed", lambda: True)
    monkeypatch.setattr(reading, "seen", lambda image: None)
    assert read(saved(marked(), "PNG")).outcome == "scan"


def test_no_program_is_started_for_a_picture() -> None:
    """Postscript is what Pillow would ask a program for."""
    document = read(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", name="a.png")
    assert document.format != "image"
