"""What surrounds lists and items on every page: metas, menus, side lists, footers with item-like links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.portal.addresses import list_url
from tests.portal.model import Item, Section, World

SITE = "云泽县人民政府门户网站"
SITE_CODE = "1522990001"


@dataclass(frozen=True, slots=True)
class ListView:
    """One list page to render: which rows of the section, and what the page says of its place."""

    section: Section
    rows: tuple[Item, ...]
    number: int
    """Counted from 1."""
    pages: int
    records: int


def anchor(item: Item, shown: str | None = None) -> str:
    """A link in full to an item."""
    return f'<a href="{escape(item.address)}" target="_blank">{escape(shown or item.title)}</a>'


def clipped(title: str, length: int = 34) -> str:
    """A title as rows show it: cut, with dots."""
    return title if len(title) <= length else title[:length] + "..."


def _places(world: World) -> list[Item]:
    """Pages that side lists show: the strays, and some items of the first section, whatever page asks."""
    first = next(iter(world.sections))
    return [*world.strays[:7], *[item for item in list(world.items.values())[:60] if item.home == first][:5]]


def _kept(world: World, name: str, make: Callable[[World], str]) -> str:
    """A part that many pages share, rendered once between two edits."""
    if name not in world.memo:
        world.memo[name] = make(world)
    return world.memo[name]


def navigation(world: World) -> str:
    """The menu: all sections, and one entry that is an item."""
    return _kept(world, "navigation", _navigation)


def _navigation(world: World) -> str:
    entries = "\n".join(
        f'<li><a href="{list_url(section)}">{section.name}</a></li>' for section in world.sections.values()
    )
    tour = anchor(world.strays[0], "网站导览")
    return (
        f'<div class="menu"><ul>\n<li><a href="/">网站首页</a></li>\n{entries}\n<li>{tour}</li>\n</ul></div>'
    )


def side(world: World, heading: str = "热点信息") -> str:
    """A side list that looks like a list of items: same markup, dates and all."""
    rows = _kept(world, "side", _side_rows)
    return f'<div class="hot"><h3>{heading}</h3><ul>\n{rows}\n</ul></div>'


def _side_rows(world: World) -> str:
    return "\n".join(
        f"<li><span>{item.day}</span>{anchor(item, clipped(item.title, 14))}</li>" for item in _places(world)
    )


def footer(world: World) -> str:
    """Sponsor, codes, and links that have the form of items."""
    return _kept(world, "footer", _footer)


def _footer(world: World) -> str:
    about = anchor(world.strays[-1], "关于我们")
    return (
        f'<div class="footer"><p>{about}&nbsp;|&nbsp;{anchor(world.strays[1], "版权保护")}&nbsp;|&nbsp;'
        '<a href="http://www.state-council.example/" target="_blank">中国政府网</a></p>'
        f"<p>主办单位：云泽县人民政府办公室 网站标识码：{SITE_CODE} "
        "云ICP备00000000号 联系电话：0999-8200000</p></div>"
    )


def metas(pairs: list[tuple[str, str]], defect: int = 0) -> str:
    """Official page tags, with the defects seen in the wild: `defect` picks them by its divisors."""
    lines = []
    for name, content in pairs:
        written = name
        if name == "ColumnKeywords" and defect % 3 == 1:
            written = "ColumnKeywods"
        space = "" if name == "ColumnName" and defect % 4 == 1 else " "
        blank = " " if name == "SiteIDCode" and defect % 5 == 1 else ""
        lines.append(f'<meta name="{written}"{space}content="{escape(content)}{blank}">')
    return "\n".join(lines)


def site_metas(section: Section) -> list[tuple[str, str]]:
    """The tags of every page: site and column."""
    return [
        ("SiteName", SITE), ("SiteDomain", section.host), ("SiteIDCode", SITE_CODE),
        ("ColumnName", section.name), ("ColumnDescription", f"{section.name}栏目"),
        ("ColumnKeywords", section.name), ("ColumnType", section.name),
    ]  # fmt: skip


def home_page(world: World, host: str) -> str:
    """A host's home page: its menu, and the newest rows of three sections."""
    blocks = []
    for section in [section for section in world.sections.values() if section.host == host][:3]:
        rows = "".join(
            f"<li>{anchor(item)}<span>{item.day:%m-%d}</span></li>" for item in world.rows(section.id)[:6]
        )
        more = f'<a href="{list_url(section)}">更多</a>'
        blocks.append(f"<div class='block'><h2>{section.name}{more}</h2><ul>{rows}</ul></div>")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{SITE}</title></head><body>'
        f"{navigation(world)}{''.join(blocks)}{footer(world)}</body></html>"
    )


def empty_words() -> str:
    """How a section says that it holds nothing."""
    return "此栏目暂无任何新增信息"
