"""The portal file (TOML): which hosts, units and sections a portal has; an unknown key is an error."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from scrapers.address import host_of
from scrapers.families import FAMILIES
from scrapers.vocabulary import CATEGORIES

PORTALS = Path(__file__).parent / "portals"
"""Where a portal is looked up by name."""


_FAULTS = {
    "string_type": "须为文字,请加引号",
    "string_too_short": "不能为空",
    "int_type": "须为整数",
    "int_parsing": "须为整数",
    "int_from_float": "须为整数",
    "float_type": "须为数字",
    "float_parsing": "须为数字",
    "finite_number": "须为有限的数字",
    "bool_type": "须为 true 或 false",
    "bool_parsing": "须为 true 或 false",
    "tuple_type": '须为列表,例如 ["甲", "乙"]',
    "too_short": "至少要有 {min_length} 项",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "model_type": "须为一个表",
}
"""What is wrong, and what is allowed, by pydantic's kind of error."""

_TOML_FAULTS = (
    ("Cannot overwrite", "同一个键只能写一次"),
    ("Cannot declare", "同一个表只能写一次,多个栏目或单位用 [[section]]、[[unit]]"),
    ("Cannot mutate", "同一个表只能写一次,多个栏目或单位用 [[section]]、[[unit]]"),
    ("Invalid value", "文字要加英文引号"),
    ("Expected '='", "键和值之间用英文等号"),
    ("Unclosed array", "列表要以 ] 结束,各项之间用英文逗号"),
    ("Illegal character", "有不能出现的字符,或文字少了结尾的引号"),
    ("Unterminated", "文字少了结尾的引号"),
    ("", "请检查引号、等号和括号,都须用英文符号"),
)


class PortalFileError(Exception):
    """A portal file that cannot be used: one line that names file, place, and what is allowed."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


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


class PortalHead(_Strict):
    """`[portal]`: whose portal this is and which hosts may be asked."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Annotated[str, Field(min_length=1)]
    home: str
    hosts: tuple[str, ...] = ()
    default_unit: str = ""

    _address = field_validator("home")(_web_address)

    @field_validator("hosts")
    @classmethod
    def _bare_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_host(host) for host in value)


class MannersTable(_Strict):
    """`[manners]`: how politely the portal is asked; rates are per host."""

    requests_per_second: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=True)] = 1.0
    connections: Annotated[int, Field(ge=1, le=16, strict=True)] = 2
    robots: Annotated[bool, Field(strict=True)] = True
    user_agent_contact: str = ""
    night_window: tuple[time, time] | None = None
    """Times of day (Asia/Shanghai) between which the portal may be asked, e.g. ["22:00", "06:00"]."""
    ca_files: dict[str, Path] = {}
    """Host → PEM file of a further CA, for hosts whose certificate no public CA signed."""
    legacy_tls: tuple[str, ...] = ()
    """Hosts that only speak old TLS; their certificate is verified all the same."""


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
    details: Annotated[bool, Field(strict=True)] = True
    cadence_days: Annotated[int, Field(ge=1, strict=True)] = 365

    _address = field_validator("url")(_web_address)

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
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise PortalFileError(f"{path}: 无法读取({error.strerror});请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise PortalFileError(f"{path}: 第 {error.start} 字节不是 UTF-8;请另存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise PortalFileError(f"{path}: {_toml_sentence(str(error), text)}") from error
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


def _toml_sentence(message: str, text: str) -> str:
    """tomllib's message in Chinese: the line, what stands there, and what TOML wants."""
    found = re.search(r"line (\d+), column (\d+)", message)
    remedy = next((said for words, said in _TOML_FAULTS if words in message), _TOML_FAULTS[-1][1])
    if found is None:
        return f"不是有效的 TOML:文件到末尾还不完整;{remedy}"
    number = int(found[1])
    line = text.splitlines()[number - 1].strip()[:80] if number <= text.count("\n") + 1 else ""
    return f"第 {number} 行第 {found[2]} 列不是有效的 TOML({line});{remedy}"


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
        message = str(error["ctx"]["error"]) if "ctx" in error else "不合要求"
        return f"{place}: {message}" if location else message
    if kind == "string_pattern_mismatch":
        return f"{place} = {_shown(error['input'])}: 只能用小写字母、数字和连字符(栏目 id 还可用下划线)"
    if location in (("unit",), ("section",)) and kind != "too_short":
        return f"{place} 要写成双括号的表;请把 [{location[0]}] 改为 [[{location[0]}]]"
    remedy = _FAULTS.get(kind, "类型或取值不对").format(**error.get("ctx", {}))
    return f"{place} = {_shown(error['input'])}: {remedy}"


def _shown(value: object) -> str:
    """A value as a reader finds it in the file, cut to what fits a line."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _place(location: tuple[int | str, ...]) -> str:
    """`("section", 1, "url")` → `第 2 个 [[section]] 的 url`."""
    table, *rest = location if location else ("",)
    if rest and isinstance(rest[0], int):
        keys = _keys(rest[1:])
        return f"第 {rest[0] + 1} 个 [[{table}]]" + (f" 的 {keys}" if keys else "")
    if rest:
        return f"[{table}] 的 {_keys(rest)}"
    if table in ("unit", "section"):
        return f"[[{table}]]"
    return f"[{table}]" if table in Portal.model_fields else f"顶层的 {table}"


def _keys(path: list[int | str]) -> str:
    """`("aliases", 0)` → `aliases 第 1 项`."""
    return "".join(f" 第 {part + 1} 项" if isinstance(part, int) else f".{part}" for part in path).strip(".")


def _allowed(location: tuple[int | str, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {
        "portal": PortalHead,
        "manners": MannersTable,
        "unit": Unit,
        "section": Section,
    }
    table = tables.get(str(location[0])) if len(location) > 1 else None
    return sorted((table or Portal).model_fields)
