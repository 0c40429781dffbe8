"""One requests session per host: guarded sockets, verified TLS, the environment's proxy, own cookies."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3 import PoolManager

from scrapers.http.allowlist import Allowlist
from scrapers.http.encodings import ACCEPTED
from scrapers.http.kept import Reply, ask_kept
from scrapers.http.manners import Manners
from scrapers.http.pools import KeptPool, pool_classes
from scrapers.http.questions import Question
from scrapers.http.sockets import BoundedTLSSocket

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": ACCEPTED,
}


class GuardedAdapter(HTTPAdapter):
    """requests' transport with sockets that check where they lead and TLS that is always verified."""

    def __init__(self, host: str, allowlist: Allowlist, manners: Manners) -> None:
        """For `host` alone, as a portal file writes it."""
        self._host = host
        self._manners = manners
        self._permitted = pool_classes(allowlist.check)
        self._by_proxy = pool_classes(lambda host, address: None)
        self._pools: dict[tuple[object, ...], KeptPool] = {}
        super().__init__(pool_connections=2, pool_maxsize=manners.connections)

    @cached_property
    def context(self) -> ssl.SSLContext:
        """This host's TLS context; made when first needed, since reading the authorities takes a while."""
        return tls_context(self._host, self._manners)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        """As HTTPAdapter's, with our pools."""
        self.poolmanager = PoolManager(connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = self._permitted

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        """As HTTPAdapter's; the proxy stands in the environment, so its own address needs no check."""
        manager = super().proxy_manager_for(proxy, **more)
        manager.pool_classes_by_scheme = self._by_proxy
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """As HTTPAdapter's, with our context in place of the default one."""
        host, tls = super().build_connection_pool_key_attributes(request, True, cert)
        if request.url.lower().startswith("https:"):
            tls["ssl_context"] = self.context
        return host, tls

    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """As HTTPAdapter's; what it finds is known to `ask_kept` from then on, unless SOCKS lies between."""
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if (select_proxy(request.url, proxies) or "http:").lower().startswith("http:"):
            self._pools[_way(request.url, proxies)] = pool
        return pool

    def ask_kept(self, question: Question, proxies: Mapping[str, str]) -> Reply | None:
        """What the host begins to answer over a connection that `send` has left open; None when there is
        none, or more to it than writing and reading: then nothing was sent, and `send` is to be used."""
        pool = self._pools.get(_way(question.url, proxies))
        return ask_kept(pool, question) if pool is not None else None

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Verification is required, whatever is asked; the trusted authorities are in the context."""
        conn.cert_reqs = "CERT_REQUIRED"
        conn.ca_certs = conn.ca_cert_dir = None


def _way(url: str, proxies: Mapping[str, str] | None) -> tuple[object, ...]:
    """What a connection to `url` depends on: scheme, host and port, and the proxies."""
    return (*url.split("/", 3)[:3], *(proxies or {}).items())


def session_for(host: str, allowlist: Allowlist, manners: Manners) -> requests.Session:
    """A session for `host` alone. It reads nothing from the environment (no netrc, no other CA bundle)."""
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.headers.update(_HEADERS | {"User-Agent": manners.user_agent})
    adapter = GuardedAdapter(host, allowlist, manners)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def tls_context(host: str, manners: Manners) -> ssl.SSLContext:
    """A verifying context: the authorities that requests trusts, the host's own CA file, and old protocols
    where the portal file says that the host needs them.

    Raises OSError or ssl.SSLError when the host's CA file cannot be read.
    """
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    name = host.partition(":")[0]
    for known in (host, name):
        if known in manners.ca_files:
            context.load_verify_locations(str(manners.ca_files[known]))
            break
    if manners.legacy_tls & {host, name}:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.options |= 0x4  # OP_LEGACY_SERVER_CONNECT, which has no name before Python 3.12
    context.sslsocket_class = BoundedTLSSocket
    return context


def proxies_for(url: str) -> dict[str, str]:
    """The proxies that `http_proxy`, `https_proxy` and `no_proxy` name for `url`, by scheme; {} for none."""
    return dict(get_environ_proxies(url))
