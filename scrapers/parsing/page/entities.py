"""Entities that are left in a text once its page was parsed: the site encoded what it had encoded before.

`三&amp;#8226;五` in a page's source is `三&#8226;五` in its tree and shown so to visitors; what was meant is
`三•五` (titles of a county portal, 2018). A single `&lt;` in the source is `<` in the tree and stays one.
"""

from __future__ import annotations

import re
from html import unescape

_LEFT = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z][a-zA-Z0-9]{1,24});")
"""With the semicolon only: `?a=1&copy=2` is an address."""
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")


def decoded(text: str) -> str:
    """The text with the entities in it decoded, once; those that are none stay as written."""
    return _LEFT.sub(_sign, text) if "&" in text else text


def _sign(entity: re.Match[str]) -> str:
    sign = unescape(entity[0])
    return entity[0] if _UNREADABLE.search(sign) else sign
