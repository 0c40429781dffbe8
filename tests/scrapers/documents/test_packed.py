"""Archives: their members as documents, and every way in which an archive is not what it should be."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.inside import read_here
from scrapers.documents.packed import names
from tests.scrapers.documents import rar

TEXT = "政府信息公开工作年度报告"
MEMBERS = {"报告/年报.txt": TEXT, "附件.txt": "附件内容"}


class Named(zipfile.ZipInfo):
    """A member whose name stands in the archive in bytes of its own."""

    raw, told = b"", 0

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits | self.told


def named(raw: bytes, flag: int = 0, extra: bytes = b"") -> Named:
    member = Named("x")
    member.raw, member.told, member.extra = raw, flag, extra
    return member


def zipped(
    members: dict[str, str | bytes] | list[tuple[zipfile.ZipInfo, str | bytes]], method: int = 8
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content, compress_type=method)
    return file.getvalue()


class Stream(io.RawIOBase):
    """Where nothing can be written twice: sizes stand behind the members."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += data  # type: ignore[operator]
        return len(data)  # type: ignore[arg-type]


def streamed(members: dict[str, str | bytes], method: int) -> bytes:
    stream = Stream()
    with zipfile.ZipFile(stream, "w", method) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            archive.writestr(name, content)
    return bytes(stream.written)


def tarred(members: dict[str, str], compression: str = "", encoding: str = "utf-8") -> bytes:
    file = io.BytesIO()
    with tarfile.open(
        fileobj=file, mode=f"w:{compression}", encoding=encoding, format=tarfile.GNU_FORMAT
    ) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return file.getvalue()


def read(content: bytes, name: str = "a.zip", limits: Limits | None = None) -> Document:
    return read_here(content, name, limits or Limits())


def texts(document: Document) -> dict[str | None, str]:
    return {member.name: member.text.strip("\n") for member in document.members}


def as_bytes(encoding: str = "utf-8") -> list[rar.Member]:
    return [(name.encode(encoding), text.encode()) for name, text in MEMBERS.items()]


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        *[(f"method{method}.zip", zipped(dict(MEMBERS), method), "zip") for method in (0, 8, 12, 14)],
        *[(f"streamed{method}.zip", streamed(dict(MEMBERS), method), "zip") for method in (0, 8)],
        ("called.rar", zipped(dict(MEMBERS)), "zip"),
        ("unpacks.exe", b"MZ" + bytes(1000) + zipped(dict(MEMBERS)), "zip"),
        ("old.rar", rar.old(as_bytes()), "rar"),
        ("gbk.rar", rar.old(as_bytes("gbk")), "rar"),
        ("new.rar", rar.new(as_bytes()), "rar"),
        ("called.zip", rar.new(as_bytes()), "rar"),
        ("unpacks.exe", b"MZ" + bytes(1000) + rar.old(as_bytes()), "rar"),
        ("a.tar", tarred(MEMBERS), "tar"),
        ("gbk.tar", tarred(MEMBERS, encoding="gbk"), "tar"),
        ("a.tar.gz", tarred(MEMBERS, "gz"), "gzip"),
        ("a.tgz", tarred(MEMBERS, "gz", "gbk"), "gzip"),
    ],
)
def test_members_are_documents(name: str, content: bytes, format: str) -> None:
    document = read(content, name)
    assert (document.outcome, document.reason, document.format) == ("ok", "", format)
    assert texts(document) == MEMBERS
    assert (document.text, document.pages, document.left_out) == ("", None, ())
    assert all(member.format == "txt" for member in document.members)


def test_one_file_in_a_gz() -> None:
    assert texts(read(gzip.compress(TEXT.encode()), "年报.txt.gz")) == {"年报.txt": TEXT}
    twice = gzip.compress(b"one ") + gzip.compress(b"two") + b"trailing garbage"
    assert texts(read(twice, "a.txt.gz")) == {"a.txt": "one two"}
    cut = read(gzip.compress(random.Random(1).randbytes(3000).hex().encode())[:-1000], "a.txt.gz")
    assert cut.outcome == "damaged" and not cut.members  # nothing shows it to be right
    head = b"\x1f\x8b\x08\x08" + bytes(6) + "年报.txt".encode("gbk") + b"\0"
    assert texts(read(head + gzip.compress(TEXT.encode())[10:], "x.gz")) == {"年报.txt": TEXT}


def unicode_path(raw: bytes, told: str, wrong: int = 0) -> bytes:
    field = struct.pack("<BI", 1, zlib.crc32(raw) ^ wrong) + told.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


GBK = "关于印发2017年年度报告的通知.txt".encode("gbk")


@pytest.mark.parametrize(
    ("raw", "flag", "extra", "expected"),
    [
        (GBK, 0, b"", GBK.decode("gbk")),
        (GBK, 0x800, b"", GBK.decode("gbk")),
        ("联通.txt".encode("gbk"), 0, b"", "联通.txt"),
        ("名单.txt".encode("gbk"), 0, b"", "名单.txt"),
        ("镕䶮𬭩.txt".encode("gb18030"), 0, b"", "镕䶮𬭩.txt"),
        ("名单.txt".encode(), 0, b"", "名单.txt"),
        ("名单.txt".encode(), 0x800, b"", "名单.txt"),
        ("附件\\名单.txt".encode("gbk"), 0, b"", "附件/名单.txt"),
        (b"a.txt", 0, unicode_path(b"a.txt", "名单.txt"), "名单.txt"),
        (b"a.txt", 0, unicode_path(b"a.txt", "名单.txt", wrong=1), "a.txt"),
        (b"../../etc/passwd.txt", 0, b"", "../../etc/passwd.txt"),
        (b"C:\\windows\\a.txt", 0, b"", "C:/windows/a.txt"),
        (b"\x80.txt", 0, b"", "Ç.txt"),
    ],
)
def test_names(raw: bytes, flag: int, extra: bytes, expected: str) -> None:
    document = read(zipped([(named(raw, flag, extra), TEXT)]))
    assert texts(document) == {expected: TEXT}
    assert document.outcome == "ok"


def test_what_systems_leave_is_counted_and_no_member() -> None:
    left = {"__MACOSX/._a.txt": "x", ".DS_Store": "x", "b/Thumbs.db": "x", "b/~$年报.doc": "x", "b/": ""}
    document = read(zipped(MEMBERS | left))
    assert document.outcome == "ok" and texts(document) == MEMBERS
    assert any("4 个" in note for note in document.notes)


def test_links_are_counted_and_a_second_name_is_the_document_again() -> None:
    link = zipfile.ZipInfo("链接.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    document = read(zipped([(zipfile.ZipInfo("附件.txt"), "附件内容"), (link, "/etc/passwd")]))
    assert document.outcome == "ok" and texts(document) == {"附件.txt": "附件内容"}
    assert any("链接或设备" in note and "1 个" in note for note in document.notes)

    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for content in (b"first", b"second"):
            info = tarfile.TarInfo("a.txt")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, kind in (("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.SYMTYPE), ("d", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.txt"
            archive.addfile(info)
    document = read(file.getvalue())
    told = [(member.name, member.text) for member in document.members]
    assert told[:3] == [("a.txt", "first\n"), ("a.txt", "second\n"), ("b.txt", "second\n")]
    assert any("2 个" in note for note in document.notes), "c.txt and d"


@pytest.mark.parametrize("content", [zipped({}), zipped({"a/": ""}), rar.old([]), rar.new([])])
def test_an_archive_without_files_is_empty(content: bytes) -> None:
    assert read(content).outcome == "empty"


def test_members_without_text_are_no_damage() -> None:
    assert read(zipped({"a.txt": "", "b.txt": TEXT})).outcome == "ok"
    assert read(zipped({"a.txt": ""})).outcome == "empty"


def test_a_member_that_is_no_document_is_told() -> None:
    document = read(zipped(MEMBERS | {"宣传.mp4": b"\0\0\0\x18ftypmp42" + bytes(100)}))
    assert document.outcome == "partial" and "宣传.mp4" in document.reason
    assert [(left.what, left.where) for left in document.left_out] == [("members", "宣传.mp4")]
    assert [member.outcome for member in document.members] == ["ok", "ok", "unsupported"]


def with_flags(content: bytes, *members: int, flag: int = 0, method: int = 0) -> bytes:
    """Sets a flag or method of members, in both heads of each."""
    data = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        for number in range(max(members) + 1):
            start = data.index(mark, start + 1)
            if number in members:
                data[start + at] |= flag
                if method:
                    data[start + at + 2] = method
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "outcome", "members"),
    [
        ("a.zip", with_flags(zipped(dict(MEMBERS)), 0, 1, flag=1), "password", ["password"] * 2),
        ("a.zip", with_flags(zipped(dict(MEMBERS)), 1, flag=1), "partial", ["ok", "password"]),
        ("a.zip", with_flags(zipped(dict(MEMBERS)), 0, method=9), "partial", ["unsupported", "ok"]),
        ("a.rar", rar.old(as_bytes(), flags=4), "password", ["password"] * 2),
        ("a.rar", rar.old(as_bytes()[:1], flags=2, volume=1), "damaged", ["damaged"]),
        ("a.rar", rar.old(as_bytes(), size=4 * 10**9), "too_much_inside", ["too_much_inside"] * 2),
    ],
)
def test_members_that_cannot_be_had(name: str, content: bytes, outcome: str, members: list[str]) -> None:
    document = read(content, name)
    assert [member.outcome for member in document.members] == members
    assert document.outcome == outcome and document.reason
    assert not any(member.text for member in document.members if member.outcome != "ok")


def test_heads_locked_with_a_password() -> None:
    locked = bytearray(rar.old([]))
    head = struct.pack("<BHH", 0x73, 0x80, 13) + bytes(6)
    locked[7:20] = struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head
    assert read(bytes(locked) + bytes(64), "a.rar").outcome == "password"


def test_a_damaged_member_costs_itself() -> None:
    content = bytearray(zipped(dict(MEMBERS), 0))
    content[content.index(TEXT.encode())] ^= 0xFF
    document = read(bytes(content))
    assert [member.outcome for member in document.members] == ["damaged", "ok"]
    assert document.outcome == "partial" and texts(document)["附件.txt"] == "附件内容"


@pytest.mark.parametrize("make", [lambda: zipped(dict(MEMBERS)), lambda: streamed(dict(MEMBERS), 8)])
def test_an_archive_cut_short_gives_its_whole_members(make: Callable[[], bytes]) -> None:
    whole = make()
    second = whole.index(b"PK\x03\x04", 4)
    for cut in (second, second + 20, second + 50, whole.index(b"PK\x01\x02"), len(whole) - 5):
        document = read(whole[:cut])
        assert document.outcome == "damaged" and "不完整" in document.reason
        assert texts(document)["报告/年报.txt"] == TEXT
        assert all(member.outcome in ("ok", "damaged") for member in document.members)
        assert set(texts(document).values()) <= {TEXT, "附件内容", ""}


def test_one_volume_of_several() -> None:
    first = b"PK\x07\x08" + zipped({"a.txt": TEXT})
    document = read(first[: first.index(b"PK\x01\x02")], "a.z01")
    assert document.outcome == "damaged" and "分卷" in document.reason and texts(document) == {"a.txt": TEXT}


@pytest.mark.parametrize("cut", [100, 1500])
def test_the_last_volume_of_several(cut: int) -> None:
    whole = zipped({"a.txt": random.Random(1).randbytes(1000).hex(), "b.txt": TEXT})
    last = bytearray(whole[cut:] if cut < 1000 else whole[whole.index(b"PK\x03\x04", 4) :])
    struct.pack_into("<HH", last, last.index(b"PK\x05\x06") + 4, 1, 1)
    document = read(bytes(last))
    assert document.outcome == "damaged" and "分卷" in document.reason and texts(document)["b.txt"] == TEXT
    assert not any(member.text for member in document.members if member.name == "a.txt")


def test_junk_before_an_archive() -> None:
    assert texts(read(b"HTTP/1.1 200 OK\r\n\r\n" + zipped(dict(MEMBERS)))) == MEMBERS


SMALL = replace(Limits(), unpacked=1 << 20)


def test_one_account_for_all_members() -> None:
    half = bytes([65]) * (700 << 10)
    document = read(zipped({"a.txt": half, "b.txt": half, "c.txt": TEXT}), limits=SMALL)
    assert [member.outcome for member in document.members] == ["ok", "too_much_inside", "ok"]
    assert document.outcome == "partial" and "b.txt" in document.reason
    alone = read(zipped({"a.txt": half + half}), limits=SMALL)
    assert alone.outcome == "too_much_inside"
    inner = zipped({"a.txt": half})
    nested = read(zipped({"1.zip": inner, "2.zip": inner}), limits=SMALL)
    assert [member.members[0].outcome for member in nested.members] == ["ok", "too_much_inside"]


def test_a_member_larger_than_it_says() -> None:
    content = bytearray(zipped({"a.txt": b"A" * (3 << 20)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + at, 100)
    document = read(bytes(content), limits=SMALL)
    assert document.members[0].outcome in ("damaged", "too_much_inside") and not document.members[0].text


def test_members_that_overlap_are_on_one_account() -> None:
    """As D. Fifield's bomb: many entries of the list, one stretch of the file."""
    one = zipped({"a.txt": b"A" * (300 << 10)})
    entry = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]
    body = one[: one.index(b"PK\x01\x02")]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 500, 500, 500 * len(entry), len(body), 0)
    document = read(body + entry * 500 + end, limits=SMALL)
    assert sum(len(member.text) for member in document.members) <= 1 << 20
    assert document.outcome == "partial"


def test_archives_in_archives_end() -> None:
    content = zipped({"底.txt": TEXT})
    for _ in range(5):
        content = zipped({"里.zip": content, "层.txt": "层"})
    document = read(content)
    found, depth = document, 0
    while found.members:
        assert found.outcome == "partial" and "层.txt" in texts(found)
        found, depth = found.members[0], depth + 1
    assert depth == Limits().depth and found.outcome == "too_much_inside"


def test_members_are_counted_through_all_archives() -> None:
    inner = zipped({f"{number}.txt": TEXT for number in range(4)})
    document = read(zipped({"1.zip": inner, "2.zip": inner}), limits=replace(Limits(), members=7))
    assert document.outcome == "partial"
    assert sum(len(member.members) for member in document.members) == 5
    assert "还有 3 个" in document.reason


@pytest.mark.parametrize("bomb", ["gz", "tar", "rar"])
def test_other_archives_are_bounded_too(bomb: str) -> None:
    large = "A" * (2 << 20)
    content = {
        "gz": lambda: gzip.compress(large.encode()),
        "tar": lambda: tarred({"a.txt": large}),
        "rar": lambda: rar.new([(b"a.txt", large.encode())]),
    }[bomb]()
    document = read(content, f"a.{bomb}", SMALL)
    assert document.outcome == "too_much_inside" and not document.text


FUZZED = {
    "zip": zipped(dict(MEMBERS)),
    "stored": zipped(dict(MEMBERS), 0),
    "streamed": streamed(dict(MEMBERS), 8),
    "old.rar": rar.old(as_bytes("gbk")),
    "new.rar": rar.new(as_bytes()),
    "tar": tarred(MEMBERS),
    "tar.gz": tarred(MEMBERS, "gz"),
    "gz": gzip.compress(TEXT.encode()),
}


@pytest.mark.parametrize("kind", FUZZED)
def test_damage_is_named_and_invents_nothing(kind: str) -> None:
    whole, chance = FUZZED[kind], random.Random(2017)
    damaged = [whole[: len(whole) * tenth // 10] for tenth in range(1, 10)]
    for _ in range(150):
        flipped = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(flipped))
    for content in damaged:
        document = read(content, f"a.{kind}")
        assert document.outcome not in ("failed", "crashed"), document.reason
        if document.format in ("zip", "rar", "tar", "gzip"):
            for member in document.members:
                # TAR has no sums of what is in it.
                assert kind == "tar" or member.text.strip("\n") in (TEXT, "附件内容", ""), member


def test_system_files_by_name() -> None:
    assert names.is_of_the_system("a/._年报.doc") and names.is_of_the_system("desktop.ini")
    assert not names.is_of_the_system("a/年报~$.doc") and not names.is_of_the_system("MACOSX/a.doc")


def test_in_a_process_that_may_write_nothing() -> None:
    with Reader() as reader:
        assert texts(reader.read(rar.new(as_bytes()), "a.rar")) == MEMBERS
        assert texts(reader.read(zipped(dict(MEMBERS)), "a.zip")) == MEMBERS
