"""The portal file (TOML): which hosts, units and sections a portal has; an unknown key is an error."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from scrapers.address import host_of
from scrapers.vocabulary import CATEGORIES

PORTALS = Path(__file__).parent / "portals"
"""Where a portal is looked up by name."""


class PortalFileError(Exception):
    """A portal file that cannot be used: one line that names file, place, and what is allowed."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _web_address(value: str) -> str:
    if not re.match(r"https?://", value) or not host_of(value):
        raise ValueError("须为 http:// 或 https:// 开头的完整网址")
    return value


class PortalHead(_Strict):
    """`[portal]`: whose portal this is and which hosts may be asked."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Annotated[str, Field(min_length=1)]
    home: str
    hosts: tuple[str, ...] = ()
    default_unit: str = ""

    _address = field_validator("home")(_web_address)


class MannersTable(_Strict):
    """`[manners]`: how politely the portal is asked; rates are per host."""

    requests_per_second: Annotated[float, Field(gt=0)] = 1.0
    connections: Annotated[int, Field(ge=1, le=16)] = 2
    robots: bool = True
    user_agent_contact: str = ""


class Unit(_Strict):
    """`[[unit]]`: a unit's name and the other names that pages print for it."""

    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()


class Section(_Strict):
    """`[[section]]`: one disclosure column; `category` is a category's name or "auto"."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    name: Annotated[str, Field(min_length=1)]
    url: str
    category: str = "auto"
    cms: str = "auto"
    unit: str = ""
    details: bool = True
    cadence_days: Annotated[int, Field(ge=1)] = 365

    _address = field_validator("url")(_web_address)

    @field_validator("category")
    @classmethod
    def _known_category(cls, value: str) -> str:
        if value != "auto" and value not in CATEGORIES:
            raise ValueError(f'没有“{value}”这一类别;可用 "auto" 或: {"、".join(CATEGORIES)}')
        return value


class Portal(_Strict):
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
    path = portal_path(name_or_file)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PortalFileError(f"{path}: 无法读取({error.strerror});请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise PortalFileError(f"{path}: 第 {error.start} 字节不是 UTF-8;请另存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise PortalFileError(f"{path}: 不是有效的 TOML: {error}") from error
    try:
        return Portal.model_validate(data)
    except ValidationError as error:
        raise PortalFileError(f"{path}: {_sentence(error.errors()[0])}") from error


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


def _sentence(error: ErrorDetails) -> str:
    """One line: the place in the file's own terms, and the remedy."""
    location = error["loc"]
    place = _place(location)
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"{place} 是未知的键;允许的键: {'、'.join(_allowed(location))}"
    if kind == "missing":
        return f"缺少 {place};请补上"
    if kind in ("value_error", "assertion_error"):
        message = str(error["ctx"]["error"]) if "ctx" in error else error["msg"]
        return f"{place}: {message}" if location else message
    if kind == "string_pattern_mismatch":
        return f"{place} = {error['input']!r}: 只能用小写字母、数字和连字符(栏目 id 还可用下划线)"
    return f"{place} = {error['input']!r}: {error['msg']}"


def _place(location: tuple[int | str, ...]) -> str:
    """`("section", 1, "url")` → `第 2 个 [[section]] 的 url`."""
    table, *rest = location if location else ("",)
    if rest and isinstance(rest[0], int):
        keys = ".".join(str(part) for part in rest[1:])
        return f"第 {rest[0] + 1} 个 [[{table}]]" + (f" 的 {keys}" if keys else "")
    keys = ".".join(str(part) for part in rest)
    return f"[{table}] 的 {keys}" if keys else f"[{table}]"


def _allowed(location: tuple[int | str, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {
        "portal": PortalHead,
        "manners": MannersTable,
        "unit": Unit,
        "section": Section,
    }
    table = tables.get(str(location[0])) if len(location) > 1 else None
    return sorted((table or Portal).model_fields)
