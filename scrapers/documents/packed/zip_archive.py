"""ZIP: its members by the list at its end; of an archive that lost it, by the head that stands before each.

zipfile reads the list. What the list says of a member is unpacked here: zipfile refuses members whose two
names differ, and archives whose names are GBK under the flag of UTF-8.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.documents.limits import Asked
from scrapers.documents.packed import names
from scrapers.documents.packed.inflating import METHODS, Broken, unpacked
from scrapers.documents.packed.members import Members
from scrapers.documents.records import Reading, Refused

_HEAD = struct.Struct("<4s5H3I2H")
_SIGNATURE, _DESCRIPTOR, _END = b"PK\x03\x04", b"PK\x07\x08", b"PK\x05\x06"
_IN_EXTRA = 0xFFFFFFFF
_UNIX = 3
_LOCKED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    flags: int
    method: int
    crc: int | None
    packed: int | None
    """Bytes in the archive; None where only the end of the stream tells."""
    size: int | None
    start: int
    """Where its bytes begin; -1 where the archive does not have them."""
    is_link: bool = False
    """Whether its bytes only name a place."""


def read(content: bytes, asked: Asked) -> Reading:
    """Every member as a document."""
    members = Members(asked)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
        damage = _split(content)
        found: Iterator[_Member] = (_listed(info, content) for info in listed)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        by_heads = list(_by_heads(content))
        named = isinstance(error, UnicodeDecodeError)
        damage = "" if named or _are_all(content, len(by_heads)) else _damage(content)
        found = iter(by_heads)
    for member in found:
        if members.skips(member.name):
            continue
        if member.is_link:
            members.link()
        elif not members.full():
            _take(member, content, members, asked)
    return members.reading("zipfile", damage)


def _take(member: _Member, content: bytes, members: Members, asked: Asked) -> None:
    if member.flags & _LOCKED:
        return members.refuse(member.name, "password", "有密码,没有密码读不到")
    if member.method not in METHODS:
        return members.refuse(member.name, "unsupported", f"压缩方法 {_method(member.method)} 不支持")
    if member.size is not None and member.size > asked.room():
        return members.refuse(
            member.name, "too_much_inside", f"解开后有 {member.size >> 20} MB,超过上限,没有读"
        )
    if member.start < 0:
        return members.refuse(member.name, "damaged", "压缩包里没有它的内容")
    end = None if member.packed is None else member.start + member.packed
    try:
        data, taken = unpacked(memoryview(content)[member.start : end], member.method, member.size, asked)
    except Broken:
        return members.refuse(member.name, "damaged", "压缩数据损坏或不完整")
    except Refused as refused:
        return members.refuse(member.name, refused.outcome, refused.reason)
    crc = _crc_behind(content, member.start + taken) if member.crc is None else member.crc
    if zlib.crc32(data) != crc:
        return members.refuse(member.name, "damaged", "内容与校验和不符")
    return members.read(data, member.name)


def _listed(info: zipfile.ZipInfo, content: bytes) -> _Member:
    """A member as the list has it."""
    utf8 = bool(info.flag_bits & _UTF8)
    raw = info.orig_filename.encode("utf-8" if utf8 else "cp437", "replace")
    return _Member(
        names.of_zip(raw.partition(b"\0")[0], utf8, info.extra),
        info.flag_bits,
        info.compress_type,
        info.CRC,
        info.compress_size,
        info.file_size,
        _start(content, info.header_offset),
        info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16),
    )


def _start(content: bytes, at: int) -> int:
    if at < 0 or at + _HEAD.size > len(content):
        return -1
    mark, *_, name, extra = _HEAD.unpack_from(content, at)
    return at + _HEAD.size + name + extra if mark == _SIGNATURE else -1


def _by_heads(content: bytes) -> Iterator[_Member]:
    """Members by the heads before them, as far as they are there."""
    at = content.find(_SIGNATURE)
    while 0 <= at <= len(content) - _HEAD.size:
        member = _headed(content, at)
        yield member
        # What is packed may hold heads of its own: an archive in it that is only stored.
        at = content.find(_SIGNATURE, max(member.start, at + 4) + (member.packed or 0))


def _headed(content: bytes, at: int) -> _Member:
    """The member of one head; sizes and sum may stand behind its bytes instead."""
    _, _, flags, method, _, _, crc, packed, size, name, extra = _HEAD.unpack_from(content, at)
    start = at + _HEAD.size + name + extra
    beside = content[start - extra : start]
    told = names.of_zip(content[at + _HEAD.size : at + _HEAD.size + name], bool(flags & _UTF8), beside)
    if flags & _SIZES_FOLLOW and not packed:
        if method != zipfile.ZIP_STORED:
            return _Member(told, flags, method, None, None, None, start)
        length = _described(content, start)
        return _Member(told, flags, method, None, length, None, -1 if length is None else start)
    if packed == _IN_EXTRA or size == _IN_EXTRA:
        packed, size = _long_sizes(beside, len(content))
    return _Member(told, flags, method, crc, packed, size, start)


def _long_sizes(extra: bytes, most: int) -> tuple[int, int]:
    """Packed and unpacked size of a member of a ZIP64."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            size, packed = struct.unpack_from("<QQ", extra, 4)
            return packed, size
        extra = extra[4 + length :]
    return most, most


def _described(content: bytes, start: int) -> int | None:
    """Bytes of a stored member whose size stands behind it; None where that is not there."""
    at = content.find(_DESCRIPTOR, start)
    while at >= 0:
        if content[at + 8 : at + 12] == ((at - start) & 0xFFFFFFFF).to_bytes(4, "little"):
            return at - start
        at = content.find(_DESCRIPTOR, at + 1)
    return None


def _crc_behind(content: bytes, at: int) -> int:
    """The sum that stands behind a member, with or without its mark (APPNOTE.TXT 4.3.9); -1 for none."""
    at += 4 if content[at : at + 4] == _DESCRIPTOR else 0
    return int.from_bytes(content[at : at + 4], "little") if at + 4 <= len(content) else -1


def _are_all(content: bytes, found: int) -> bool:
    """Whether as many members were found as the end of the list counts: then only what zipfile cannot bear is
    wrong with that (padding in fields of programs' own)."""
    end = content.rfind(_END)
    return (
        0 <= end <= len(content) - 22
        and found > 0
        and content[end + 4 : end + 12] == struct.pack("<4H", 0, 0, found, found)
    )


def _split(content: bytes) -> str:
    """Words for one volume of several, which the end of the list counts; '' for a whole archive."""
    end = content.rfind(_END)
    counted = end >= 0 and content[end + 4 : end + 6] not in (b"\0\0", b"\xff\xff", b"")
    return "分卷压缩包的一卷,要有全部各卷才能读全" if counted or content[:4] == _DESCRIPTOR else ""


def _damage(content: bytes) -> str:
    return _split(content) or "压缩包不完整:成员目录损坏或缺失,只读了还找得到的成员"


def _method(number: int) -> str:
    return _METHOD_NAMES.get(number, str(number))


_METHOD_NAMES = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
