"""TAR: its members one after another."""

from __future__ import annotations

import io
import tarfile

from scrapers.documents.limits import Asked
from scrapers.documents.packed import names
from scrapers.documents.packed.inflating import count
from scrapers.documents.packed.members import PIECE, Members
from scrapers.documents.records import Reading, Refused


def read(content: bytes, asked: Asked) -> Reading:
    """Every file in it as a document; a second name of one is that document again."""
    members = Members(asked)
    damage = ""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for info in archive:
                name = names.shown(names.decoded(_bytes(info.name)))
                if members.skips(name) or info.isdir():
                    continue
                if not (info.isreg() or info.islnk()):
                    members.link()
                elif not members.full():
                    if info.islnk():
                        members.again(name, names.shown(names.decoded(_bytes(info.linkname))))
                    else:
                        _take(archive, info, name, members, asked)
    except (tarfile.TarError, ValueError, OSError, EOFError, OverflowError):
        damage = "归档不完整:只读了还找得到的成员"
    return members.reading("tarfile", damage)


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _take(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, members: Members, asked: Asked) -> None:
    if info.size > asked.room():
        return members.refuse(name, "too_much_inside", f"有 {info.size >> 20} MB,超过上限,没有读")
    pieces: list[bytes] = []
    try:
        file = archive.extractfile(info)
        assert file is not None  # of a regular file
        while piece := file.read(PIECE):
            count(len(piece), asked)
            pieces.append(piece)
    except Refused as refused:
        return members.refuse(name, refused.outcome, refused.reason)
    except (tarfile.TarError, ValueError, OSError):
        return members.refuse(name, "damaged", "归档里没有它的全部内容")
    return members.read(b"".join(pieces), name)
