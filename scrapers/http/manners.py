"""How politely and within which bounds a portal is asked: a portal file's `[manners]` and their defaults."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")

ROBOTS_TOKEN = "gongkai"
"""The product token by which robots.txt addresses this crawler (RFC 9309, 2.2.1)."""


def in_hours(hours: tuple[time, time], at: time) -> bool:
    """Whether a time of day lies in those hours, which may span midnight."""
    opens, closes = hours
    return opens <= at < closes if opens <= closes else at >= opens or at < closes


@dataclass(frozen=True)
class Manners:
    """Rates, bounds and patience towards each host, in seconds and bytes.

    Raises ValueError for a value with which a run could only hang or flood.

    `requests_per_second` may be `math.inf` (no spacing), for a portal of one's own on loopback.
    """

    requests_per_second: float = 1.0
    connections: int = 2
    robots: bool = True
    user_agent_contact: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    """Longest silence within an answer."""
    total_timeout: float = 120.0
    """Longest time for one answer from the connection to its last byte, however it drips."""
    max_body: int = 20 * 2**20
    """Longest body, counted both as received and after decompression."""
    files: bool = False
    """Whether bodies that can be no page are read to their end, too; by night they are not asked for."""
    max_header: int = 64 * 2**10
    max_redirects: int = 5
    tries: int = 3
    """How often one address is asked in all when the answer is a passing failure."""
    backoff: float = 1.0
    """First wait after a failure; doubles with each, with jitter between half of it and all of it."""
    backoff_cap: float = 60.0
    retry_after_cap: float = 120.0
    """A host that asks for a longer pause than this is left alone for the run."""
    failures_before_rest: int = 20
    """So many error answers in succession, and the host is left alone for the run."""
    silences_before_rest: int = 5
    """The same for questions that got no answer at all (refused, timed out, cut off)."""
    night_window: tuple[time, time] | None = None
    """Times of day (Asia/Shanghai) between which the host may be asked; may span midnight."""
    ca_files: Mapping[str, Path] = field(default_factory=dict)
    """Host → PEM file of a further CA to trust for that host."""
    legacy_tls: frozenset[str] = frozenset()
    """Hosts that only speak TLS 1.0/1.1 or old ciphers; their certificate is verified all the same."""

    def __post_init__(self) -> None:
        """Refuses values with which a run could only hang or flood."""
        positive = ("requests_per_second", "connect_timeout", "read_timeout", "total_timeout", "backoff_cap")
        for name in positive:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be greater than 0, not {getattr(self, name)!r}")
        for name in ("connections", "tries", "max_body", "max_header"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)!r}")

    def may_ask_at(self, now: datetime) -> bool:
        """Whether that instant lies in the night window; always where there is none."""
        return self.night_window is None or in_hours(self.night_window, now.astimezone(_SHANGHAI).time())

    @property
    def interval(self) -> float:
        """Seconds between the starts of two questions to one host."""
        return 0.0 if math.isinf(self.requests_per_second) else 1.0 / self.requests_per_second

    @property
    def user_agent(self) -> str:
        """`gongkai/VERSION (+CONTACT)`; a contact that is not ASCII is percent-encoded."""
        name = f"{ROBOTS_TOKEN}/{_version()}"
        contact = quote(self.user_agent_contact.strip(), safe="!#$%&'()*+,/:;=?@[]~ ")
        return f"{name} (+{contact})" if contact else name


def _version() -> str:
    """The installed version; `0` when the checkout is used without being installed."""
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "0"
