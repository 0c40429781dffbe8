"""A file's pictures, one by one, as people see them: within bounds, turned as the camera says, on white
paper."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
"""What Pillow may open here: its other formats start programs (EPS) or are none of `formats.csv`."""
ENOUGH = 2_600
"""Pixels of a side: more of a photograph is not looked at."""
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders raise of damaged files (SyntaxError of PNG, TypeError of broken TIFF tags)."""
_BITS = {"1": 1, "L": 8, "P": 8, "I": 32, "F": 32, "LA": 16, "I;16": 16, "I;16B": 16, "I;16L": 16}


class Frames:
    """The pictures of one file. Raises Refused where it cannot be opened, or is beyond the bound of
    pixels."""

    def __init__(self, content: bytes, asked: Asked) -> None:
        """Reads the head of the file alone."""
        from PIL import Image, UnidentifiedImageError

        Image.MAX_IMAGE_PIXELS = None  # bounded here, by `limits.pixels`
        self._asked = asked
        self.cut = False
        """Whether some picture was not whole: what is missing of it is blank."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._file: Any = Image.open(io.BytesIO(content), formats=FORMATS)
                self._frames = int(getattr(self._file, "n_frames", 1))
        except (UnidentifiedImageError, *BROKEN) as error:
            raise Refused("damaged", "图片损坏或不完整,打不开") from error
        kind = self._file.format
        self.moving = kind in ("GIF", "WEBP", "PNG") and self._frames > 1
        """Whether its pictures are one after another in time, not pages."""
        self.pages = self._frames if kind == "TIFF" else 1

    @property
    def frames(self) -> int:
        """Pictures in the file; more than `pages` where it moves."""
        return self._frames

    def __iter__(self) -> Iterator[Any]:
        """Each page, RGB; None for one that is damaged, or too large."""
        for number in range(self.pages):
            try:
                yield self._page(number)
            except BROKEN:
                yield None

    def _page(self, number: int) -> Any:
        if number:
            self._file.seek(number)
        image = self._file
        width, height = image.size
        if image.format in ("JPEG", "MPO"):
            # As its decoder goes: halves, quarters, eighths, never below what is recognised.
            image.draft("RGB", (min(width, ENOUGH), min(height, ENOUGH)))
            width, height = image.size
        if width * height > self._asked.limits.pixels:
            return self._beyond(width, height)
        self._asked.unpacked(width * height * _BITS.get(image.mode, 8 * len(image.getbands())) // 8)
        self._load(image)
        return upright(image)

    def _beyond(self, width: int, height: int) -> None:
        """A page beyond the bound is left out; a file of one page is refused."""
        if self.pages == 1:
            most = self._asked.limits.pixels // 10_000
            raise Refused(
                "too_much_inside", f"图片有 {width}×{height} 像素,超过 {most} 万像素的上限,没有识别"
            )

    def _load(self, image: Any) -> None:
        """All its pixels; those of a file that was cut short as far as they go."""
        from PIL import ImageFile

        try:
            image.load()
        except BROKEN:
            self.cut = True
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            try:
                image.load()
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False


def upright(image: Any) -> Any:
    """The picture in RGB: turned as its EXIF says, square pixels, transparent places white."""
    from PIL import Image, ImageOps

    dots = image.info.get("dpi")
    image = ImageOps.exif_transpose(image) or image
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        image = Image.alpha_composite(paper, over)
    return _square(image.convert("RGB"), dots)


def _eight_bits(image: Any) -> Any:
    """16 or more bits a pixel to 8, its darkest black and its brightest white: Pillow's own way cuts them
    off."""
    low, high = image.getextrema()
    scale = 255.0 / (high - low) if high > low else 0.0
    if image.mode != "F":
        image = image.convert("I")
    return image.point(lambda value: value * scale - low * scale).convert("L")


def _square(image: Any, dots: Any) -> Any:
    """A fax has half as many lines as columns an inch (204 × 98): stretched to what people see."""
    try:
        across, down = float(dots[0]), float(dots[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return image
    if across <= 0 or down <= 0 or not 1.2 < across / down < 3:
        return image
    return image.resize((image.width, round(image.height * across / down)))
