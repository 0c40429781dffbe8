"""Units of a county as its portal lists them: menus of bureaus and townships, selectors of 责任部门.

A list counts when most of its five or more entries are names of units; a single name in running text never
does. Lists of other governments (友情链接) are told by their places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.entities import decoded
from scrapers.probe import bodies

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
    also: tuple[str, ...] = ()
    """Full names of further entries that may be the same unit, which nothing proves."""


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
    """One entry a unit, named as the portal prints it most fully, in the order in which units come first. The
    place's name is put before a name that lacks it; what else was printed, and the unit's full name, are its
    aliases.

    Without a known place the names stay as printed. Names of other places' units are left out. No alias
    stands in two entries.
    """
    named = [(text, *_named(text, place)) for text in dict.fromkeys(printed)]
    keys = bodies.one_body(_bare(name, place) for _, name, _ in named if name)
    groups: defaultdict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
    for text, name, aliases in named:
        if name:
            groups[keys[_bare(name, place)]].append((text, name, aliases))
    fullest = {key: max(group, key=_fullness) for key, group in groups.items()}
    taken = {name for _, name, _ in fullest.values()}
    entries = []
    for key, group in groups.items():
        text, name, _ = fullest[key]
        kept = dict.fromkeys(alias for alias in _aliases(key, group, place) if alias not in taken)
        taken.update(kept)
        entries.append(UnitEntry(name, tuple(kept), text))
    return tuple(_with_doubts(entries, place))


def _fullness(printed: tuple[str, str, tuple[str, ...]]) -> tuple[bool, int]:
    """A name in brackets behind the unit's own says more of the unit, and is none of its names."""
    return printed[1] == bodies.without_brackets(printed[1]), len(printed[1])


def _aliases(key: str, group: Sequence[tuple[str, str, tuple[str, ...]]], place: str) -> Iterator[str]:
    """Every other name of a unit: as printed, without the place, in full."""
    for text, name, aliases in group:
        yield from (text, name, *aliases, bodies.without_brackets(name))
    if full := bodies.full_name(key):
        yield from (f"{place}{full}", full)


def _with_doubts(entries: Sequence[UnitEntry], place: str) -> Iterator[UnitEntry]:
    bare = {entry.name: _bare(entry.name, place) for entry in entries}
    for entry in entries:
        also = (
            other.name
            for other in entries
            if len(other.name) > len(entry.name) and bodies.may_be_one(bare[entry.name], bare[other.name])
        )
        yield replace(entry, also=tuple(also))


def _bare(name: str, place: str) -> str:
    return name.removeprefix(place) or name


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
    cleaned = (_TAIL_NOISE.sub("", dom.fold(decoded(text))) for text in texts)
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
