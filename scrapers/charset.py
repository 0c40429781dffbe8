"""From the bytes of a page or a text file to its text, by what it declares and never by statistics.

Order: byte order mark, meta charset, Content-Type header, strict UTF-8, GB18030. GB2312 and GBK are always
read as GB18030, their superset, which is what the pages hold (WHATWG Encoding Standard, label table). The
first candidate that decodes without an error wins; when none does, each undecodable byte becomes U+FFFD, and
the first declared one is used, unless another one loses by far fewer bytes: a GB page with a stray byte
that declares UTF-8 would be nothing but replacement characters. A page that declares a GB encoding yet
holds well-formed UTF-8 Chinese was re-encoded by somebody who left the old declaration: GB text of any
length is not well-formed UTF-8.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

SNIFFED = 16_384
"""Bytes in which a page declares its encoding. (a bound of time)"""
FAR_MORE = 10
"""Times as many undecodable bytes from which a declared encoding is not believed."""
COMMON = 4
"""Chinese characters in UTF-8 that are no accident of GB bytes. (test_other)"""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HAN_IN_UTF8 = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

_READ_AS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
_SAYS_NOTHING = frozenset({"ascii", "iso8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
"""Defaults that servers send unasked (every byte decodes, nothing fails), and labels that a page whose
declaration could be found byte by byte cannot have."""


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Text of `body` and the Python name of the encoding used, e.g. `("…", "gb18030")`.

    NUL characters are removed. Never raises: bytes that no candidate can read become U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(name, "replace")), name
    first = _META.search(body, 0, SNIFFED)
    named = _encoding_named(first[1].decode("ascii", "replace")) if first else None
    if named == "utf-8":  # as most pages are: what else they name would be asked only of one that is not
        try:
            return _clean(body.decode(named)), named
        except UnicodeError:
            pass
    declared = _declared(body, content_type)
    if declared[:1] == ["gb18030"] and _holds_utf8_chinese(body):
        declared = ["utf-8"]
    for name in [*declared, "utf-8", "gb18030"]:
        try:
            return _clean(body.decode(name)), name
        except (UnicodeError, LookupError):
            if _decodes(body, name):
                return _clean(body.decode(name, "replace")), name
    return _least_damaged(body, declared or ["gb18030"])


def _least_damaged(body: bytes, declared: list[str]) -> tuple[str, str]:
    """Text and encoding where none fits: as first declared, unless that damages it far more than need be."""
    texts = {name: body.decode(name, "replace") for name in [*declared, "utf-8", "gb18030"]}
    damage = {name: text.count("\ufffd") for name, text in texts.items()}
    least = min(damage, key=lambda name: damage[name])
    name = least if damage[declared[0]] > FAR_MORE * (damage[least] + 1) else declared[0]
    return _clean(texts[name]), name


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Encodings that the page itself names, the strongest first, without those that say nothing."""
    head = body[:SNIFFED]
    xml = _XML.match(head)
    found = [*_META.findall(head), *([xml[1]] if xml else [])]
    labels = [label.decode("ascii", "replace") for label in found]
    labels += _HEADER.findall(content_type or "")
    known = (_encoding_named(label) for label in labels)
    return list(dict.fromkeys(name for name in known if name))


@lru_cache(maxsize=64)
def _encoding_named(label: str) -> str | None:
    """Python's name for a charset label, or None where it is unknown or says nothing."""
    try:
        info = codecs.lookup(label)
        "".encode(info.name)
    except (LookupError, ValueError):
        return None
    return None if info.name in _SAYS_NOTHING else _READ_AS.get(info.name, info.name)


def _decodes(body: bytes, name: str) -> bool:
    """Whether `body` is valid in that encoding; a character cut at the very end does not count against it."""
    try:
        codecs.getincrementaldecoder(name)("strict").decode(body, final=False)
    except (UnicodeError, LookupError):
        return False
    return True


def _holds_utf8_chinese(body: bytes) -> bool:
    """Well-formed UTF-8 with four common characters (three bytes each): no accident of GB bytes."""
    return _decodes(body, "utf-8") and len(_HAN_IN_UTF8.findall(body)) >= COMMON


def _clean(text: str) -> str:
    return text.replace("\x00", "").removeprefix("\ufeff")
