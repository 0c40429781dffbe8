"""A portal file (TOML) of what was found; Chinese comments say what was seen and what a person must settle.

Whatever was found stands in the file: sections that can be crawled as tables, everything else as comments
with the reason.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scrapers.address import host_of
from scrapers.portalfile import Portal
from scrapers.probe import names
from scrapers.probe.columns import folder_of, portal_id, section_id
from scrapers.probe.names import Meaning
from scrapers.probe.records import Findings, ItemTrial, PageLink, Trial, Verdict
from scrapers.probe.units import UnitEntry, unit_entries
from scrapers.records import ItemPage, ListPage
from scrapers.vocabulary import CATEGORIES

_VERDICTS: dict[Verdict, str] = {
    "landing": "汇总页或已含于其他栏目，未作为栏目写入",
    "article": "单篇文章，不是列表",
    "needs_script": "条目由脚本载入，没有已知接口可读",
    "same_as_home": "与首页相同",
    "failed": "未能读取",
    "challenged": "被访问验证拦截",
    "redirected": "跳转到其他地址",
}
_FIELDS = ("title", "published", "issued", "unit", "document_number", "index_number", "column")
_NAMES = {
    "title": "标题", "published": "发布日期", "issued": "成文日期", "unit": "单位", "document_number": "文号",
    "index_number": "索引号", "column": "栏目",
}  # fmt: skip
_MANNERS = """\
[manners]
requests_per_second = 1.0
user_agent_contact = ""  # 请人工确认：填写联系方式，如 mailto:…
"""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def portal_file(findings: Findings) -> str:
    """The whole file. Raises ValueError when no section can be crawled, since such a file is unusable."""
    sections = [trial for trial in findings.trials if trial.crawlable]
    if not sections:
        raise ValueError("没有可抓取的栏目")
    units = unit_entries(findings.units, findings.site.place)
    taken: set[str] = set()
    blocks = [_head(findings, sections), _portal(findings), _MANNERS, *_units(units, _is_bureau(findings))]
    for trial in sections:
        blocks.append(section_block(trial, taken, findings.site.hosts[0], units))
    blocks += _appendix(findings, taken)
    text = "\n".join(block for block in blocks if block)
    # A file that cannot be used must not leave the house.
    Portal.model_validate(tomllib.loads(text))
    return text


def section_block(trial: Trial, taken: set[str], home_host: str, units: Sequence[UnitEntry] = ()) -> str:
    """One `[[section]]` with its evidence; its id is added to `taken`."""
    lines = _section(trial.url, trial.name, trial.meaning, taken, home_host)
    if unit := _unit_of(trial, units):
        lines.append(f"unit = {_quoted(unit)}")
    return "\n".join([*map(_comment, _evidence(trial)), *lines, ""])


def untried_block(link: PageLink, place: str, taken: set[str], home_host: str) -> str:
    """A column that nobody tried, as a `[[section]]` behind `# `, which a person takes away to have it read;
    its id is added to `taken`."""
    name = link.name or "未命名栏目"
    lines = _section(link.url, name, names.meaning(names.without_year(name), place), taken, home_host)
    under = f"，见于“{_plain(link.group)}”之下" if link.group else ""
    return "\n".join(f"# {line}" for line in (f"{lines[0]}  # 没有试读: 请求用完{under}", *lines[1:])) + "\n"


def _section(url: str, name: str, meaning: Meaning, taken: set[str], home_host: str) -> list[str]:
    """The keys of a `[[section]]` that address and name give."""
    identity = section_id(url, taken, home_host)
    taken.add(identity)
    category = CATEGORIES.get(meaning.category)
    cadence = category.cycle_days if category else None
    return [
        "[[section]]",
        f"id = {_quoted(identity)}",
        f"name = {_quoted(name)}",
        f"url = {_quoted(url)}",
        f"category = {_quoted(meaning.category)}",
        *([f"cadence_days = {cadence}"] if cadence else []),
    ]


def verdict_words(trial: Trial) -> str:
    """Why a column is no section, in words."""
    return f"{_VERDICTS.get(trial.verdict, trial.verdict)}：{trial.reason}".rstrip("：")


def _head(findings: Findings, sections: Sequence[Trial]) -> str:
    lists = [trial.listing for trial in sections if trial.listing]
    systems = dict.fromkeys(listing.family for listing in lists)
    unread = sum(not trial.crawlable for trial in findings.trials)
    auto = sum(trial.meaning.category == "auto" for trial in sections)
    untried = len(findings.untried) + len(findings.below)
    lines = [
        f"由 gongkai probe 生成：共用 {findings.requests} 次请求（上限 {findings.cap}）。",
        f"可抓取栏目 {len(sections)} 个（其中类别待定 {auto} 个）；已试而未列入 {unread} 个；"
        f"没有试读 {untried} 个" + ("（列在文末，去掉行首的“# ”即可抓取）。" if untried else "。"),
        "识别的网站系统：" + "；".join(_system(name, sections) for name in systems),
        *findings.remarks,
        "请逐条核对标有“请人工确认”之处，再用于 gongkai nightly。",
    ]
    if findings.elsewhere:
        hosts = "、".join(dict.fromkeys(host_of(link.url) for link in findings.elsewhere))
        lines.insert(
            2,
            f"注意：另有 {len(findings.elsewhere)} 个栏目在其他主机（{hosts}）上，没有访问，列在文末；"
            "属于本门户的，不补上就不会统计。",
        )
    if findings.challenged:
        lines.insert(0, "注意：途中遇到访问验证，其后的栏目都未试读。")
    return "\n".join(map(_comment, lines)) + "\n"


def _system(name: str, sections: Sequence[Trial]) -> str:
    """A recognised system, how many sections it has, and what it was recognised by."""
    its = [trial for trial in sections if trial.listing and trial.listing.family == name]
    marks = [dict(trial.surface.families).get(name, "") for trial in its if trial.surface]
    return f"{name} {len(its)} 个栏目" + (f"（依据：{marks[0]}）" if marks and marks[0] else "")


def _portal(findings: Findings) -> str:
    site = findings.site
    said = "取自网站自身的标识" if site.name_is_certain else "网站没有写明，暂用主机名"
    hosts = ", ".join(_quoted(host) for host in site.hosts)
    return (
        f"# 请人工确认：名称{said}；default_unit 用于没有写明发布单位的条目\n[portal]\n"
        f"id = {_quoted(portal_id(site.hosts[0]))}\nname = {_quoted(site.name)}\n"
        f"home = {_quoted(site.home)}\n"
        f"hosts = [{hosts}]\ndefault_unit = {_quoted(site.name if site.name_is_certain else '')}\n"
    )


def _is_bureau(findings: Findings) -> bool:
    """Whether the portal is one bureau's: units listed there are its sisters, not its own."""
    return findings.site.name_is_certain and not findings.site.place


def _units(units: Sequence[UnitEntry], bureau: bool) -> Iterator[str]:
    if not units:
        yield "# 请人工确认：没有见到单位名单，[[unit]] 须自行补充\n"
        return
    if bureau:
        yield f"# 请人工确认：网站列出 {len(units)} 个单位，但本门户属于单个部门，没有写成 [[unit]]："
        yield _comment("、".join(entry.printed for entry in units)) + "\n"
        return
    yield f"# 请人工确认：以下 {len(units)} 个单位取自网站的单位名单；"
    yield "# 同一单位的不同写法须合并到一个 [[unit]] 的 aliases"
    for entry in units:
        aliases = ", ".join(_quoted(alias) for alias in entry.aliases)
        note = "" if entry.name == entry.printed else f"  # 网站写作“{_plain(entry.printed)}”"
        for other in entry.also:
            yield _comment(f"请人工确认：与“{other}”可能是同一单位，是的请合并")
        yield f"[[unit]]\nname = {_quoted(entry.name)}{note}\naliases = [{aliases}]\n"


def _evidence(trial: Trial) -> Iterator[str]:
    """What was seen of a section, one line each."""
    where = f"“{trial.link.group}”之下" if trial.link.group else "页面链接"
    yield (
        f"{trial.name}：见于 {trial.link.found_on} 的{where}"
        if trial.link.found_on
        else (f"{trial.name}：网址由使用人给出")
    )
    if trial.verdict == "empty":
        yield f"页面写明没有内容：{trial.reason}"
    if trial.listing is not None and trial.verdict == "list":
        yield from _list_evidence(trial.listing)
    if trial.second_page:
        doubt = "" if trial.paged else "请人工确认："
        yield f"{doubt}翻页：{trial.second_page}"
    yield from _item_evidence(trial)
    if trial.meaning.certain:
        yield f"类别依据：{trial.meaning.why}"
    else:
        yield f"请人工确认：类别（{trial.meaning.why}）"
    if trial.meaning.unit:
        yield f"请人工确认：栏目名以单位“{trial.meaning.unit}”开头，该单位的全称可写入 unit"
    for note in trial.notes:
        yield f"请人工确认：{note}"


def _list_evidence(listing: ListPage) -> Iterator[str]:
    dates = [entry.date for entry in listing.entries if entry.date]
    span = f"，日期 {min(dates)} 至 {max(dates)}" if dates else "，行内没有日期"
    stated = f"共 {listing.records} 条" if listing.records is not None else "总数未写明"
    pages = f"{listing.pages} 页" if listing.pages is not None else "页数未写明"
    following = f"下一页 {listing.next.url}" if listing.next else "没有下一页"
    yield f"第 1 页 {len(listing.entries)} 行{span}；{stated}，{pages}；{following}"
    yield f"系统 {listing.family}，编码 {listing.encoding}" + (
        "，已达系统上限，总数不全" if listing.capped else ""
    )
    if listing.unread:
        yield f"请人工确认：有 {len(listing.unread)} 行未能读出，如：{listing.unread[0].reason}"
    if not listing.pages and not listing.records and not listing.next:
        yield "请人工确认：没有翻页，也没有总数，是否只有这些条目"


def _item_evidence(trial: Trial) -> Iterator[str]:
    tried = trial.item
    if trial.verdict != "list":
        return
    if tried is None:
        yield "请人工确认：内容页未试读（请求数已到上限）"
        return
    if tried.item is None:
        yield f"请人工确认：内容页未读成：{tried.reason} {tried.url}".rstrip()
        return
    yield f"条目 {tried.url}：{_fields(tried.item)}"
    missing = [
        _NAMES[name] for name in ("unit", "document_number", "index_number") if not getattr(tried.item, name)
    ]
    if missing:
        yield f"该页没有写明：{'、'.join(missing)}"
    yield from _doubts(tried)


def _doubts(tried: ItemTrial) -> Iterator[str]:
    for doubt in tried.doubts:
        yield f"请人工确认：{doubt}"


def _fields(item: ItemPage) -> str:
    """Each field's value and where it was read."""
    parts = []
    for name in _FIELDS:
        value = getattr(item, name)
        if value is None:
            continue
        shown = value.iso() if hasattr(value, "iso") else str(value)
        parts.append(f"{_NAMES[name]}“{shown[:40]}”（{item.read_from.get(name, '?')}）")
    return "，".join([*parts, f"附件 {len(item.attachments)} 个"])


def _unit_of(trial: Trial, units: Sequence[UnitEntry]) -> str:
    """The full name of the unit in the section's name, where the list of units knows it; '' otherwise."""
    printed = trial.meaning.unit
    return next((unit.name for unit in units if printed in (unit.name, *unit.aliases)), "")


def _appendix(findings: Findings, taken: set[str]) -> Iterator[str]:
    """Everything that is not a section, as comments."""
    tried = [trial for trial in findings.trials if not trial.crawlable]
    if tried:
        yield _rule("已试读而没有写成栏目的")
        yield (
            "\n".join(_comment(f"{trial.name} {trial.url}：{verdict_words(trial)}") for trial in tried) + "\n"
        )
    if findings.elsewhere:
        yield _rule("在其他主机上的栏目，没有访问；确认属于本门户后，对该主机另行运行 gongkai probe")
        yield _links(findings.elsewhere)
    if findings.off_portal:
        yield _rule("不在门户上统计的类别")
        yield _links(findings.off_portal)
    if findings.other_columns:
        yield _rule("其他栏目，看不出属于信息公开，未试读")
        yield _links(findings.other_columns)
    if findings.unit_pages:
        above = (folder_of(link.url).rstrip("/").rpartition("/")[0] for link in findings.unit_pages)
        where = "、".join(f"{folder}/（{count}）" for folder, count in Counter(above).most_common(8))
        yield _rule(f"单位页面 {len(findings.unit_pages)} 个，未试读")
        yield _comment(where) + "\n"
    if findings.other_hosts:
        yield _rule("另有链接指向其他主机，没有访问")
        yield _comment("、".join(findings.other_hosts)) + "\n"
    yield from _untried(findings, taken)


def _untried(findings: Findings, taken: set[str]) -> Iterator[str]:
    """What was seen and not tried, each as a section to be had by taking `# ` away."""
    told = (
        (
            findings.untried,
            "看来属于信息公开，没有试读：先用 gongkai probe --section 网址 试一试，或去掉行首的“# ”",
        ),
        (
            findings.below,
            "已列栏目的下级栏目，没有试读：条目一般也在上级栏目中，重复的只计一条；要单列的去掉行首的“# ”",
        ),
    )
    for links, words in told:
        if links:
            yield _rule(words)
            for link in links:
                yield untried_block(link, findings.site.place, taken, findings.site.hosts[0])


def _rule(words: str) -> str:
    return f"# ---- {words} ----"


def _links(links: Iterable[PageLink]) -> str:
    lines = (
        f"未试读 {link.name or '（无名）'}{f'（{link.group}）' if link.group else ''} {link.url}"
        for link in links
    )
    return "\n".join(map(_comment, lines)) + "\n"


def _comment(line: str) -> str:
    return f"# {_plain(line)}"


def _plain(text: str) -> str:
    """The text on one line: what a page printed must not end a comment."""
    return _CONTROLS.sub(" ", text).strip()


def _quoted(value: str) -> str:
    """A basic TOML string; JSON's escapes are TOML's, but for DEL, which TOML wants escaped."""
    return json.dumps(_plain(value), ensure_ascii=False)
