"""Addresses: one canonical form for the many ways a portal writes the same one, and the ids made from it."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

SESSION_KEYS = frozenset({"jsessionid", "phpsessid", "sessionid", "_t", "spm"})
"""Query keys that carry a visit, not a page: two addresses that differ only in these are one."""

_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|jsp|aspx?|php)$", re.IGNORECASE)
_BY_QUERY = re.compile(r"(?:/|\.(?:jspx?|do|action|aspx?|php|cgi))$", re.IGNORECASE)
"""Paths under which the query says which page is meant."""
_PLAIN = re.compile(
    r"https?://(?P<host>[a-z0-9.-]*[a-z0-9])(?P<path>(?:/(?!\.\.?(?:/|\Z))[\w.-]+)*/?)", re.ASCII
)
"""Addresses in which nothing but an index file can be written otherwise: most of them."""
_UNRESERVED = "/:@!$&'()*+,;=-._~"


@lru_cache(maxsize=4096)  # the same few thousand addresses are asked about again and again
def canonical(url: str) -> str:
    """The one form of `url` by which an item is known: http and https, default port, fragment (unless
    it is a path), session ids, dot segments, index files, percent-encoding and the order of query keys
    make no difference.

    The scheme is written `http` in both cases: portals moved to https keep their items. Raises ValueError
    for an address without a host or with another scheme.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None:
        return f"http://{plain['host']}{_INDEX_FILE.sub('/', plain['path'] or '/')}"
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not a web address: {url[:200]!r}")
    host = parts.hostname.lower().rstrip(".")
    port = parts.port
    if port is not None and port != (443 if scheme == "https" else 80):
        host = f"{host}:{port}"
    path = _SESSION_PATH.sub("", _without_dots(parts.path or "/"))
    path = _INDEX_FILE.sub("/", _requoted(path))
    # A fragment that is a path (`#/detail/5`, `#!/a`) is how script-driven sites name their pages.
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    # Latin-1 both ways keeps the bytes of a GBK-encoded query, which UTF-8 would fold into one character.
    query = quote(parts.query, safe=_UNRESERVED + "%?")
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    kept = sorted((key, value) for key, value in pairs if key.lower() not in SESSION_KEYS)
    return urlunsplit(("http", host, path, urlencode(kept, encoding="latin-1"), fragment))


@lru_cache(maxsize=4096)  # a row's is asked for by all that keep it
def item_id(first_id: str, url: str) -> str:
    """Sixteen hex digits that name an item for good: a hash of the first id that its portal ever had and the
    canonical address.

    Raises ValueError as `canonical` does.
    """
    return hashlib.sha256(f"{first_id}\n{canonical(url)}".encode()).hexdigest()[:16]


def host_of(url: str) -> str:
    """Host of `url` with its port when that is not the scheme's own, in lower case; '' when it has none.

    This is the form in which portal files list hosts: `www.x.gov.cn` or `127.0.0.1:8080`.
    """
    return _host_of_origin("/".join(url.split("/", 3)[:3]))  # worked out once for all addresses of a host


@lru_cache(maxsize=256)
def _host_of_origin(origin: str) -> str:
    """The same, of an address up to its path."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower().rstrip(".")
    standard = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return f"{host}:{port}" if host and port is not None and port != standard else host


def is_above(target: str, url: str) -> bool:
    """Whether `target` is the home page or a folder above the page `url`, or that page without the
    query that said which one.

    A host that answers so, instead of with the page itself, has lost or withdrawn it.
    """
    if target == url:
        return False
    upper, own = urlsplit(target), urlsplit(url)
    if upper.query:
        return False
    folder, own_folder = (_INDEX_FILE.sub("/", _without_dots(part.path or "/")) for part in (upper, own))
    if folder == own_folder:
        return bool(own.query) and _BY_QUERY.search(own_folder) is not None
    return folder.endswith("/") and own_folder.startswith(folder)


def _requoted(path: str) -> str:
    """Percent-encoding in one spelling, byte for byte (paths may hold GBK bytes)."""
    return quote(unquote_to_bytes(path), safe=_UNRESERVED)


def _without_dots(path: str) -> str:
    """RFC 3986 5.2.4, also folding doubled slashes, which many templates write."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if kept:
                kept.pop()
        elif segment not in (".", ""):
            kept.append(segment)
    folded = "/" + "/".join(kept)
    return folded + "/" if path.endswith(("/", "/.", "/..")) and folded != "/" else folded


def is_loopback(host: str) -> bool:
    """Whether a host is this machine's own loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
