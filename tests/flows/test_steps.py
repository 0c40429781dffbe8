"""Steps shown by Prefect: whatever Prefect cannot do, each step is done once, and a run goes on.

`Broken` stands for Prefect's flows and tasks, so that no server is needed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import Abort, PrefectException

from flows import shown, steps
from flows.run import Crawled
from flows.showing import Plain, Show
from flows.steps import Tasks
from scrapers.package import Proof
from scrapers.portalfile import Section
from tests.warehouse.build import portal as portal_of
from tests.warehouse.build import section as section_of
from warehouse.home import HomeBusy, HomeError

PORTAL = portal_of(section_of("dt", "动态 {x}", "动态信息"))
[SECTION] = PORTAL.section
PROOF = Proof("complete", "", 1, 1, 2, 2, whole_list=True)


@dataclass
class Broken:
    """Wraps as Prefect does, and fails before or after the step's body, or not at all."""

    before: BaseException | None = None
    after: BaseException | None = None
    shown: list[str] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def wrapper(self, **options: Any) -> Callable[[Callable[[], State]], Any]:
        self.shown.append(options.get("task_run_name") or options["flow_run_name"])

        def wrap(body: Callable[[], State]) -> Callable[..., None]:
            def called(return_state: bool) -> None:
                assert return_state
                if self.before:
                    raise self.before
                try:
                    self.states.append(body())
                except Exception:  # noqa: BLE001 - as Prefect: a state that tells of it
                    return
                if self.after:
                    raise self.after

            return called

        return wrap


@pytest.fixture
def prefect(monkeypatch: pytest.MonkeyPatch) -> Broken:
    broken = Broken()
    monkeypatch.setattr(steps, "task", broken.wrapper)
    monkeypatch.setattr(steps, "flow", broken.wrapper)
    monkeypatch.setattr(steps, "hear_signals", lambda: broken.heard.append("signals"))
    return broken


def each_of(show: Show, done: list[str]) -> dict[str, object]:
    """One step of every kind; what each gave."""

    def does(name: str, gives: Any) -> Callable[[], Any]:
        def work() -> Any:
            done.append(name)
            return gives

        return work

    crawled = Crawled("nightly-1", PORTAL, [SECTION], {"dt": PROOF}, False, "")
    return {
        "portal": show.portal(PORTAL, does("portal", crawled)),
        "section": show.section(SECTION, does("section", PROOF)),
        "step": show.step("公布", does("step", 7)),
    }


WORKS = {"portal", "section", "step"}


def test_steps_are_shown_by_name_and_outcome(prefect: Broken) -> None:
    done: list[str] = []
    came = each_of(Tasks("nightly"), done)
    assert (came["section"], came["step"]) == (PROOF, 7)
    assert done == ["portal", "section", "step"]
    assert [name.split(" 20")[0] for name in prefect.shown] == ["样例县人民政府", "栏目 动态 (x)", "公布"]
    assert [state.name for state in prefect.states] == ["完整", "完整", "完成"]
    assert prefect.heard == ["signals"] * 3, "Prefect's own idea of SIGTERM is put right in each step"


@pytest.mark.parametrize(
    "fault", [PrefectException("gone"), OSError("refused"), Abort("no"), RuntimeError("x")]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_prefect_cannot_begin_or_end_is_done_once(
    prefect: Broken, caplog: pytest.LogCaptureFixture, fault: BaseException, when: str
) -> None:
    setattr(prefect, when, fault)
    tasks, done = Tasks("nightly"), list[str]()
    with caplog.at_level(logging.WARNING, "gongkai"):
        came = each_of(tasks, done)
    plainly = each_of(Plain(), [])
    assert done == ["portal", "section", "step"], "each once"
    assert (came["section"], came["step"]) == (plainly["section"], plainly["step"])
    assert tasks.broken and len(prefect.shown) >= 1
    told = [record.getMessage() for record in caplog.records if "Prefect 出现故障" in record.getMessage()]
    assert told == [f"Prefect 出现故障({type(fault).__name__}),其余步骤不经 Prefect 继续"]


@pytest.mark.parametrize("silent", [httpx.ReadTimeout("mute"), httpx.ConnectError("gone")])
@pytest.mark.parametrize("asked", ["a table", "a step"])
def test_a_server_that_does_not_answer_is_said_once_and_asked_nothing_more(
    prefect: Broken,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    silent: Exception,
    asked: str,
) -> None:
    monkeypatch.setattr("flows.steps.SILENT", lost := threading.Event())
    monkeypatch.setattr("flows.shown.SILENT", lost)
    tables: list[str] = []

    def table() -> None:
        tables.append("asked")
        raise silent

    tasks, done = Tasks("nightly"), list[str]()
    with caplog.at_level(logging.WARNING, "gongkai"):
        if asked == "a step":
            prefect.before = silent
            tasks.step("公布", lambda: 7)
        for _ in range(3):
            shown.harmless(table)
        prefect.before = None
        each_of(tasks, done)
    assert done == ["portal", "section", "step"] and prefect.states == []
    assert len(tables) == (asked == "a table")
    assert [record.getMessage()[:15] for record in caplog.records] == ["Prefect 服务没有应答,"]


@pytest.mark.parametrize("error", [ZeroDivisionError("ours"), KeyboardInterrupt()])
def test_what_a_step_raises_comes_through_and_is_not_prefects_fault(
    prefect: Broken, error: BaseException
) -> None:
    tasks, done = Tasks("nightly"), list[str]()

    def work() -> int:
        done.append("step")
        raise error

    with pytest.raises(type(error)) as raised:
        tasks.step("公布", work)
    assert raised.value is error and done == ["step"] and not tasks.broken


def test_what_was_refused_or_has_a_sentence_is_no_fault_of_the_program(prefect: Broken) -> None:
    for error, kind, name in (
        (HomeBusy("数据目录正被另一次补抓占用"), StateType.CANCELLED, "被占用"),
        (HomeError("磁盘已满"), StateType.FAILED, "失败"),
    ):

        def fails(error: HomeError = error) -> None:
            raise error

        with pytest.raises(HomeError, match=str(error)):
            Tasks("nightly").step("公布", fails)
        state = prefect.states[-1]
        assert (state.type, state.name, state.message) == (kind, name, str(error))


def test_once_broken_further_steps_do_not_ask_prefect(prefect: Broken) -> None:
    prefect.before = OSError("refused")
    tasks = Tasks("backfill")
    assert tasks.step("一", lambda: 1) == 1
    prefect.before = None
    assert tasks.step("二", lambda: 2) == 2
    assert prefect.states == []


def test_a_step_that_gives_nothing_is_done_once(prefect: Broken) -> None:
    prefect.after = OSError("refused")
    done: list[int] = []
    Tasks("nightly").step("通知", lambda: done.append(1))
    assert done == [1]


@pytest.mark.parametrize(
    ("proof", "kind", "name"),
    [
        (PROOF, StateType.COMPLETED, "完整"),
        (Proof("empty", "", 1, 1, 0, 0, whole_list=True), StateType.COMPLETED, "页面自称为空"),
        (Proof("partial", "少 2 条", 1, 1, 4, 2, whole_list=True), StateType.COMPLETED, "不完整"),
        (Proof("failed", "HTTP 500", None, 0, None, 0, whole_list=False), StateType.FAILED, "失败"),
        (Proof("challenged", "521", None, 0, None, 0, whole_list=False), StateType.FAILED, "被防护拦截"),
        (None, StateType.COMPLETED, "未完"),
    ],
)
def test_a_section_ends_as_it_came_out(
    prefect: Broken, proof: Proof | None, kind: StateType, name: str
) -> None:
    Tasks("nightly").section(SECTION, lambda: proof)
    [state] = prefect.states
    assert (state.type, state.name) == (kind, name)
    assert proof is None or proof.reason in str(state.message)


def crawled(
    interrupted: bool = False, paused: str = "", sections: tuple[Section, ...] = (SECTION,)
) -> Crawled:
    return Crawled("backfill-1", PORTAL, sections, {"dt": PROOF}, interrupted, paused)


@pytest.mark.parametrize(
    ("came", "name"),
    [
        (crawled(), "完整"),
        (crawled(interrupted=True), "让路"),
        (crawled(paused="不在允许访问的时段"), "未完"),
        (crawled(sections=(SECTION, SECTION)), "不完整"),
    ],
)
def test_a_portal_ends_as_its_crawl(prefect: Broken, came: Crawled, name: str) -> None:
    Tasks("backfill").portal(PORTAL, lambda: came)
    assert [state.name for state in prefect.states] == [name]
