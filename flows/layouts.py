"""A section's layouts in words and as TOML: what was learned of its pages, and what a person wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.portals import find_portal, held_portals
from scrapers.address import canonical
from scrapers.layout import ItemLayout, LayoutKind, LearnedFrom, ListLayout
from scrapers.layout_toml import item_table, list_table, says_something
from scrapers.parsing import places_found
from scrapers.portalfile import Portal, Section
from scrapers.records import ListPage, Page
from warehouse.home import Home
from warehouse.layouts import item_layout_of, list_layout_of
from warehouse.learned import LayoutVersion, LearnedLayouts, learned_layouts
from warehouse.why.reading import moment

PAGES: dict[LayoutKind, str] = {"list": "列表页", "item": "内容页"}
ORIGINS: dict[LearnedFrom, str] = {
    "pages": "比较本栏目各页得出",
    "sections": "与其他栏目的页面比较得出",
    "items": "与内容页比较得出",
    "rules": "只凭通用规则,未经比较证实",
    "person": "门户文件中由人写定",
}
_SHOWN = 20
"""Ids of sections that a sentence names at most."""


class UnknownSection(Exception):
    """No portal file and no published file has such a section: one line that names those there are."""


@dataclass(frozen=True, slots=True)
class SectionLayouts:
    """What is known of a section's layouts: by the home's portal file, and by its published file."""

    section_id: str
    name: str
    section: Section | None
    """As the portal file has it; None where it is declared no more."""
    told: LearnedLayouts

    @property
    def family(self) -> str:
        """The system that makes the section's pages, as the portal file has it."""
        return self.section.cms if self.section else "auto"

    @property
    def lists(self) -> ListLayout | None:
        """The layout that the next night reads its list pages by; None where the reader's rules alone do."""
        return (self.section and self.section.list_layout()) or list_layout_of(self._learned("list"))

    @property
    def items(self) -> ItemLayout | None:
        """The same of its item pages."""
        return (self.section and self.section.item_layout()) or item_layout_of(self._learned("item"))

    def written(self, kind: LayoutKind) -> ListLayout | ItemLayout | None:
        """A person's layout, which is in force as long as it stands in the portal file."""
        if self.section is None:
            return None
        return self.section.list_layout() if kind == "list" else self.section.item_layout()

    def _learned(self, kind: LayoutKind) -> str | None:
        """JSON of what was last learned, where today's rules read by it."""
        last = self.told.last_learned(kind)
        return last.layout if last is not None and last.is_of_present_rules else None


def section_layouts(home: Home, portal_file: str | None, section_id: str) -> SectionLayouts:
    """The layouts of one section of a home.

    Raises UnknownSection, PortalFileError, HomeError (a published file that cannot be read).
    """
    portals = [find_portal(home, portal_file)] if portal_file else held_portals(home)
    _refuse_several(portals, section_id)
    told = learned_layouts(home.published, section_id, portals[0].id if portal_file else None)
    section = _declared(portals, section_id, told)
    if section is None and told.section is None:
        raise UnknownSection(_unknown(home, portals, section_id, told))
    name = section.name if section else told.section.name if told.section else ""
    return SectionLayouts(section_id, name, section, told)


def _refuse_several(portals: list[Portal], section_id: str) -> None:
    """Raises UnknownSection where several portals have a section of that id, and none is named."""
    own = [portal.id for portal in portals if section_id in {section.id for section in portal.section}]
    if len(own) > 1:
        raise UnknownSection(f"{section_id}: 门户 {'、'.join(own)} 都有这个栏目;请用 --portal 指定一个")


def _declared(portals: list[Portal], section_id: str, told: LearnedLayouts) -> Section | None:
    """The section in its portal's file: of several portals the one that the published file has it under."""
    whose = told.section.portal_id if told.section else None
    own = section_id.rpartition("/")[2]
    fit = [(portal, section) for portal in portals for section in portal.section if section.id == own]
    return next((section for portal, section in fit if whose in (None, portal.id)), None)


def _unknown(home: Home, portals: list[Portal], section_id: str, told: LearnedLayouts) -> str:
    declared = [section.id for portal in portals for section in portal.section]
    ids = list(dict.fromkeys([*declared, *(section.section_id for section in told.sections)]))
    if not ids:
        return f"{home.root}: 还没有门户,也没有公布文件;请先运行 gongkai nightly --portal 门户文件"
    more = f" 等 {len(ids)} 个" if len(ids) > _SHOWN else ""
    return f"{section_id}: 没有这个栏目;可用: {'、'.join(ids[:_SHOWN])}{more}"


def layout_text(found: SectionLayouts, file: Path) -> str:
    """TOML of what was learned, with comments in Chinese; comments alone where nothing was. `file`: the
    portal file that a person pastes it into."""
    blocks = ["\n".join(_head(found, file))]
    for kind in PAGES:
        comments = [f"# {line}" for line in _about(found, kind)]
        last = found.told.last_learned(kind)
        table = _table(last.read) if last else None
        blocks.append("\n".join([*comments, *([table] if table else [])]))
    return "\n\n".join(blocks)


def _head(found: SectionLayouts, file: Path) -> Iterator[str]:
    yield f"# 栏目 {found.section_id} {found.name} 的版式"
    if found.told.learned:
        yield "# 读得对,就不必写进门户文件;读错了,改好下面的选择器,粘贴到"
        yield f"# {file} 中该栏目 [[section]] 各键之后、下一个 [[section]] 之前。"
        yield "# 写定的以人为准,匹配不到任何条目即算读取失败;删去这几行,就恢复自动学到的。"


def _about(found: SectionLayouts, kind: LayoutKind) -> Iterator[str]:
    """What there is to say of the layout of one kind of page, a line each."""
    written, last = found.written(kind), found.told.last_learned(kind)
    if written is not None:
        yield f"{PAGES[kind]}:门户文件中已由人写定,以它为准:"
        yield from (f"  {line}" for line in (_table(written) or "").splitlines())
    if last is None:
        yield f"{PAGES[kind]}:还没有学到版式" + ("" if written else ",现按通用规则读")
        return
    also = "此前学到的是" if written else ""
    when = f"第 {last.version} 版,{moment(last.learned_at)} 学到"
    yield f"{PAGES[kind]}:{also}{when},{ORIGINS[last.learned_from]}"
    if last.reason:
        yield f"原因:{last.reason}"
    yield from _doubts(last)


def _doubts(last: LayoutVersion) -> Iterator[str]:
    if last.read is None:
        yield "这一版的内容本程序读不出,下一次读取时重新学"
    elif not last.is_of_present_rules:
        yield f"这一版按旧的版式规则(第 {last.read.version} 号)学到,下一次读取时重新学"


def _table(layout: ListLayout | ItemLayout | None) -> str | None:
    """The layout as a table of the portal file; None where it names no place."""
    if isinstance(layout, ListLayout):
        return list_table(layout) if layout.rows else None
    return item_table(layout) if layout is not None and says_something(layout) else None


def portal_file_of(home: Home, portal_file: str | None, found: SectionLayouts) -> Path:
    """The home's portal file that declares the section, or would."""
    held = sorted((home.root / "portals").glob("*.toml"))
    whose = found.told.section.portal_id if found.told.section else None
    own = [path for path in held if whose in (None, path.stem)]
    return own[0] if own else Path(portal_file or home.root / "portals")


def layouts_beside(home: Home, url: str, page: Page | None, listing: ListPage | None) -> str:
    """What is in force for the section of that address, to be printed below its `[[section]]`: a person's
    tables as they are, so that they are not lost with the old entry; what was learned, and what the reader
    has just found itself on `page`, as comments.

    Raises PortalFileError, HomeError.
    """
    held = [section for portal in held_portals(home) for section in portal.section]
    own = next((section for section in held if canonical(section.url) == canonical(url)), None)
    told = []
    if own is not None:
        found = section_layouts(home, None, own.id)
        told += [_beside(found, kind) for kind in PAGES]
        if found.lists is not None and page is not None:
            seen = "、".join(f"{key} {count}" for key, count in places_found(page, found.lists).items())
            rows = len(listing.entries) if listing else 0
            told.append(f"# 列表页的版式在这一页匹配到:{seen};读取器自己读到 {rows} 行")
    if listing is not None and listing.layout is not None:
        told.append("# 读取器在这一页自己看到的版式(只凭通用规则,未经比较证实;不必写入):")
        told.append(_commented(list_table(listing.layout)))
    return "\n".join(filter(None, told))


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


def _beside(found: SectionLayouts, kind: LayoutKind) -> str:
    """The layout in force of one kind of page."""
    written = _table(found.written(kind))
    if written is not None:
        return f"# {PAGES[kind]}:门户文件中由人写定的版式,照抄于此\n{written}"
    last = found.told.last_learned(kind)
    table = _table(found.lists if kind == "list" else found.items)
    if last is None or table is None:
        return ""
    said = f"{PAGES[kind]}:现行第 {last.version} 版版式,{ORIGINS[last.learned_from]};不必写入"
    return _commented(f"{said}\n{table}")
