"""Units of a county as its portal lists them: menus of bureaus and townships, selectors of 责任部门.

A list counts when most of its five or more entries are names of units; a single name in running text never
does. Lists of other governments (友情链接) are told by their places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element

_TAIL = re.compile(
    r".*(?:局|委员会|委|办公室|办|厅|镇|乡|街道|街道办事处|办事处|苏木|中心|管委会|人民政府|联社|供销社|工会|联合会|残联|"
    r"妇联|团委|工商联|文联|科协|红十字会|大队|支队|档案馆|法院|检察院|武装部|信访局|林场|农场|园区|集聚区|开发区)"
)
_TAIL_NOISE = re.compile(r"[|｜>».…\s]+(?:我要留言|进入|更多|网站|查看)?$|^(?:请选择|全部|选择).*")
_NO_UNIT = re.compile(r".*(?:网|平台|系统|下载中心|新闻中心|办事中心|帮助中心|互动中心|视频中心|服务热线)")
_FOREIGN = re.compile(r"(?:中华|中国|国家|全国|国务院|.{1,6}(?:省|自治区)).*")
_OF_PLACE = re.compile(r"(?P<place>.{2,6}?(?:县|市|区|旗|州|盟))(?=.{2,})")
_OTHER_LEVEL = re.compile(r"[省市区](?!场|政|容|划|块)")
"""A unit of another level of government (市发改委 on a county's portal); 市场监管局 is none."""
_FEWEST, _SHARE, _SHORTEST, _LONGEST = 5, 0.7, 2, 24


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A `[[unit]]`: the full name, the names that pages print for it, and the name the portal listed."""

    name: str
    aliases: tuple[str, ...]
    printed: str


def units_of(tree: Element) -> tuple[str, ...]:
    """Names of units as printed, in page order, from every list of units on the page."""
    found: dict[str, None] = {}
    for container in tree.iter("ul", "ol", "select", "dl", "div", "p", "tr", "tbody"):
        texts = _entries(container)
        named = [text for text in texts if is_unit(text)]
        foreign = sum(bool(_FOREIGN.fullmatch(text)) for text in texts)
        if len(named) >= _FEWEST and len(named) >= _SHARE * len(texts) and foreign * 4 < len(texts):
            found.update(dict.fromkeys(text for text in named if not _FOREIGN.fullmatch(text)))
    return tuple(found)


def is_unit(text: str) -> bool:
    """Whether the text has the form of a unit's name, perhaps with another one in brackets."""
    text = re.sub(r"[(（].{1,12}[)）]$", "", text)
    fits = _SHORTEST <= len(text) <= _LONGEST and bool(_TAIL.fullmatch(text))
    return fits and not _NO_UNIT.fullmatch(text)


def unit_entries(printed: tuple[str, ...], place: str) -> tuple[UnitEntry, ...]:
    """One entry a unit: the place's name is put before a name that lacks it, what was printed is an alias.

    Without a known place the names stay as printed. Names of other places' units are left out. No alias
    stands in two entries.
    """
    entries: dict[str, UnitEntry] = {}
    taken: set[str] = set()
    for text in printed:
        name, aliases = _named(text, place)
        if not name or name in taken or (name in entries):
            continue
        kept = tuple(
            alias for alias in dict.fromkeys((text, *aliases)) if alias != name and alias not in taken
        )
        taken.update((name, *kept))
        entries[name] = UnitEntry(name, kept, text)
    return tuple(entries.values())


def _entries(container: Element) -> list[str]:
    """Texts of the container's own choices: options, or links of its children with at most one link each."""
    if container.tag == "select":
        texts = [dom.text_of(option) for option in container.iter("option")]
    else:
        texts = []
        for child in container:
            links = [child] if child.tag == "a" else list(child.iter("a"))
            if len(links) > 1 and child.tag not in ("tr", "p"):
                return []
            texts += [dom.text_of(link) for link in links]
    cleaned = (_TAIL_NOISE.sub("", dom.fold(text)) for text in texts)
    return [text for text in cleaned if text]


def _named(text: str, place: str) -> tuple[str, tuple[str, ...]]:
    """Full name and further aliases of a printed name; '' for another place's unit."""
    if not place:
        return text, ()
    level = place[-1]
    if text.startswith(place):
        bare = text.removeprefix(place)
        return text, (f"{level}{bare}", bare) if len(bare) > 1 else ()
    if text.startswith(level) and len(text) > 2:
        # 县委农村工作办公室 and 县志办公室 are not a level's name before a unit's.
        return place + text[1:], () if text[1] in "委志" else (text[1:],)
    if _OTHER_LEVEL.match(text):
        return "", ()
    other = _OF_PLACE.match(text)
    if other and not other["place"].startswith(level):
        return "", ()
    return place + text, ()
