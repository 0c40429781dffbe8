"""Parts of a ZIP that was cut short: whole ones by their checksums, of the last one its beginning."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused
from scrapers.documents.salvage import salvaged

PARTS = {f"部件{at}.xml": bytes((at * each) % 251 for each in range(6000)) for at in range(1, 9)}


class Stream(io.RawIOBase):
    """Cannot be sought: sizes then stand behind each part."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def written(into: io.RawIOBase | io.BytesIO, method: int) -> None:
    with zipfile.ZipFile(into, "w", method) as archive:  # type: ignore[arg-type]
        for name, data in PARTS.items():
            archive.writestr(name, data)


def plain() -> bytes:
    into = io.BytesIO()
    written(into, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def stored() -> bytes:
    into = io.BytesIO()
    written(into, zipfile.ZIP_STORED)
    return into.getvalue()


def streamed() -> bytes:
    into = Stream()
    written(into, zipfile.ZIP_DEFLATED)
    return into.data


def asked(most: int = 1 << 20) -> Asked:
    def never(content: bytes, name: str, around: Asked) -> Document:
        raise AssertionError

    return Asked("a.zip", Limits(unpacked=most), never)


@pytest.mark.parametrize("make", [plain, stored, streamed])
def test_parts_before_the_cut_are_whole_and_the_last_one_begins_right(make: Callable[[], bytes]) -> None:
    content = make()
    seen = 0
    for cut in range(0, len(content), 997):
        found = salvaged(content[:cut], asked())
        assert list(found) == list(PARTS)[: len(found)]
        for at, (name, part) in enumerate(found.items()):
            assert PARTS[name].startswith(part.data) and part.whole == (part.data == PARTS[name])
            assert part.whole or at == len(found) - 1
        seen = max(seen, len(found))
    assert seen == len(PARTS)


@pytest.mark.parametrize("make", [plain, stored, streamed])
def test_a_part_that_was_changed_is_not_believed(make: Callable[[], bytes]) -> None:
    content = bytearray(make())
    content[content.find(b"PK\x03\x04", 100) + 900] ^= 0x55
    found = salvaged(bytes(content[:-200]), asked())
    assert all(part.data == PARTS[name] for name, part in found.items()) and len(found) < len(PARTS)


def test_what_comes_out_is_bounded_and_anything_else_gives_nothing() -> None:
    with pytest.raises(Refused) as refused:
        salvaged(plain(), asked(most=10_000))
    assert refused.value.outcome == "too_much_inside"
    assert salvaged(b"", asked()) == salvaged(b"PK\x03\x04", asked()) == salvaged(b"x" * 100, asked()) == {}
