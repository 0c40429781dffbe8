"""Which hosts and which network addresses may be asked: those of the portal file, and no private ones.

A portal's page or DNS record must not be able to send the crawler to a machine inside the network it runs
in (server-side request forgery, CWE-918). So the address that a name resolves to is checked, and the
connection is made to the very address checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from scrapers.address import host_of

_NAT64 = IPv6Network("64:ff9b::/96")


class RefusedAddress(Exception):
    """A name led to an address that the portal file does not permit; the sentence says how to permit it."""


class Allowlist:
    """The hosts of one portal file, and the private addresses that it names."""

    def __init__(self, hosts: Iterable[str], named_private: Iterable[str] = ()) -> None:
        """`hosts` as in a portal file (`host` or `host:port`); `named_private` are addresses or networks in
        CIDR notation. Raises ValueError for a network that cannot be read."""
        entries = tuple(hosts)
        self.hosts = frozenset(map(plain_host, entries))
        literals = filter(None, (_literal(urlsplit(f"//{entry}").hostname or "") for entry in entries))
        self._named = [ip_network(str(address)) for address in literals]
        self._named += [ip_network(entry, strict=False) for entry in named_private]

    def check(self, host: str, address: str) -> None:
        """Raises RefusedAddress when `host`, resolved to `address`, must not be asked."""
        ip = ip_address(address.partition("%")[0])
        if is_public(ip) or any(ip in network for network in self._named):
            return
        if ip.is_loopback and (host == "localhost" or host.endswith(".localhost")):
            return
        raise RefusedAddress(
            f"{host} 指向内网或保留地址 {address}，未访问；如确需访问，请在门户文件的 hosts 中写明该地址"
        )


def plain_host(host: str) -> str:
    """A portal file's host in the form of `address.host_of`: lower case, without a standard port."""
    return host_of(f"http://{host.strip()}/").removesuffix(":443")


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether `ip` is an ordinary address of the internet, also where it wraps an IPv4 address."""
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not ip.is_multicast


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """`host` as an address, None when it is a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None
