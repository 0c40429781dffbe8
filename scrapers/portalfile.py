"""The portal file (TOML): which hosts, units and sections a portal has; an unknown key is an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from urllib.parse import urljoin

from pydantic import Field, field_validator, model_validator

from scrapers.address import host_of
from scrapers.layout import ItemLayout, ListLayout
from scrapers.parsing.cms import FAMILIES
from scrapers.portal_layout import LayoutTable
from scrapers.strict_toml import StrictTable, Words, read_strict
from scrapers.vocabulary import CATEGORIES

PORTALS = Path(__file__).parent / "portals"
"""Where a portal is looked up by name."""

_WORDS = Words(
    several="多个栏目或单位用 [[section]]、[[unit]]",
    pattern="只能用小写字母、数字和连字符(栏目 id 还可用下划线)",
)


HomeLinks = Literal["ask", "list", "off"]


class PortalFileError(Exception):
    """A portal file that cannot be used: one line that names file, place, and what is allowed."""


def _web_address(value: str) -> str:
    if not re.match(r"https?://", value) or not host_of(value):
        raise ValueError("须为 http:// 或 https:// 开头的完整网址")
    return value


def _host(written: str) -> str:
    """A host as `host_of` writes it; only `name` or `name:port` will do."""
    host = host_of(f"http://{written}")
    if not host or re.search(r"[/@?#\s]", written):
        raise ValueError(f'"{written}" 不是主机名;只写主机名或 主机名:端口,例如 "www.example.gov.cn"')
    return host


class PortalHead(StrictTable):
    """`[portal]`: whose portal this is and which hosts may be asked."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Annotated[str, Field(min_length=1)]
    home: str
    hosts: tuple[str, ...] = ()
    default_unit: str = ""
    home_links: HomeLinks = "ask"
    """What a night does with the home page: reads it and asks whether what it links to opens; reads it and
    lists its links; leaves it alone."""
    first_id: Annotated[str, Field(pattern=r"^[a-z0-9-]*$")] = ""
    """The portal's first id, where it has been renamed: item ids are made of it and never change. Written by
    `gongkai portal rename`."""

    _address = field_validator("home")(_web_address)

    @field_validator("home_links", mode="before")
    @classmethod
    def _known_wish(cls, value: object) -> object:
        if value not in get_args(HomeLinks):
            allowed = "、".join(f'"{wish}"' for wish in get_args(HomeLinks))
            raise ValueError(f"须为 {allowed} 之一")
        return value

    @field_validator("hosts")
    @classmethod
    def _bare_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_host(host) for host in value)


class MannersTable(StrictTable):
    """`[manners]`: how politely the portal is asked; rates are per host."""

    requests_per_second: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=True)] = 1.0
    connections: Annotated[int, Field(ge=1, le=16, strict=True)] = 2
    robots: Annotated[bool, Field(strict=True)] = True
    user_agent_contact: str = ""
    night_window: tuple[time, time] | None = None
    """Times of day (Asia/Shanghai) between which the portal may be asked, e.g. ["22:00", "06:00"]."""
    ca_files: dict[str, Path] = Field(default_factory=dict)
    """Host → PEM file of a further CA, for hosts whose certificate no public CA signed."""
    legacy_tls: tuple[str, ...] = ()
    """Hosts that only speak old TLS; their certificate is verified all the same."""


class Unit(StrictTable):
    """`[[unit]]`: a unit's name and the other names that pages print for it."""

    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()


class Section(StrictTable):
    """`[[section]]`: one disclosure column; `category` is a category's name or "auto"."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    name: Annotated[str, Field(min_length=1)]
    url: str
    category: str = "auto"
    cms: str = "auto"
    unit: str = ""
    details: Annotated[bool, Field(strict=True)] = True
    cadence_days: Annotated[int, Field(ge=1, strict=True)] = 365
    layout: LayoutTable | None = None

    _address = field_validator("url")(_web_address)

    def list_layout(self) -> ListLayout | None:
        """A person's layout of the section's list pages, which is in force whatever was learned; None where
        nobody wrote one."""
        return self.layout.list_layout() if self.layout else None

    def item_layout(self) -> ItemLayout | None:
        """The same of its item pages."""
        return self.layout.item_layout() if self.layout else None

    @field_validator("cms")
    @classmethod
    def _known_family(cls, value: str) -> str:
        if value != "auto" and value not in FAMILIES:
            raise ValueError(f'没有“{value}”这一系统;可用 "auto" 或: {"、".join(sorted(FAMILIES))}')
        return value

    @field_validator("category")
    @classmethod
    def _known_category(cls, value: str) -> str:
        if value != "auto" and value not in CATEGORIES:
            raise ValueError(f'没有“{value}”这一类别;可用 "auto" 或: {"、".join(CATEGORIES)}')
        return value


def _asks_this_portal(section: Section, hosts: Sequence[str]) -> None:
    """Raises ValueError where a person's pattern of addresses leads to a host that is never asked."""
    pattern = section.layout.page_url if section.layout else None
    if pattern and host_of(urljoin(section.url, pattern.replace("{n}", "2"))) not in hosts:
        raise ValueError(
            f'栏目 "{section.id}" 的 [section.layout] page_url = "{pattern}" 不在 hosts 之内;'
            "请写成相对于栏目网址的地址"
        )


class Portal(StrictTable):
    """A whole portal file. `hosts` is never empty: it defaults to the host of `home`, with its port."""

    portal: PortalHead
    manners: MannersTable = MannersTable()
    unit: tuple[Unit, ...] = ()
    section: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def id(self) -> str:
        """The portal's id, `[a-z0-9-]`."""
        return self.portal.id

    @property
    def first_id(self) -> str:
        """The id by which its items are named (`scrapers.address.item_id`): the first that it ever had."""
        return self.portal.first_id or self.portal.id

    def known_first_as(self, first_id: str) -> Portal:
        """The same portal, its items named by that id, whatever its file says."""
        head = self.portal.model_copy(update={"first_id": "" if first_id == self.id else first_id})
        return self.model_copy(update={"portal": head})

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that may be asked, each `name` or `name:port`."""
        return self.portal.hosts or (host_of(self.portal.home),)

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        seen: set[str] = set()
        for section in self.section:
            if section.id in seen:
                raise ValueError(f'两个栏目用了同一个 id "{section.id}";每个栏目的 id 须不同')
            seen.add(section.id)
            if host_of(section.url) not in self.hosts:
                raise ValueError(
                    f'栏目 "{section.id}" 的网址 {section.url} 不在 hosts 之内;请改网址,或把 '
                    f'"{host_of(section.url)}" 加入 [portal] hosts'
                )
            _asks_this_portal(section, self.hosts)
        names: dict[str, str] = {}
        for unit in self.unit:
            for name in (unit.name, *unit.aliases):
                if names.setdefault(name, unit.name) != unit.name:
                    raise ValueError(
                        f'单位名或别名 "{name}" 同时属于“{names[name]}”和“{unit.name}”;只能属于一个'
                    )
        return self


def load_portal(name_or_file: str) -> Portal:
    """The portal of a file's path, or of a name looked up in `scrapers/portals/`.

    Raises PortalFileError for a file that is not there, is not TOML, or does not fit the form.
    """
    return read_strict(portal_path(name_or_file), Portal, _WORDS, PortalFileError)


def portal_path(name_or_file: str) -> Path:
    """The file itself: a path ending in .toml or holding a slash, else a name in `scrapers/portals/`.

    Raises PortalFileError when it is not there.
    """
    looks_like_path = name_or_file.endswith(".toml") or "/" in name_or_file
    path = Path(name_or_file) if looks_like_path else PORTALS / f"{name_or_file}.toml"
    if path.is_file():
        return path
    known = "、".join(sorted(p.stem for p in PORTALS.glob("*.toml"))) or "(无)"
    raise PortalFileError(f"{name_or_file}: 没有这个门户文件;可写 .toml 文件的路径,或已有的名称: {known}")
