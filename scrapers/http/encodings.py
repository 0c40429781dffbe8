"""Undoing the content coding of a body, never beyond a bound (a kilobyte of gzip can hold a gigabyte)."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
"""What is offered in Accept-Encoding: the codings that the standard library undoes."""

_GZIP = b"\x1f\x8b"


class TooMuch(Exception):
    """The body is longer than its bound."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says, or it ends too early."""


class Inflater:
    """Undoes one content coding piece by piece; `feed` raises TooMuch as soon as the bound is passed."""

    def __init__(self, coding: str, cap: int) -> None:
        """`coding` is a Content-Encoding value; raises Undecodable for one that was never offered."""
        self._coding = coding.strip().lower()
        if self._coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Undecodable(f"unknown Content-Encoding {coding!r}")
        self._left = cap
        self._parts: list[bytes] = []
        self._held = b""
        self._engine: zlib._Decompress | None = None
        self._members = 0
        self._padding = False

    @property
    def plain(self) -> bool:
        """Whether there is no coding to undo."""
        return self._coding in ("", "identity")

    def so_far(self) -> bytes:
        """What was decoded until now, whether or not the data came to its end."""
        return b"".join(self._parts)

    def feed(self, data: bytes) -> None:
        """Takes the next piece of the payload; raises TooMuch or Undecodable."""
        if self.plain:
            self._keep(data)
        else:
            self._inflate(self._held + data)

    def finish(self) -> bytes:
        """The decoded body; raises Undecodable when the compressed data stopped before its end mark."""
        if self._engine is not None or (self._held and not self._members):
            raise Undecodable("the compressed body ends too early")
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    def _inflate(self, data: bytes) -> None:
        """Decompresses `data`, over all members of a gzip body; trailing padding is ignored."""
        while data and not self._padding:
            if self._engine is None and not self._begin(data):
                return
            assert self._engine is not None
            try:
                self._keep(self._engine.decompress(data, self._left + 1))
            except zlib.error as error:
                raise Undecodable(f"not valid {self._coding}: {error}") from error
            data = self._engine.unused_data
            if self._engine.eof:
                self._engine = None
                self._members += 1

    def _begin(self, data: bytes) -> bool:
        """Opens the next member; False when more bytes are needed to know, or only padding follows."""
        self._held = data if len(data) < 2 else b""
        self._padding = not self._held and self._members > 0 and not data.startswith(_GZIP)
        if self._held or self._padding:
            return False
        self._engine = zlib.decompressobj(self._window(data))
        return True

    def _window(self, data: bytes) -> int:
        """zlib's window bits; `deflate` comes both with the zlib header (RFC 9110) and without it."""
        if self._coding != "deflate":
            return 31
        return 15 if data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0 else -15

    def _keep(self, decoded: bytes) -> None:
        """Adds decoded bytes up to the bound; raises TooMuch when there were more."""
        self._parts.append(decoded[: self._left])
        self._left -= len(decoded)
        if self._left < 0:
            raise TooMuch


def decoded(payload: bytes, coding: str | None, cap: int = 2**31 - 2) -> bytes:
    """`payload` without its content coding; raises Undecodable, or TooMuch beyond `cap` bytes."""
    if not payload or not coding:
        return payload
    inflater = Inflater(coding, cap)
    inflater.feed(payload)
    return inflater.finish()
