"""RAR, old and new, by unrar's library: it opens a path, so the bytes are put into memory that has one."""

from __future__ import annotations

import os
import re
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.packed import names
from scrapers.documents.packed.inflating import count
from scrapers.documents.packed.members import Members
from scrapers.documents.records import Reading, Refused

_END, _NO_MEMORY, _MISSING_PASSWORD, _BAD_PASSWORD = 10, 11, 22, 24
"""Codes of unrar's library (dll.hpp)."""
_CHANGE_VOLUME, _DATA, _CHANGE_VOLUME_W, _LARGE_DICTIONARY = 0, 1, 3, 5
"""What it calls back for."""
_VOLUME, _SOLID = 0x1, 0x8
"""Flags of an archive, below those of a member."""
_SPLIT_BEFORE, _SPLIT_AFTER, _LOCKED, _DIRECTORY = 0x1, 0x2, 0x4, 0x20
_SYMBOLIC_LINKS, _HARD_LINK, _COPY = (1, 2, 3), 4, 5
_UNIX, _LINK_MODE = 3, 0xA
_PRIVATE = 0xE000
_OPAQUE = re.compile("[\ue080-\ue0ff]")
"""Bytes of a name that are none of the process' encoding, as unrar maps them (unicode.cpp, MapAreaStart)."""
_SKIP, _TEST, _EXTRACT_MODE = 0, 1, 1


def read(content: bytes, asked: Asked) -> Reading:
    """Every member as a document. Raises Refused where the archive is locked or cannot be opened."""
    members = Members(asked)
    with _path_of(content) as path, _opened(path) as archive:
        damage = archive.walk(members, asked)
        if archive.flags & _VOLUME and not damage:
            damage = "分卷压缩包的一卷,要有全部各卷才能读全" if archive.split else ""
    return members.reading("unrar", damage)


@contextmanager
def _path_of(content: bytes) -> Iterator[str]:
    """A path under which the bytes can be opened, in memory where the system can: this process writes
    nothing."""
    create = getattr(os, "memfd_create", None)
    if create is None:
        with tempfile.TemporaryDirectory() as folder, _writable(len(content)):
            path = Path(folder) / "archive.rar"
            path.write_bytes(content)
            yield str(path)
        return
    file = create("archive")
    try:
        with _writable(len(content)):
            view = memoryview(content)
            while view:
                view = view[os.write(file, view) :]
        yield f"/proc/self/fd/{file}"
    finally:
        os.close(file)


@contextmanager
def _writable(size: int) -> Iterator[None]:
    """Lifts the bound on what this process writes to the size of one file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if soft == resource.RLIM_INFINITY or soft >= size:
        yield
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _opened(path: str) -> Iterator[_Archive]:
    from unrar.cffi._unrarlib import ffi, lib
    from unrar.cffi.unrarlib import RAROpenArchiveDataEx

    asked = RAROpenArchiveDataEx(path, _EXTRACT_MODE)
    handle = lib.RAROpenArchiveEx(asked.value)
    code = asked.value.OpenResult
    if handle == ffi.NULL or code:
        _refuse(code)
    try:
        yield _Archive(ffi, lib, handle, asked.value.Flags)
    finally:
        lib.RARCloseArchive(handle)


def _refuse(code: int) -> None:
    """Why an archive cannot be opened. Raises Refused."""
    if code in (_MISSING_PASSWORD, _BAD_PASSWORD):
        raise Refused("password", "压缩包有密码(连文件名也加密),没有密码读不到")
    if code == _NO_MEMORY:
        raise MemoryError
    raise Refused("damaged", f"压缩包损坏,打不开(unrar 代码 {code})")


class _Archive:
    """An open archive; `split`: whether a member goes on in another volume."""

    def __init__(self, ffi: Any, lib: Any, handle: Any, flags: int) -> None:
        self._ffi, self._lib, self._handle = ffi, lib, handle
        self.flags = flags
        self.split = False
        self._is_over = False

    def walk(self, members: Members, asked: Asked) -> str:
        """Gives all members to `members`; returns why the list ended early (Chinese), or ''."""
        while True:
            head, other = self._ffi.new("struct RARHeaderDataEx *"), self._ffi.new("wchar_t[2048]")
            head.RedirName, head.RedirNameSize = other, 2048
            code = self._lib.RARReadHeaderEx(self._handle, head)
            if code:
                break
            if problem := self._member(head, members, asked):
                return problem
            if self._is_over:
                return ""
        if code == _END:
            return ""
        if code in (_MISSING_PASSWORD, _BAD_PASSWORD):
            _refuse(code)
        return "压缩包不完整:只读了还找得到的成员"

    def _member(self, head: Any, members: Members, asked: Asked) -> str:
        """Reads or passes over one member; returns why no more can follow (Chinese), or ''."""
        name = self._name(head)
        size = head.UnpSize + (head.UnpSizeHigh << 32)
        if head.Flags & _DIRECTORY or members.skips(name):
            return self._passed(head)
        if _is_link(head):
            members.link()
            return self._passed(head)
        if members.full():
            return self._passed_by(head, members, "")
        if head.RedirType in (_HARD_LINK, _COPY):
            members.again(name, names.shown(self._ffi.string(head.RedirName)))
            return self._passed(head)
        if head.Flags & (_SPLIT_BEFORE | _SPLIT_AFTER):
            self.split = True
            members.refuse(name, "damaged", "跨在分卷上,这一卷里只有一部分")
            return self._passed(head)
        if head.Flags & _LOCKED:
            members.refuse(name, "password", "有密码,没有密码读不到")
            return self._passed(head)
        if size > asked.room():
            members.refuse(name, "too_much_inside", f"解开后有 {size >> 20} MB,超过上限,没有读")
            return self._passed_by(head, members, "一个成员超过上限,而后面的要先解开它")
        return self._unpacked(name, members, asked)

    def _unpacked(self, name: str, members: Members, asked: Asked) -> str:
        taken = _Taken(self._ffi, asked)
        code = self._process(_TEST, taken)
        if taken.error is not None:
            members.refuse(name, taken.error.outcome, taken.error.reason)
            members.stop(taken.error.reason)
            self._is_over = True
        elif code in (_MISSING_PASSWORD, _BAD_PASSWORD):
            members.refuse(name, "password", "有密码,没有密码读不到")
        elif code:
            members.refuse(name, "damaged", f"压缩数据损坏或不完整(unrar 代码 {code})")
        else:
            members.read(b"".join(taken.pieces), name)
        return ""

    def _passed_by(self, head: Any, members: Members, why: str) -> str:
        """Passes over a member without unpacking it; where all are packed as one, that is the end."""
        if not self.flags & _SOLID:
            return self._passed(head)
        members.stop(why)
        self._is_over = True
        return ""

    def _passed(self, head: Any) -> str:
        # What follows the member of a volume that is not here cannot be reached.
        if head.Flags & _SPLIT_AFTER:
            return "分卷压缩包的一卷,要有全部各卷才能读全"
        code = self._process(_SKIP, _Taken(self._ffi, None))
        if code in (_MISSING_PASSWORD, _BAD_PASSWORD):  # a solid one: each member needs those before it
            return "后面的成员要有密码才能解开"
        return "" if not code else "压缩包不完整:只读了还找得到的成员"

    def _process(self, operation: int, taken: _Taken) -> int:
        """Moves on to the next member; returns unrar's code."""
        from unrar.cffi._unrarlib.lib import PyUNRARCALLBACKStub

        handle = self._ffi.new_handle(taken)
        self._lib.RARSetCallbackPtr(self._handle, PyUNRARCALLBACKStub, handle)
        null = self._ffi.NULL
        code: int = self._lib.RARProcessFileW(self._handle, operation, null, null)
        self._lib.RARSetCallbackPtr(self._handle, null, null)
        return code

    def _name(self, head: Any) -> str:
        """The member's name. Old archives may have one of bytes alone, mostly GBK: where unrar cannot read
        them it tells each as a private sign."""
        try:
            told: str = self._ffi.string(head.FileNameW)
        except ValueError:  # a sign beyond Unicode
            told = self._ffi.string(head.FileName).decode("utf-8", "surrogateescape")
        if not _OPAQUE.search(told):
            # Signs of two halves stand as the two.
            return names.shown(told.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        raw = (
            bytes([ord(sign) - _PRIVATE]) if _OPAQUE.match(sign) else sign.encode("utf-8", "replace")
            for sign in told.replace("\ufffe", "")
        )
        return names.shown(names.decoded(b"".join(raw)))


def _is_link(head: Any) -> bool:
    """Whether a member only points at a place: also in old archives made under Unix."""
    if head.RedirType in _SYMBOLIC_LINKS:
        return True
    return bool(head.HostOS == _UNIX and (head.FileAttr >> 12) & 0xF == _LINK_MODE)


class _Taken:
    """What unrar hands over of one member: bytes, until a bound is reached."""

    def __init__(self, ffi: Any, asked: Asked | None) -> None:
        self._ffi, self._asked = ffi, asked
        self.pieces: list[bytes] = []
        self.error: Refused | None = None

    def __call__(self, message: int, address: int, size: int) -> int:
        """1 to go on, -1 to stop. Nothing may be raised through the library's frames."""
        if message in (_CHANGE_VOLUME, _CHANGE_VOLUME_W, _LARGE_DICTIONARY):
            return -1
        if message != _DATA or self._asked is None:
            return 1
        try:
            count(size, self._asked)
            self.pieces.append(bytes(self._ffi.buffer(self._ffi.cast("char *", address), size)))
        except Refused as refused:
            self.error = refused
        except MemoryError:
            self.error = Refused("too_much_memory", "读取时内存超过上限")
        return 1 if self.error is None else -1
