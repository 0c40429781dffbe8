"""Looking at a portal: start page, landing pages, sections, one item of each, within a hard cap of requests.

The order is fixed by what the pages say, so the same portal gives the same file. Sections come first (as many
as the cap allows but for a share kept back for items), then one item of each, the branches of the tree in
turn, then page 2 of one section of each system.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from scrapers.address import host_of
from scrapers.http.client import Stopped
from scrapers.parsing import parse_list
from scrapers.probe import columns, identity, names, tries
from scrapers.probe.capped import CAP, Asked, CappedClient, Spent
from scrapers.probe.overlap import settle
from scrapers.probe.plan import ASKED, ProbePlan, Rank
from scrapers.probe.records import Findings, ItemTrial, PageLink, Surface, Trial, Verdict
from scrapers.probe.surface import surface_of
from scrapers.probe.units import is_unit
from scrapers.records import ListPage, OtherPage, Page, Request

KEPT_FOR_ITEMS = 10
"""One request in so many is kept back for items while sections are tried: a section that nobody has seen is
missed for good, an item that was not tried is a line for a person to settle."""

UNIT_TRIES = 5
"""So many pages of single units without a section among them, and no further one is asked."""

FEW_SECTIONS = 3
"""With fewer sections than this, columns for which nothing speaks are tried too."""

SECOND_PAGES = 3
_PROMISING = tuple(rank for rank in Rank if rank < Rank.BELOW)
_HOPS = 2
_SITEMAP_LINE = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)")
_ROBOTS = re.compile(r"^robots\.txt 未能取得（(.*)），按规定本次不访问该主机$")
_SYSTEMS_WORDS = re.compile(r"[:：]?\s*[(（]?['\"(].*", re.DOTALL)
_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>", re.IGNORECASE)


class NothingSeen(Exception):
    """The portal could not be looked at at all; the sentence says why and what to do."""

    def __init__(self, message: str, challenged: bool = False) -> None:
        """`challenged`: the host answered, but with a challenge or a refusal."""
        super().__init__(message)
        self.challenged = challenged


@dataclass
class _Survey:
    """One probe under way."""

    asker: CappedClient
    plan: ProbePlan
    surfaces: dict[str, Surface] = field(default_factory=dict)
    """By address, the home page's first where there is one."""
    trials: list[Trial] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    home_bodies: set[bytes] = field(default_factory=set)
    challenged: bool = False


def survey(start: str, asker: CappedClient) -> Findings:
    """Everything found from the page `start`. Raises NothingSeen when it gave no page, Stopped on Ctrl-C."""
    run = _Survey(asker, ProbePlan(asker.hosts))
    home = _begin(run, start)
    _within_cap(run, _use_site_map, _try_sections)
    run.trials = list(settle(run.trials, run.plan.left(*_PROMISING)))
    _within_cap(run, _try_second_pages, _try_items)
    return Findings(
        site=identity.site_of(home, asker.hosts, run.surfaces.values()),
        trials=tuple(run.trials),
        untried=run.plan.left(*_PROMISING),
        below=run.plan.left(Rank.BELOW),
        other_columns=run.plan.left(Rank.OTHER),
        unit_pages=run.plan.left(Rank.UNIT),
        elsewhere=run.plan.elsewhere(),
        other_hosts=run.plan.other_hosts(),
        off_portal=run.plan.off_portal(),
        units=tuple(dict.fromkeys(unit for surface in run.surfaces.values() for unit in surface.units)),
        requests=asker.spent,
        cap=asker.cap,
        remarks=tuple(run.remarks),
        challenged=run.challenged,
    )


def survey_section(url: str, asker: CappedClient) -> Trial:
    """One section tried alone: its list, one item, page 2. Raises NothingSeen when it gave no page."""
    run = _Survey(asker, ProbePlan(asker.hosts))
    _, page = _first_page(run, url)
    trial = _tried(run, PageLink(page.url, ""), page)
    run.trials.append(trial)
    _within_cap(run, _try_second_pages, _try_items)
    return replace(run.trials[0], page=page)


def _within_cap(run: _Survey, *steps: Callable[[_Survey], None]) -> None:
    """Takes the steps until the cap is reached, which is a remark and no fault."""
    try:
        for step in steps:
            step(run)
    except Spent:
        run.remarks.append(f"请求数已到上限 {run.asker.cap}")


def _begin(run: _Survey, start: str) -> str:
    """Reads the start page and, where that is another, the home page; returns the home page's address."""
    got, page = _first_page(run, start)
    home = identity.home_of(got.url)
    if columns.is_root(page.url):
        run.home_bodies.add(page.body)
        _learn(run, page, home=True)
    else:
        _read_home(run, home)
        run.plan.mark_asked(page.url)
        run.trials.append(_tried(run, PageLink(page.url, ""), page, landing=True))
    if identity.links_to_twin(run.surfaces.values(), host_of(home)):
        _permit_twin(run, host_of(home))
    return home


def _read_home(run: _Survey, home: str) -> None:
    """The home page of a portal that was entered by another page; doing without it is a remark."""
    front = run.asker.ask(Request(home), "首页")
    if front.page is None:
        run.remarks.append(f"首页 {home} 未能读取：{front.reason}")
        return
    run.home_bodies.add(front.page.body)
    _learn(run, front.page, home=True)


def _first_page(run: _Survey, start: str) -> tuple[Asked, Page]:
    """The start page, after redirects to the twin host and redirect stubs."""
    url = start
    for _ in range(_HOPS + 1):
        try:
            got = run.asker.ask(Request(url), "起始页")
        except Spent:
            break
        target = _onward(got, url)
        if target is None and got.page is not None:
            return got, got.page
        if target is None:
            why = got.reason if got.answered else _silence(got.reason)
            raise NothingSeen(f"{url}: {why}；没有生成门户文件", got.answered)
        if host_of(target) not in run.asker.hosts:
            if host_of(target) != identity.twin_of(host_of(url)):
                raise NothingSeen(
                    f"{url}: 指向其他主机 {target}，未访问；若这就是该门户，请运行 gongkai probe {target}",
                    True,
                )
            _permit_twin(run, host_of(url))
        url = target
    raise NothingSeen(f"{start}: 多次跳转后仍没有页面；没有生成门户文件", True)


def _silence(reason: str) -> str:
    """That a host gave no answer at all, and what to do, in one line. It is told as a robots.txt that did not
    come, with what the system said of it."""
    why = _ROBOTS.sub(r"\1", reason)
    return f"连接不上（{_SYSTEMS_WORDS.sub('', why)}），请检查网址、网络和代理"


def _onward(got: Asked, url: str) -> str | None:
    """Where the answer sends on to; None where it is the page itself, or nothing."""
    if got.elsewhere:
        return got.elsewhere
    if got.page is None:
        return None
    reading = parse_list(got.page)
    if isinstance(reading, OtherPage):
        if reading.outcome == "challenged":
            raise NothingSeen(f"{url}: {reading.reason}；没有生成门户文件", True)
        if reading.outcome == "redirect" and reading.target and reading.target != url:
            return reading.target
    return None


def _permit_twin(run: _Survey, host: str) -> None:
    run.asker.permit(identity.twin_of(host))
    run.plan.hosts = run.asker.hosts


def _learn(run: _Survey, page: Page, home: bool = False, landing: bool = False) -> Surface:
    surface = run.surfaces.setdefault(page.url, surface_of(page))
    run.plan.place = identity.site_of("", run.asker.hosts, run.surfaces.values()).place
    run.plan.learn(surface, home, landing)
    return surface


def _use_site_map(run: _Survey) -> None:
    """Takes in the site map that robots.txt names, if it is this portal's own."""
    for url in _SITEMAP_LINE.findall(run.asker.robots_text())[:1]:
        if host_of(url) not in run.asker.hosts:
            run.remarks.append(f"robots.txt 所列站点地图在其他主机，未访问：{url}")
            continue
        got = run.asker.ask(Request(url), "站点地图")
        found = _LOC.findall(got.page.body.decode("utf-8", "replace")) if got.page else []
        run.plan.add_unnamed(found[:2000])
        run.remarks.append(
            f"站点地图 {url}：{len(found)} 个地址" if got.page else f"站点地图 {url}：{got.reason}"
        )


def _try_sections(run: _Survey) -> None:
    """Asks columns, the most telling first, until the share for items is reached or none is left."""
    while not run.challenged and run.asker.room > run.asker.cap // KEPT_FOR_ITEMS:
        link = run.plan.next(_last_rank(run))
        if link is None:
            return
        got = run.asker.ask(Request(link.url), f"栏目 {link.name or '（无名）'}")
        trial = _from_answer(run, link, got)
        if all(columns.key_of(trial.url) != columns.key_of(known.url) for known in run.trials):
            run.trials.append(trial)
        if trial.verdict == "list" and not names.is_landing(link.name):
            run.plan.mark_list(trial.url)
        if trial.verdict not in ("list", "empty", "landing"):
            run.plan.mark_miss(link.url)


def _last_rank(run: _Survey) -> Rank:
    """How little a column may promise and is asked: with few sections, or where a person allowed more than
    the usual requests, also those for which nothing speaks; then pages of single units, while of use."""
    ample = run.asker.cap > CAP
    if not ample and sum(trial.crawlable for trial in run.trials) >= FEW_SECTIONS:
        return ASKED
    of_units = [trial.crawlable for trial in run.trials if is_unit(trial.link.name)]
    return Rank.UNIT if ample and (len(of_units) < UNIT_TRIES or any(of_units)) else Rank.OTHER


def _from_answer(run: _Survey, link: PageLink, got: Asked, hops: int = _HOPS) -> Trial:
    """The trial of a column whose page, or reason, has come; stubs are followed."""
    if got.page is None:
        run.challenged = run.challenged or got.challenged
        verdict: Verdict = "challenged" if got.challenged else "redirected" if got.elsewhere else "failed"
        meaning = names.meaning(link.name, run.plan.place)
        return Trial(link, link.url, link.name or link.url, meaning, verdict, got.elsewhere or got.reason)
    run.plan.mark_asked(got.url)
    if got.page.body in run.home_bodies:
        meaning = names.meaning(link.name, run.plan.place)
        return Trial(link, got.url, link.name, meaning, "same_as_home", "与首页相同，由脚本切换")
    trial = _tried(run, link, got.page)
    if trial.verdict == "redirected" and host_of(trial.reason) in run.asker.hosts and hops:
        return _from_answer(run, link, run.asker.ask(Request(trial.reason), "跳转到"), hops - 1)
    return trial


def _tried(run: _Survey, link: PageLink, page: Page, landing: bool = False) -> Trial:
    """The trial of a page, its links taken in, its rows asked where a known call fetches them."""
    surface = _learn(run, page, landing=landing or names.is_landing(link.name))
    trial = tries.trial_of(link, page, surface, run.plan.place)
    if trial.verdict == "needs_script" and trial.listing is not None and trial.listing.rows_at is not None:
        got = run.asker.ask(trial.listing.rows_at, "栏目条目接口")
        reading = (
            parse_list(got.page, trial.listing.family) if got.page else OtherPage("unreadable", got.reason)
        )
        return tries.answered(trial, reading, got.reason)
    return trial


def _try_items(run: _Survey) -> None:
    """One item of each section while there is room, the branches of the tree in turn."""
    for place in _in_turn(run.trials):
        trial = run.trials[place]
        entry = tries.item_request(trial, run.asker.hosts)
        if entry is None:
            tried = ItemTrial("", reason="第 1 页各行都链接到其他主机或文件，没有内容页可读，只用列表中的值")
        else:
            got = run.asker.ask(Request(entry.url), f"条目 {trial.name}")
            tried = tries.item_trial(entry, got.page) if got.page else ItemTrial(entry.url, reason=got.reason)
        run.trials[place] = replace(trial, item=tried)


def _in_turn(trials: Iterable[Trial]) -> list[int]:
    """Places of the lists: the first of each branch and system, then the second of each, and so on."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, trial in enumerate(trials):
        if trial.verdict == "list" and trial.listing is not None:
            parent = columns.folder_of(trial.url).rstrip("/").rpartition("/")[0]
            groups[parent, trial.listing.family].append(place)
    rounds = max(map(len, groups.values()), default=0)
    return [group[turn] for turn in range(rounds) for group in groups.values() if turn < len(group)]


def _try_second_pages(run: _Survey) -> None:
    """Page 2 of the first section of each system, to see that its pager leads to other rows."""
    seen: set[str] = set()
    for place, trial in enumerate(run.trials):
        first = trial.listing
        if trial.verdict != "list" or first is None or first.next is None or first.family in seen:
            continue
        if len(seen) >= SECOND_PAGES:
            return
        seen.add(first.family)
        got = run.asker.ask(first.next, f"第 2 页 {trial.name}")
        reading: ListPage | OtherPage = (
            parse_list(got.page, first.family) if got.page else OtherPage("unreadable", got.reason)
        )
        says, paged = (
            tries.second_page_says(first, first.next, reading)
            if got.page
            else (f"第 2 页没有取到，{got.reason}（{first.next.url}）", False)
        )
        run.trials[place] = replace(trial, second_page=says, paged=paged)


__all__ = ["NothingSeen", "Stopped", "survey", "survey_section"]
