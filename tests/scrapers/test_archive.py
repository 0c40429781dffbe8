"""What is archived can be read back, by us and by anybody's tool, also after the writer was killed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scrapers.archive import ArchiveWriter
from scrapers.archive_reading import DamagedArchive, iter_answers, read_answer
from scrapers.http.answers import Answer, Exchange
from scrapers.known import Stored
from scrapers.records import FetchOutcome, Request

AT = datetime(2018, 1, 10, 18, 0, 0, 123456, tzinfo=UTC)
BODY = "<html><body>阿尔山市财政局 2017 年决算</body></html>".encode("gb18030")
URL = "http://www.example.gov.cn/xxgk/a.html?b=1"


def exchange(url: str = URL, status: int = 200, body: bytes = BODY, **changes: Any) -> Exchange:
    headers = (("Content-Type", "text/html; charset=gb2312"), ("Content-Length", str(len(body))))
    sent = (("User-Agent", "gongkai/1"),)
    made = Exchange(url, "GET", sent, b"", AT, status, "OK", "HTTP/1.1", headers, body, body)
    return replace(made, **changes)


def answered(
    *exchanges: Exchange, outcome: FetchOutcome = "ok", request: Request | None = None, **more: Any
) -> Answer:
    asked = request or Request(exchanges[0].url)
    return Answer(asked, AT, outcome, "", exchanges=exchanges, headers=exchanges[-1].by_name, **more)


def numbered(count: int) -> list[Answer]:
    return [
        answered(exchange(f"http://www.example.gov.cn/{number}.html", body=BODY + b"%d" % number))
        for number in range(count)
    ]


def records(path: Path) -> list[tuple[str, str | None]]:
    """Type and address of each record, as warcio reads them."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(file)
        ]


def test_each_answer_is_found_again_at_its_place(tmp_path: Path) -> None:
    answers = numbered(30)
    with ArchiveWriter(tmp_path, "run") as writer:
        places = [writer.write(answer) for answer in answers]
    for answer, place in reversed(list(zip(answers, places, strict=True))):
        assert place is not None
        got = read_answer(tmp_path / place.file_name, place.offset)
        assert (got.url, got.body, got.status) == (answer.final_url, answer.body, 200)
        assert (got.asked_at, got.content_type) == (AT, "text/html; charset=gb2312")
        assert (got.request, got.outcome, got.offset) == (answer.request, "ok", place.offset)
    again = list(iter_answers(tmp_path / "run-00001.warc.gz"))
    assert [got.offset for got in again] == [place.offset for place in places if place]


def test_every_record_passes_warcios_own_check(tmp_path: Path) -> None:
    coded = gzip.compress(BODY)
    with ArchiveWriter(tmp_path, "run") as writer:
        writer.write(answered(exchange()))
        writer.write(answered(exchange(payload=coded, headers=(("Content-Encoding", "gzip"),))))
        writer.write(answered(exchange(status=304, body=b""), outcome="unchanged"))
        writer.write(answered(exchange(status=404, body=b""), outcome="gone"))
    arguments = type("Arguments", (), {"inputs": [str(tmp_path / "run-00001.warc.gz")], "verbose": False})
    assert Checker(arguments).process_all() == 0


def test_the_body_is_stored_as_received(tmp_path: Path) -> None:
    coded = gzip.compress(BODY)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(exchange(payload=coded, headers=headers)))
    assert place is not None
    path = tmp_path / place.file_name
    assert read_answer(path, place.offset).body == BODY
    with path.open("rb") as file:
        (record,) = (record for record in ArchiveIterator(file) if record.rec_type == "response")
        assert record.http_headers.get_header("Content-Encoding") == "gzip"
        assert record.http_headers.get_header("Transfer-Encoding") is None
        assert record.http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"


def test_a_304_is_a_revisit_of_the_answer_it_confirms(tmp_path: Path) -> None:
    stored = Stored(URL, '"a"', asked_at=AT - timedelta(days=1))
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(exchange(status=304, body=b""), outcome="unchanged", stored=stored))
    assert place is not None
    path = tmp_path / place.file_name
    got = read_answer(path, place.offset)
    assert (got.status, got.body, got.outcome) == (304, b"", "unchanged")
    with path.open("rb") as file:
        file.seek(place.offset)
        fields = next(iter(ArchiveIterator(file))).rec_headers
        assert fields.get_header("WARC-Type") == "revisit"
        assert fields.get_header("WARC-Profile").endswith("/revisit/server-not-modified")
        assert fields.get_header("WARC-Refers-To-Target-URI") == URL
        assert fields.get_header("WARC-Refers-To-Date") == "2018-01-09T18:00:00.123456Z"


def test_redirects_are_kept_but_the_answer_is_one(tmp_path: Path) -> None:
    first = exchange("http://www.example.gov.cn/old", 302, b"", headers=(("Location", "/new"),))
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(first, exchange("http://www.example.gov.cn/new")))
    assert place is not None
    path = tmp_path / place.file_name
    (got,) = iter_answers(path)
    assert got == read_answer(path, place.offset)
    assert (got.request.url, got.url) == (first.url, "http://www.example.gov.cn/new")
    kinds = [kind for kind, _ in records(path)]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]


def test_a_posted_form_comes_back_as_the_same_question(tmp_path: Path) -> None:
    asked = Request(URL, "POST", "page=2&unit=1", "application/x-www-form-urlencoded")
    sent = (("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13"))
    posted = exchange(method="POST", request_headers=sent, request_body=b"page=2&unit=1")
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(posted, request=asked))
    assert place is not None
    assert read_answer(tmp_path / place.file_name, place.offset).request == asked


def test_a_body_that_was_not_read_is_marked_and_not_made_up(tmp_path: Path) -> None:
    cut = exchange(payload=b"", body=b"", truncated="length")
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(cut, outcome="too_large"))
    assert place is not None
    got = read_answer(tmp_path / place.file_name, place.offset)
    assert (got.status, got.body, got.outcome) == (200, b"", "too_large")


def test_nothing_is_written_for_a_question_without_an_answer(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run") as writer:
        assert writer.write(Answer(Request(URL), AT, "timeout", "超时")) is None
    assert list(tmp_path.iterdir()) == []


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    answers = numbered(20)
    with ArchiveWriter(tmp_path, "run", max_size=4000) as writer:
        places = [writer.write(answer) for answer in answers]
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) > 2
    assert sorted({place.file_name for place in places if place}) == names
    assert all(records(tmp_path / name)[0][0] == "warcinfo" for name in names)
    read = [got.url for name in names for got in iter_answers(tmp_path / name)]
    assert read == [answer.final_url for answer in answers]


def test_an_unfinished_file_is_known_by_its_name_and_none_is_overwritten(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "run")
    writer.write(answered(exchange()))
    assert [path.name for path in tmp_path.iterdir()] == ["run-00001.warc.gz.open"]
    writer.close()
    assert [path.name for path in tmp_path.iterdir()] == ["run-00001.warc.gz"]
    with pytest.raises(FileExistsError):
        ArchiveWriter(tmp_path, "run").write(answered(exchange()))


def test_a_tail_cut_anywhere_is_readable_up_to_the_damage(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run") as writer:
        places = [writer.write(answer) for answer in numbered(5)]
    offsets = [place.offset for place in places if place]
    whole = (tmp_path / "run-00001.warc.gz").read_bytes()
    cut = tmp_path / "cut"
    for length in range(0, len(whole), 7):
        cut.write_bytes(whole[:length])
        got = [answer.offset for answer in iter_answers(cut)]
        assert got == offsets[: len(got)]
        assert all(following <= length for following in offsets[1 : len(got)])
        lost = offsets[len(got)] if len(got) < len(offsets) else length
        assert length - lost < 700, "an answer that was written whole is not read"


def test_a_flipped_byte_ends_the_reading_rather_than_give_a_wrong_body(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run") as writer:
        places = [writer.write(answer) for answer in numbered(3)]
    path = tmp_path / "run-00001.warc.gz"
    damaged = bytearray(path.read_bytes())
    assert places[1] is not None
    damaged[places[1].offset + 300] ^= 0xFF
    path.write_bytes(damaged)
    assert len(list(iter_answers(path))) == 1
    with pytest.raises(DamagedArchive, match=str(places[1].offset)):
        read_answer(path, places[1].offset)


def test_a_place_that_is_no_answers_place_is_said(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run") as writer:
        place = writer.write(answered(exchange()))
    assert place is not None
    for wrong in (0, place.offset + 1, 10**9):
        with pytest.raises(DamagedArchive):
            read_answer(tmp_path / place.file_name, wrong)


def test_a_failed_write_leaves_what_was_written_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        """A file on a disk that takes ten more bytes."""

        def __init__(self, file: Any) -> None:
            self._file = file

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

        def write(self, data: bytes) -> int:
            self._file.write(data[:10])
            raise OSError(28, "No space left on device")

    first, second, third = numbered(3)
    writer = ArchiveWriter(tmp_path, "run")
    writer.write(first)
    real = writer._file
    monkeypatch.setattr(writer, "_file", Full(real))
    with pytest.raises(OSError, match="No space"):
        writer.write(second)
    monkeypatch.setattr(writer, "_file", real)
    writer.write(third)
    writer.close()
    got = [answer.url for answer in iter_answers(tmp_path / "run-00001.warc.gz")]
    assert got == [first.final_url, third.final_url]
