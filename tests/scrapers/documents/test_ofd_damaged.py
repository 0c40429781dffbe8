"""OFD files damaged by seed: they cost themselves alone, under their name, and nothing is invented."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.records import Document
from tests.scrapers.documents.making_ofd import STYLES, Maker, unzipped, zipped

BAD = {"failed", "crashed"}


def sample(style: str) -> bytes:
    maker = Maker(style)
    maker.text(30, 40, "政府信息公开工作年度报告")
    maker.table(25, 60, [40.0, 40.0], [["信息内容", "本年制发件数"], ["规章", "350"], ["收费", "77.3"]])
    maker.page()
    maker.text(30, 40, "第二页")
    return maker.made(templates={"5": [*maker.pages[1]]}, page_heads={0: '<ofd:Template TemplateID="5"/>'})


def read(content: bytes) -> Document:
    return read_here(content, "a.ofd", Limits(seconds=5))


def signs(document: Document) -> Counter[str]:
    return Counter(re.sub(r"\s", "", document.text))


def damaged(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Flipped bytes; parts that are dropped, halved, emptied, exchanged; another order."""
    for many in (1, 1, 4, 30):
        flipped = bytearray(content)
        for _ in range(many):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        yield bytes(flipped)
    parts = unzipped(content)
    names = list(parts)
    for name in names:
        yield zipped({each: parts[each] for each in names if each != name})
        yield zipped(parts | {name: parts[name][: len(parts[name]) // 2]})
        yield zipped(parts | {name: b""})
        yield zipped(parts | {name: parts[chance.choice(names)]})
    yield zipped(dict(reversed(parts.items())))


def test_a_file_cut_short_is_damaged() -> None:
    content = sample("runs")
    for tenth in range(1, 10):
        document = read(content[: len(content) * tenth // 10])
        assert document.outcome in ("damaged", "unsupported"), document.reason


@pytest.mark.parametrize("style", STYLES)
def test_damage_is_named_and_nothing_is_invented(style: str) -> None:
    content = sample(style)
    # A template and a page may change places: no sign may be there more than three times as often as it was.
    whole = signs(read(content))
    most = Counter({sign: 3 * count for sign, count in whole.items()})
    for piece in damaged(content, random.Random(style)):
        document = read(piece)
        if document.format != "ofd":
            continue
        assert document.outcome not in BAD, document.reason
        assert not signs(document) - most


@pytest.mark.parametrize("style", STYLES)
def test_what_is_missing_is_never_missing_silently(style: str) -> None:
    content = sample(style)
    whole, parts = signs(read(content)), unzipped(sample(style))
    for name in parts:
        without = {each: data for each, data in parts.items() if each != name}
        half = parts | {name: parts[name][: len(parts[name]) // 2]}
        for piece in (zipped(without), zipped(half), zipped(parts | {name: b""})):
            document = read(piece)
            assert document.outcome != "ok" or signs(document) == whole, name


@pytest.mark.parametrize("style", STYLES)
def test_numbers_that_are_damage_break_nothing(style: str) -> None:
    parts = unzipped(sample(style))
    chance = random.Random(f"numbers {style}")
    values = [b"0", b"-1", b"1e300", b"9" * 40, b"NaN", b"", b"g", b"1e-300"]
    for name in parts:
        for _ in range(3):
            changed = re.sub(
                rb"\d+(\.\d+)?",
                lambda found: found.group() if chance.random() < 0.6 else chance.choice(values),
                parts[name],
            )
            document = read(zipped(parts | {name: changed}))
            assert document.outcome not in BAD, document.reason
