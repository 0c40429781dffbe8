"""Answers taken out of an archive file: every other record stays at its place, to the byte."""

from __future__ import annotations

import hashlib
import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scrapers.archive import ArchiveWriter, Place
from scrapers.archive_reading import DamagedArchive, read_answer
from scrapers.compacting import answers_at, filler, is_compacted, members, shortest, write_compacted
from scrapers.http.answers import Answer, Exchange
from scrapers.records import Request

DAY = date(2026, 11, 28)
AT = datetime(2018, 1, 20, 18, tzinfo=UTC)


def answer(number: int, size: int) -> Answer:
    url = f"http://www.sample.gov.cn/{number}.html"
    body = random.Random(number).randbytes(size)
    exchange = Exchange(
        url=url,
        method="GET",
        request_headers=(("User-Agent", "gongkai"),),
        request_body=b"",
        asked_at=AT + timedelta(seconds=number),
        status=200,
        reason_phrase="OK",
        protocol="HTTP/1.1",
        headers=(("Content-Type", "text/html"),),
        payload=body,
        body=body,
    )
    return Answer(
        request=Request(url), asked_at=exchange.asked_at, outcome="ok", reason="", elapsed=0.1, tries=1,
        exchanges=(exchange,), stored=None, redirect_target="", headers={},
    )  # fmt: skip


SIZES = [0, 10, 500, 3_000, 20_000, 64_000, 70_000, 131_071, 300_000]


@pytest.fixture
def file(tmp_path: Path) -> tuple[Path, list[Place]]:
    with ArchiveWriter(tmp_path, "run") as writer:
        places = [writer.write(answer(number, size)) for number, size in enumerate(SIZES)]
    return tmp_path / "run-00001.warc.gz", [place for place in places if place]


@pytest.mark.parametrize(
    "length", [shortest(), 400, 4096, 65_535, 65_900, 65_901, 65_905, 70_000, 131_500, 1_000_000]
)
def test_a_filler_has_the_very_length_and_is_a_record(tmp_path: Path, length: int) -> None:
    made = filler(length, DAY, "ab" * 32)
    assert len(made) == length
    (tmp_path / "x.warc.gz").write_bytes(made)
    with (tmp_path / "x.warc.gz").open("rb") as stream:
        [record] = list(ArchiveIterator(stream))
    assert record.rec_type == "metadata"
    assert record.rec_headers.get_header("Gongkai-Compacted") == f"2026-11-28 {'ab' * 32}"


def test_what_stays_stays_at_its_place_to_the_byte(file: tuple[Path, list[Place]], tmp_path: Path) -> None:
    path, places = file
    gone = {place.offset for number, place in enumerate(places) if number not in (0, 3, 8)}
    done = write_compacted(path, tmp_path / "made", gone, DAY)
    before, after = path.read_bytes(), (tmp_path / "made").read_bytes()
    assert len(before) == len(after) and done.answers == len(gone)
    spans = answers_at(path, gone)
    assert spans.keys() == gone
    for member in members(path):
        inside = any(start <= member.offset < start + length for start, length in spans.items())
        span = slice(member.offset, member.offset + member.length)
        assert (before[span] == after[span]) is not inside, member.offset
    for place, size in zip(places, SIZES, strict=True):
        if place.offset in gone:
            assert is_compacted(tmp_path / "made", place.offset)
            with pytest.raises(DamagedArchive):
                read_answer(tmp_path / "made", place.offset)
        else:
            assert not is_compacted(tmp_path / "made", place.offset)
            assert len(read_answer(tmp_path / "made", place.offset).body) == size


def test_any_reader_of_warc_reads_on(file: tuple[Path, list[Place]], tmp_path: Path) -> None:
    path, places = file
    gone = {places[number].offset for number in (0, 4, 5, 8)}
    write_compacted(path, tmp_path / "made", gone, DAY)
    with (tmp_path / "made").open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds.count("metadata") == 3 and kinds.count("response") == len(SIZES) - 4


def test_the_record_says_the_sum_of_what_stood_there(file: tuple[Path, list[Place]], tmp_path: Path) -> None:
    path, places = file
    offset = places[5].offset
    write_compacted(path, tmp_path / "made", {offset}, DAY)
    [length] = answers_at(path, {offset}).values()
    sha256 = hashlib.sha256(path.read_bytes()[offset : offset + length]).hexdigest()
    [told] = [one for one in members(tmp_path / "made") if one.offset == offset]
    assert f"Gongkai-Compacted: 2026-11-28 {sha256}".encode() in told.head


def test_the_disk_has_the_room(file: tuple[Path, list[Place]], tmp_path: Path) -> None:
    path, places = file
    write_compacted(path, tmp_path / "made", {place.offset for place in places}, DAY)
    os.sync()
    assert (tmp_path / "made").stat().st_blocks * 512 < path.stat().st_size / 3


def test_twice_is_once(file: tuple[Path, list[Place]], tmp_path: Path) -> None:
    path, places = file
    gone = {place.offset for place in places[3:5]}
    write_compacted(path, tmp_path / "once", gone, DAY)
    assert answers_at(tmp_path / "once", gone) == {}
    write_compacted(path, tmp_path / "again", gone, DAY)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


@pytest.mark.parametrize("harm", ["cut off", "flipped", "no archive"])
def test_a_file_that_is_not_whole_is_left_alone(file: tuple[Path, list[Place]], harm: str) -> None:
    path, places = file
    data = bytearray(path.read_bytes())
    if harm == "cut off":
        del data[-3:]
    elif harm == "flipped":
        data[len(data) // 2] ^= 0xFF
    else:
        data[:] = b"nothing of the kind"
    path.write_bytes(bytes(data))
    with pytest.raises(ValueError, match="record"):
        answers_at(path, {places[0].offset})


def test_small_answers_that_lie_one_after_another_make_room_together(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run") as writer:
        places = [place for number in range(60) if (place := writer.write(answer(number, 900)))]
    path = tmp_path / "run-00001.warc.gz"
    write_compacted(path, tmp_path / "made", {place.offset for place in places[1:-1]}, DAY)
    os.sync()
    assert (tmp_path / "made").stat().st_blocks * 512 < path.stat().st_size / 4
    assert all(is_compacted(tmp_path / "made", place.offset) for place in places[1:-1])
    for place in (places[0], places[-1]):
        assert len(read_answer(tmp_path / "made", place.offset).body) == 900
