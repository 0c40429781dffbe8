"""What the pages of Prefect show of a run: names, progress, tables of sections and figures (all Chinese)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import product
from types import TracebackType
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.runtime import flow_run

from flows.environment import flow_home
from flows.forecasting import proven
from flows.portals import chosen_sections, find_portal, held_portals
from flows.progress import section_line
from flows.published import portal_meant, portals_meant, reports_folder
from flows.run import PORTAL_ZONE, Surroundings
from flows.steps import SILENT, Tasks, told_of
from flows.summary import Kind, Summary
from flows.table import month_markdown, of_declared
from scrapers.package import Proof
from scrapers.portalfile import PortalFileError, Section
from scrapers.vocabulary.outcomes import OUTCOME_WORDS
from warehouse.home import Home
from warehouse.report import ReportError, read_sections
from warehouse.report.escaping import visible

_LOG = logging.getLogger("gongkai")

_NAMED = 3
"""So many portals are named in the name of a run."""

UPDATE = 20.0
"""Seconds between two changes of the progress shown within a section."""


def run_name(what: str) -> str:
    """Name of a run: the home's portals, what is done, the day on which it begins."""
    return f"{portals_named()} {what} {_today()}"


def night_name() -> str:
    """Name of a night's run."""
    return run_name("夜间抓取")


def backfill_name() -> str:
    """Name of a backfill's run, with its years."""
    asked = flow_run.parameters
    several = "–".join(str(asked[name]) for name in ("from_year", "to_year") if asked.get(name))
    return run_name(f"补抓 {asked.get('year') or several or '?'} 年")


def work_name(what: str) -> Callable[[], str]:
    """Names runs of another flow: portal, what, its year or period, day."""

    def name() -> str:
        asked = flow_run.parameters
        year, period = asked.get("year"), str(asked.get("period") or "").strip()
        return run_name(f"{what} {year} 年" if year else f"{what} {period}".strip())

    return name


def shown_in_prefect(kind: Kind, work: Callable[[Surroundings], Summary]) -> Summary:
    """A night or a backfill inside a flow, with its tables; what cannot be shown costs nothing."""
    SILENT.clear()
    tasks, bar = Tasks(kind), Bar()
    summary = work(Surroundings(reporter=lambda sections: PageReporter(sections, bar, tasks.say), show=tasks))
    home = Home(flow_home())
    harmless(lambda: show_sections(summary))
    if summary.published:
        years = summary.years.each if summary.years else (_year(),)
        ids = [portal.id for portal, _ in summary.portals] if portals_meant(home) else [None]
        for year, portal_id in product(years, ids):
            harmless(partial(show_figures, home, year, portal_id))
    return summary


class Bar:
    """One bar on the page of the run in which it is made, whichever of the run's parts moves it."""

    def __init__(self) -> None:
        """Shows an empty bar."""
        self._artifact: UUID | None = harmless(
            lambda: create_progress_artifact(0.0, key="progress", description="进度:还没有开始")
        )
        self.done: dict[int, tuple[int, int]] = {}
        """Of each portal that is shown, by its reporter: sections done, and how many it has."""

    def move(self, percent: float, text: str) -> None:
        """Shows how far the run is."""
        artifact = self._artifact
        if artifact is not None:
            harmless(lambda: update_progress_artifact(artifact, round(percent, 1), text))


class PageReporter:
    """A reporter for the pages: a line in the log per section, one bar for all."""

    def __init__(self, sections: Sequence[Section], bar: Bar, say: Callable[[str], None]) -> None:
        """Moves `bar`, writes with `say`."""
        self._order = {section.id: number for number, section in enumerate(sections, 1)}
        self._count, self._done = len(sections), 0
        self._bar, self._say = bar, say
        self._told = 0.0
        self._lock = threading.Lock()

    def __enter__(self) -> PageReporter:
        """Shows that nothing is done yet."""
        self._show(0.0, "")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The bar stays as it is."""

    def begin(self, section: Section) -> None:
        """A section begins."""
        self._say(f"[{self._order.get(section.id, 0)}/{self._count}] {section.name}:开始读取")

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """Moves the bar, now and then."""
        if time.monotonic() - self._told >= UPDATE:
            part = min(done / total, 1.0) if total else 0.0
            self._show(part, f",第 {self._order.get(section_id, 0)} 个:{doing} {done}/{total or '?'}")

    def end(self, section: Section, proof: Proof) -> None:
        """A line for the section, and the bar one further."""
        with self._lock:
            self._done += 1
        self._say(f"[{self._order.get(section.id, 0)}/{self._count}] {section.name}:{section_line(proof)}")
        self._show(0.0, "")

    def _show(self, part: float, doing: str) -> None:
        self._told = time.monotonic()
        self._bar.done[id(self)] = self._done, self._count
        told = list(self._bar.done.values())
        done, count = sum(one for one, _ in told), sum(one for _, one in told)
        share = 100 * min((done + part) / max(count, 1), 1.0)
        self._bar.move(share, f"进度:{done}/{count} 个栏目{doing}")


def show_sections(summary: Summary) -> None:
    """The table of sections."""
    rows: list[dict[str, Any]] = [
        {
            "栏目": f"{section.name}({section.id})",
            "结果": OUTCOME_WORDS[proof.outcome],
            "页(读到/自称)": of_declared(proof.pages_read, proof.pages_declared),
            "条(读到/自称)": of_declared(proof.records_read, proof.records_declared),
            "说明": visible(proof.reason),
        }
        for section, proof in summary.sections
    ]
    title = f"补抓 {summary.years.text} 年:各栏目完整性" if summary.years else "今晚各栏目"
    create_table_artifact(rows, key="sections", description=f"{title}({len(rows)} 个栏目)")


def show_months(summary: Summary, portal_name: str | None, section_ids: Sequence[str]) -> None:
    """What a backfill has proven, by section and month, and what it has not."""
    portal = find_portal(Home(flow_home()), portal_name)
    table = proven(summary, portal, chosen_sections(portal, section_ids))
    if table is not None:
        create_markdown_artifact(
            month_markdown(table), key="completeness", description="补抓完整性:各栏目各月的条数"
        )


def show_figures(home: Home, year: int, portal: str | None = None) -> None:
    """The table of the year's figures, as they were published, and where all of it lies."""
    whose = f"{portal} " if portal else ""
    key = f"figures-{year}-{portal}" if portal else f"figures-{year}"
    try:
        form = read_sections(home.published, year, portal_meant(home, portal))
    except ReportError as none:
        said = f"{year} 年还没有数字:{none}"
        create_markdown_artifact(said, key=key, description=f"{whose}{year} 年报表数字")
        return
    rows: list[dict[str, Any]] = [
        {
            "类别": row.label,
            "数字": row.number,
            "单位": row.measure,
            "来源": row.origin_words,
            "数据截至": row.as_of.astimezone(PORTAL_ZONE).strftime("%Y-%m-%d %H:%M") if row.as_of else "",
        }
        for row in (*form.rows, form.total)
    ]
    create_table_artifact(rows, key=key, description=f"{whose}{year} 年报表数字(“缺”不等于零)")
    show_files(home, year, portal)


def show_files(home: Home, year: int, portal: str | None = None) -> None:
    """Where the published file, the report and what waits for a person are found."""
    root = home.root.absolute()
    report = reports_folder(Home(root), year, portal_meant(home, portal))
    create_markdown_artifact(
        f"- 公布文件:`{root / home.published.name}`\n"
        f"- {year} 年统计表:在“部署”(Deployments)中运行“统计表”,或 `gongkai report --year {year}`;"
        f"写入 `{report}`\n"
        "- 待人工处理的事项:`gongkai status`;明细在公布文件的 台账.检查结果\n"
        f"- 人工决定写入 `{root / 'overrides' / 'decisions.csv'}`,然后运行“重新公布”(`gongkai republish`)\n"
        f"- 要导入、要对照的文件放进 `{root / 'declared' / 'inbox'}`,在界面上填文件名\n",
        key="files",
        description="文件和待办在哪里",
    )


def harmless(show: Callable[[], Any]) -> Any:
    """What `show` gives; None when Prefect cannot show it, which is told and costs the run nothing."""
    if SILENT.is_set():
        return None
    try:
        return show()
    except Exception as error:  # noqa: BLE001 - the boundary to Prefect: no run fails because of a table
        if not told_of(error):
            _LOG.warning("Prefect 界面未能更新(%s)", type(error).__name__)
        return None


def portals_named() -> str:
    """The portals of the home, by name."""
    try:
        names = [portal.portal.name for portal in held_portals(Home(flow_home()))]
    except PortalFileError:
        names = []
    more = f"等 {len(names)} 个门户" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more or "新门户"


def _today() -> str:
    return datetime.now(UTC).astimezone(PORTAL_ZONE).strftime("%Y-%m-%d")


def _year() -> int:
    return datetime.now(UTC).astimezone(PORTAL_ZONE).year
