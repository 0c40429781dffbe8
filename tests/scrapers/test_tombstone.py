"""What is taken out of an archive file is gone from its bytes, says so in its place, and moves nothing
else."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scrapers.address import canonical
from scrapers.archive import ArchiveWriter
from scrapers.archive_reading import DamagedArchive, RedactedRecord, iter_answers, members_of, read_answer
from scrapers.blanking import Words, blanked
from scrapers.http.answers import Answer
from scrapers.records import Request
from scrapers.tombstone import Erased, Redaction, Wanted, changes, tombstone, write_changed
from tests.scrapers.test_archive import BODY, URL, answered, exchange

SECRET = "41142419900101123X"
PAGE = f"<html><body>低保名单 张三 {SECRET}</body></html>".encode()
WHY = Redaction(date(2018, 2, 1), "误公开身份证号,县局来函")
OTHER = "http://www.example.gov.cn/xxgk/other.html"


def written(folder: Path, answers: Sequence[Answer]) -> tuple[Path, list[int]]:
    with ArchiveWriter(folder, "run") as writer:
        places = [writer.write(answer) for answer in answers]
    return folder / "run-00001.warc.gz", [place.offset for place in places if place]


def erase(path: Path, *urls: str, words: Words | None = None) -> list[Erased]:
    made = list(changes(path, Wanted(frozenset(map(canonical, urls)), words), WHY))
    aside = path.with_suffix(".aside")
    write_changed(path, aside, made)
    aside.replace(path)
    return [one.erased for one in made]


def unpacked(path: Path) -> bytes:
    """All that stands in a file, packed and unpacked, comments of members included."""
    return path.read_bytes() + b"".join(member.content for member in members_of(path))


def is_sound(path: Path) -> bool:
    arguments = type("Arguments", (), {"inputs": [str(path)], "verbose": False})
    return Checker(arguments).process_all() == 0


HOP = exchange("http://www.example.gov.cn/old", 302, b"", headers=(("Location", URL),))
CASES = {
    "a page": [answered(exchange(body=PAGE, payload=PAGE))],
    "all its versions": [
        answered(exchange(body=PAGE + b"%d" % n, payload=PAGE + b"%d" % n)) for n in range(3)
    ],
    "a page sent packed": [
        answered(exchange(payload=gzip.compress(PAGE), body=PAGE, headers=(("Content-Encoding", "gzip"),)))
    ],
    "what a redirect led to": [answered(HOP, exchange(body=PAGE, payload=PAGE))],
    "what it sends on to": [
        answered(
            exchange(URL, 302, b"", headers=(("Location", f"{OTHER}?id={SECRET}"),)),
            exchange(f"{OTHER}?id={SECRET}", body=PAGE, payload=PAGE),
            request=Request(URL),
        )
    ],
    "its address in another form": [answered(exchange(URL.replace("http", "https") + "&_t=1", body=PAGE))],
    "a page that says it is unchanged": [
        answered(exchange(status=304, body=b"", headers=(("X-Id", SECRET),)), outcome="unchanged")
    ],
    "a form posted": [
        answered(exchange(body=PAGE, payload=PAGE, method="POST", request_body=SECRET.encode()))
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_erased_is_gone_and_nothing_else_moves(tmp_path: Path, case: str) -> None:
    around = [
        answered(exchange(f"{OTHER}?{n}", body=BODY + b"%d" % n, payload=BODY + b"%d" % n)) for n in (1, 2)
    ]
    path, offsets = written(tmp_path, [around[0], *CASES[case], around[1]])
    before = [member.offset for member in members_of(path)]
    size = path.stat().st_size
    erased = erase(path, URL)
    assert SECRET.encode() not in unpacked(path)
    assert (path.stat().st_size, [member.offset for member in members_of(path)]) == (size, before)
    for place, answer in ((offsets[0], around[0]), (offsets[-1], around[1])):
        assert read_answer(path, place).body == answer.body
    assert [answer.body for answer in iter_answers(path)] == [answer.body for answer in around]
    assert {one.offset for one in erased} >= set(offsets[1:-1]) and is_sound(path)
    for place in offsets[1:-1]:
        with pytest.raises(RedactedRecord) as told:
            read_answer(path, place)
        assert told.value.day == "2018-02-01"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_record_in_its_place_says_what_stood_there_and_why(tmp_path: Path) -> None:
    path, [offset] = written(tmp_path, CASES["a page sent packed"])
    erase(path, URL)
    with path.open("rb") as file:
        [told, *_] = [
            (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read().decode())
            for record in ArchiveIterator(file)
            if record.rec_type == "metadata"
        ]
    sum_of_body = hashlib.sha256(PAGE).hexdigest()
    assert told[0] == URL and WHY.reason in told[1] and sum_of_body in told[1] and "2018-02-01" in told[1]
    with pytest.raises(RedactedRecord) as redacted:
        read_answer(path, offset)
    assert redacted.value.sha256 == sum_of_body


def test_erasing_twice_changes_nothing(tmp_path: Path) -> None:
    path, _ = written(tmp_path, CASES["all its versions"])
    erase(path, URL)
    once = path.read_bytes()
    assert (erase(path, URL), path.read_bytes() == once) == ([], True)


@pytest.mark.parametrize("length", [20, 60, 110, 150, 200, 400, 70_000, 300_000])
def test_a_tombstone_is_exactly_as_long_as_what_it_stands_for(length: int) -> None:
    made = tombstone(length, URL, "response", "0" * 64, WHY)
    engine = zlib.decompressobj(31)
    engine.decompress(made)
    assert (len(made), engine.eof, engine.unused_data) == (length, True, b"")


def test_a_length_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="19 bytes"):
        tombstone(19, URL, "response", "0" * 64, WHY)


TITLE = "关于张三(411424********123X)低保待遇的公示"
RAW = TITLE.replace("411424********123X", SECRET)
ROW = f'<li><a href="/xxgk/a.html?b=1" title="{RAW}">{RAW[:12]}…</a><i>2018-01-10</i></li>'
AFTER = '<li><a href="/xxgk/other.html">关于放假的通知</a></li>'
ROWS = {
    "as printed": ROW,
    "cut short, the title nowhere": f'<li><a target=_blank href="a.html?b=1">{RAW[:9]}...</a></li>',
    "with blanks and tags in it": f"<li><b>{RAW[:5]}</b>&nbsp;<i>{RAW[5:]}</i></li>",
    "in a script": '<script>var rows=[{"t":"' + RAW.encode("unicode_escape").decode() + '"}]</script>',
    "as numbers": "<li>" + "".join(f"&#{ord(sign)};" for sign in RAW) + "</li>",
    "spread number": f"<li>{RAW.replace(SECRET, SECRET[:6] + ' ' + SECRET[6:])}</li>",
}


@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("row", ROWS)
def test_a_title_goes_out_of_a_list_and_all_else_stays(tmp_path: Path, row: str, coding: str) -> None:
    page = f'<html><head><meta charset="{coding}"></head><body>{ROWS[row]}{AFTER}</body></html>'.encode(
        coding
    )
    listed = exchange("http://www.example.gov.cn/xxgk/", body=page, payload=page)
    packed = exchange(
        "http://www.example.gov.cn/zfwj/",
        body=page,
        payload=gzip.compress(page),
        headers=(("Content-Type", f"text/html; charset={coding}"), ("Content-Encoding", "gzip")),
    )
    path, offsets = written(tmp_path, [answered(listed), answered(packed)])
    words = Words(frozenset({TITLE}), frozenset({canonical(URL)}))
    erased = erase(path, URL, words=words)
    for place in offsets:
        again = read_answer(path, place).body
        text = again.decode(coding)
        assert AFTER in text and len(again) == len(page)
        assert SECRET not in text and "张三" not in text and SECRET[:8] not in text
        assert blanked(again, None, words) is None
    assert [one.is_blanked for one in erased] == [True, True]
    assert {one.sha256 for one in erased} == {hashlib.sha256(page).hexdigest()} and is_sound(path)


def test_a_page_whose_words_cannot_be_taken_out_alone_goes_whole(tmp_path: Path) -> None:
    """Bytes that are no text of its coding: what is written back would not be what was answered."""
    page = f'<meta charset="utf-8"><p>{RAW}</p>'.encode() + b"\xff\xfe\x80"
    path, [offset] = written(tmp_path, [answered(exchange(OTHER, body=page, payload=page, headers=()))])
    [erased, *_] = erase(path, URL, words=Words(frozenset({TITLE}), frozenset()))
    assert (erased.is_blanked, SECRET.encode() in unpacked(path)) == (False, False)
    with pytest.raises(RedactedRecord):
        read_answer(path, offset)


def test_titles_of_other_items_are_let_be(tmp_path: Path) -> None:
    """公告 is the title of many."""
    page = '<a href="/xxgk/b.html?b=1">公告</a><a href="/xxgk/a.html?b=12">公告</a>'.encode()
    assert blanked(page, "text/html; charset=utf-8", Words(frozenset({"公告"}), frozenset({URL}))) is None


def test_a_file_that_is_no_warc_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(b"nothing of the kind") + gzip.compress(PAGE)[:-3])
    assert erase(path, URL) == []
    with pytest.raises(DamagedArchive):
        read_answer(path, 0)
