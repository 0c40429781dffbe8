"""Whose portal it is: its name, its county, the hosts that belong to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapers.address import host_of
from scrapers.probe import columns
from scrapers.probe.records import PortalIdentity, Surface

_PLACE = re.compile(
    r"^(?:.{2,8}?(?:省|自治区|自治州|地区))?(.{2,8}?(?:县|市|区|旗))(?:人民政府|管理委员会|管委会)"
)


def home_of(url: str) -> str:
    """The home page of the address' host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def twin_of(host: str) -> str:
    """The same host with or without `www.`; '' for a network address or one with a port."""
    if ":" in host or re.fullmatch(r"[\d.]+", host):
        return ""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _best(stated: tuple[str, ...]) -> str:
    """The government among the names that one page states, else the first."""
    return next((name for name in stated if "人民政府" in name), stated[0] if stated else "")


def links_to_twin(surfaces: Iterable[Surface], host: str) -> bool:
    """Whether the portal itself links to its twin's home page as its own."""
    twin = twin_of(host)
    links = (link for surface in surfaces for link in surface.links)
    return bool(twin) and any(host_of(link.url) == twin and columns.is_root(link.url) for link in links)


def site_of(home: str, hosts: tuple[str, ...], surfaces: Iterable[Surface]) -> PortalIdentity:
    """The portal's name by its own words, the most reliable page first; its host where none says it."""
    name = next(filter(None, (_best(surface.site_names) for surface in surfaces)), "")
    place = _PLACE.match(name)
    return PortalIdentity(
        home=home,
        hosts=hosts,
        name=name or hosts[0],
        place=place[1] if place else "",
        name_is_certain=bool(name),
    )
