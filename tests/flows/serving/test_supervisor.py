"""The process that stays up, with children that only note what is done to them: what it begins and when, what
it says, in which order it leaves. A test acts before each of its looks."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import time_machine

from flows.environment import address_file
from flows.serving import supervisor
from flows.serving.children import Child
from flows.serving.due import AGAIN, TRIES
from flows.serving.lifeline import LEAVING
from flows.serving.places import Serving, paused_file, tell_paused, tell_ready
from flows.serving.supervisor import RESUMES, Supervisor
from scrapers.flock import shared
from tests.warehouse.build import BEIJING
from warehouse.home import Home
from warehouse.journal import JournalEntry, Outcome, note
from warehouse.settings import load_settings

NOON = datetime(2018, 1, 20, 12, 0, tzinfo=BEIJING)


class Up:
    """A process that is up until it is told to end."""

    def __init__(self) -> None:
        self.code: int | None = None

    def poll(self) -> int | None:
        return self.code


class FakeChild(Child):
    """Notes what is done to it."""

    def __init__(self, name: str, arguments: list[str], done: list[str]) -> None:
        super().__init__(name, arguments, {})
        self.done = done

    def look(self) -> bool:
        if self.process is None:
            self.begin()
        return True

    def begin(self) -> None:
        self.done.append(f"begin {self.name}")
        self.process = Up()  # type: ignore[assignment]

    def ask(self, number: int) -> None:
        self.done.append(f"ask {self.name} {signal.Signals(number).name}")

    def end(self, number: int = signal.SIGTERM, wait: float = 10.0) -> None:
        self.done.append(f"end {self.name} {signal.Signals(number).name}")
        self.process = None

    def gone(self, code: int = 0) -> None:
        """The process is gone by itself."""
        assert isinstance(self.process, Up)
        self.process.code = code


@dataclass
class House:
    """A served home, whose looks a test counts and acts in."""

    home: Home
    clock: time_machine.Coordinates
    done: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    begun: list[FakeChild] = field(default_factory=list)
    """Nights and backfills that were begun by the supervisor itself."""
    has_server: bool = False
    """Whether the server is one of its own; else it is a foreign one."""
    taken: bool = False
    """Whether another program has the port."""
    comes_up: bool = True
    """Whether a server of its own comes up once it is begun."""
    server: FakeChild | None = None

    def serve(self, *acts: Callable[[], object], runner_fails: OSError | None = None) -> None:
        """Serves for as many looks as there are acts; each act goes before a look."""
        left = list(acts)
        watching: list[Supervisor] = []

        def act(look: Callable[[], None]) -> None:
            if not left:
                watching[0].stop.set()
            else:
                left.pop(0)()
            look()

        runner = FakeChild("runner", [], self.done)
        serving = Serving.of(self.home, load_settings(self.home.root, {}))
        if self.has_server:
            self.server = Server(self)
        patched = FakeServing(self, serving, self.server, runner)
        made = Supervisor(patched, load_settings(self.home.root, {}), self.said.append)  # type: ignore[arg-type]
        made._look_at_settings = partial(act, made._look_at_settings)  # type: ignore[method-assign]
        watching.append(made)
        made.run()

    def at(self, day: int, hour: int, minute: int = 0) -> Callable[[], None]:
        """An act: it is that time of that day of January."""
        instant = datetime(2018, 1, day, hour, minute, tzinfo=BEIJING)
        return lambda: self.clock.move_to(instant)

    def later(self, by: timedelta) -> Callable[[], None]:
        return lambda: self.clock.shift(by)

    def names(self) -> list[str]:
        """What was begun by itself, as its arguments without the home."""
        return [" ".join(child.arguments[3:-2]) for child in self.begun]

    def ran(self, kind: str, began: datetime, outcome: Outcome | None = "complete", **wanted: object) -> None:
        """The journal has it that one was run; None: killed."""
        ended = None if outcome is None else began + timedelta(minutes=1)
        note(self.home, kind, JournalEntry(began, ended, outcome, wanted=wanted))

    def own_ends(self, outcome: Outcome | None, **wanted: object) -> Callable[[], None]:
        """An act: the last one begun by itself has been run and is gone."""

        def act() -> None:
            child = self.begun[-1]
            self.ran(child.arguments[3], datetime.now(BEIJING), outcome, **wanted)
            child.gone()

        return act


class Server(FakeChild):
    """A server that says at once that it is up."""

    def __init__(self, house: House) -> None:
        super().__init__("server", [], house.done)
        self.house = house

    def begin(self) -> None:
        super().begin()
        if self.house.comes_up:
            tell_ready(self.house.home, "http://127.0.0.1:4200/api")

    def look(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            self.process = None
        return super().look()


@dataclass
class FakeServing:
    """A `Serving` whose processes are ours."""

    house: House
    real: Serving
    its_server: FakeChild | None
    its_runner: FakeChild

    @property
    def foreign(self) -> str | None:
        return None if self.its_server else "http://127.0.0.1:4999/api"

    def listen(self) -> bool:
        return not self.house.taken

    def server(self) -> FakeChild | None:
        return self.its_server

    def runner(self) -> FakeChild:
        return self.its_runner

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    home = Home(tmp_path / "home")
    home.create()
    (home.root / "portals").mkdir()
    (home.root / "portals" / "zhecheng.toml").write_bytes(
        Path("scrapers/portals/zhecheng.toml").resolve().read_bytes()
    )
    (home.root / "gongkai.toml").write_text("[night]\nbegin = '22:00'\njitter_minutes = 0\n")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(supervisor, "TICK", 0.0)
    monkeypatch.setattr(supervisor, "LEAVE", 0.0)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with time_machine.travel(NOON, tick=False) as clock:
        made = House(home, clock)

        def child(name: str, arguments: list[str], environ: object) -> FakeChild:
            made.begun.append(FakeChild(name, arguments, made.done))
            return made.begun[-1]

        monkeypatch.setattr(supervisor, "Child", child)
        monkeypatch.setattr(supervisor, "answers", lambda address: False)
        yield made
    for number, handler in handlers.items():
        signal.signal(number, handler)


def nothing() -> None:
    """A look at which nothing has happened."""


YESTERDAY = datetime(2018, 1, 19, 22, 0, tzinfo=BEIJING)


def test_a_night_is_begun_only_when_the_schedule_has_not(house: House) -> None:
    house.ran("nightly", YESTERDAY)
    house.serve(house.at(20, 21, 59), house.at(20, 22, 0), house.at(20, 22, 2), nothing)
    assert house.begun == []
    house.serve(house.at(20, 22, 3), nothing, nothing)
    assert house.names() == ["nightly"]
    assert house.begun[0].arguments[-2:] == ["--home", str(house.home.root)]
    assert sum("由 gongkai serve 补上" in line for line in house.said) == 1


def test_a_night_that_the_schedule_has_begun_is_left_to_it(house: House) -> None:
    house.ran("nightly", YESTERDAY)
    with house.home.turn("nightly", NOON):
        house.serve(house.at(20, 22, 3), house.at(20, 23, 0))
    house.ran("nightly", datetime(2018, 1, 20, 22, 0, tzinfo=BEIJING))
    house.serve(house.at(20, 23, 0), house.at(21, 6, 0))
    assert house.begun == []


def test_a_killed_night_is_taken_up_so_many_times_at_most(house: House) -> None:
    house.ran("nightly", YESTERDAY)
    again = [act for _ in range(TRIES + 3) for act in (house.own_ends(None), nothing)]
    house.serve(house.at(20, 22, 3), *again[: 2 * TRIES], nothing, nothing)
    assert house.names() == ["nightly"] * TRIES
    house.serve(house.at(21, 22, 3), nothing)
    assert len(house.begun) == TRIES + 1, "the next night is another"


def test_a_failed_night_is_tried_again_after_a_while(house: House) -> None:
    house.ran("nightly", YESTERDAY)
    house.serve(house.at(20, 22, 3), house.own_ends("error"), house.later(AGAIN), nothing)
    assert len(house.begun) == 1
    house.serve(house.later(timedelta(minutes=1)), nothing)
    assert len(house.begun) == 2


def test_a_paused_schedule_is_respected(house: House) -> None:
    house.ran("nightly", YESTERDAY)
    paused_file(house.home).parent.mkdir()
    tell_paused(house.home, True)
    house.serve(house.at(20, 22, 3), house.at(21, 3, 0))
    assert house.begun == []
    house.serve(lambda: tell_paused(house.home, False), nothing)
    assert house.names() == ["nightly"]


def test_a_begin_that_is_changed_holds_from_the_next_night_on(house: House) -> None:
    """No restart is needed, and an hour that is past today is no night that was missed."""
    house.ran("nightly", YESTERDAY)

    def change() -> None:
        (house.home.root / "gongkai.toml").write_text("[night]\nbegin = '02:00'\njitter_minutes = 0\n")

    house.serve(nothing, change, nothing, house.at(20, 22, 3), nothing, house.at(21, 2, 2), nothing)
    assert house.begun == [], "neither at noon nor at the hour that was"
    assert sum("每晚 02:00(北京时间)自动抓取" in line for line in house.said) == 1
    (house.home.root / "gongkai.toml").write_text("[night]\nbegin = '22:00'\njitter_minutes = 0\n")
    house.clock.move_to(NOON)
    house.serve(nothing, change, house.at(21, 2, 3), nothing)
    assert house.names() == ["nightly"]


def test_settings_that_break_are_said_once_and_the_old_ones_hold(house: House) -> None:
    file = house.home.root / "gongkai.toml"
    whole = file.read_text()
    house.ran("nightly", YESTERDAY)
    broken = [lambda: file.write_text("[night"), nothing, nothing, house.at(20, 22, 3), nothing]
    house.serve(nothing, *broken, lambda: file.write_text(f"{whole}\n"), nothing)
    assert house.names() == ["nightly"]
    [line] = [line for line in house.said if "沿用原来的设置" in line]
    assert str(file) in line
    assert "已重新读取" in house.said[-2], "that it is mended is said, too"


def test_the_port_is_changed_by_a_restart_only_and_that_is_said(house: House) -> None:
    file = house.home.root / "gongkai.toml"
    house.serve(nothing, lambda: file.write_text(file.read_text() + "[serve]\nport = 4711\n"), nothing)
    assert any("[serve] 的改动要重启 gongkai serve 才生效" in line for line in house.said)


def test_a_home_without_a_portal_has_no_night(house: House) -> None:
    [portal] = (house.home.root / "portals").iterdir()
    portal.unlink()
    house.serve(house.at(20, 22, 3), nothing)
    assert house.begun == []


def test_a_portal_file_that_cannot_be_read_is_the_nights_to_say(house: House) -> None:
    [portal] = (house.home.root / "portals").iterdir()
    portal.write_text("[portal", encoding="utf-8")
    house.ran("nightly", YESTERDAY)
    house.serve(house.at(20, 22, 3), nothing)
    assert house.names() == ["nightly"]


def test_an_interrupted_backfill_is_taken_up_with_what_was_asked(house: House) -> None:
    wanted = {"first": 2014, "last": 2017, "portal": "zhecheng", "sections": ["a", "b"]}
    house.ran("backfill", YESTERDAY, None, **wanted)
    house.serve(nothing, nothing)
    assert house.names() == ["backfill --from 2014 --to 2017 --portal zhecheng --section a --section b"]
    assert "补抓中途中断,现在接着抓" in house.said


def test_a_backfill_of_one_year_is_taken_up_as_one(house: House) -> None:
    house.ran("backfill", YESTERDAY, "orphaned", year=2017, portal="zhecheng", sections=[])
    house.serve(nothing)
    assert house.names() == ["backfill --year 2017 --portal zhecheng"]


@pytest.mark.parametrize("outcome", ["stopped", "complete", "partial", "busy", "error"])
def test_a_backfill_that_ended_by_itself_or_by_a_person_is_not_taken_up(
    house: House, outcome: Outcome
) -> None:
    house.ran("backfill", YESTERDAY, outcome, year=2017)
    house.serve(nothing, house.later(timedelta(hours=1)), nothing)
    assert house.begun == []


def test_a_backfill_under_way_is_left_alone(house: House) -> None:
    house.ran("backfill", YESTERDAY, None, year=2017)
    with house.home.turn("backfill", NOON):
        house.serve(nothing, nothing)
    assert house.begun == []


def test_a_backfill_is_taken_up_so_many_times_in_a_row(house: House) -> None:
    house.ran("backfill", YESTERDAY, None, year=2017)
    ends = house.own_ends(None, year=2017)
    minute = house.later(timedelta(minutes=1))
    house.serve(nothing, *([ends, minute] * RESUMES), minute, minute)
    assert len(house.begun) == RESUMES
    house.begun.clear()
    done = house.own_ends("complete", year=2017)

    def killed_later() -> None:
        house.ran("backfill", datetime.now(BEIJING), None, year=2017)

    house.serve(minute, done, minute, killed_later, minute)
    assert len(house.begun) == 2, "after one that ended well it is counted anew"


def test_one_that_could_not_even_begin_is_tried_again_after_a_while(house: House) -> None:
    house.ran("backfill", YESTERDAY, None, year=2017)

    def refused() -> None:
        house.begun[-1].gone(4)

    house.serve(nothing, refused, nothing, house.later(timedelta(minutes=5)), nothing)
    assert len(house.begun) == 1
    house.begun.clear()
    house.serve(nothing, refused, nothing, house.later(AGAIN), nothing)
    assert len(house.begun) == 2


def test_a_backfill_waits_for_the_server_but_not_for_ever(house: House) -> None:
    house.ran("backfill", YESTERDAY, None, year=2017)
    house.has_server = True
    house.taken = True  # somebody else has the port
    house.serve(nothing, house.later(timedelta(seconds=60)), nothing)
    assert house.begun == []
    house.serve(nothing, house.later(timedelta(seconds=91)), nothing)
    assert len(house.begun) == 1


def test_the_server_is_told_once_it_answers(house: House) -> None:
    house.has_server = True
    there: list[bool] = []
    look = lambda: there.append(address_file(house.home).exists())  # noqa: E731
    house.serve(look, look)
    assert there[-1] and not address_file(house.home).exists(), "and not any more when it is left"
    assert sum(line.startswith("界面 http://127.0.0.1:4200") for line in house.said) == 1


def test_a_taken_port_is_said_once_and_nothing_is_registered_with_whoever_has_it(house: House) -> None:
    house.has_server, house.taken = True, True

    def waits() -> None:
        assert "begin runner" not in house.done and "begin server" not in house.done

    def freed() -> None:
        house.taken = False

    house.serve(nothing, waits, waits, freed, nothing, nothing)
    assert sum(line.startswith("端口 4200 已被别的程序占用") for line in house.said) == 1
    assert house.done.index("begin server") < house.done.index("begin runner")


def test_the_runner_is_begun_once_the_server_is_up(house: House) -> None:
    house.has_server, house.comes_up = True, False
    seen: list[bool] = []

    def up() -> None:
        seen.append("begin runner" in house.done)
        tell_ready(house.home, "http://127.0.0.1:4200/api")

    house.serve(nothing, nothing, up, nothing)
    assert seen == [False] and "begin runner" in house.done


def test_a_foreign_server_that_does_not_answer_is_said_once(house: House) -> None:
    house.serve(nothing, house.later(timedelta(seconds=30)), nothing, nothing)
    assert sum("PREFECT_API_URL" in line and "连接不上" in line for line in house.said) == 1


def test_a_night_that_would_begin_out_of_the_portals_hours_is_warned_of(house: House) -> None:
    file = house.home.root / "portals" / "zhecheng.toml"
    text = file.read_text(encoding="utf-8")
    hours = 'night_window = ["23:00", "06:00"]'
    file.write_text(text.replace("[manners]", f"[manners]\n{hours}") if "[manners]" in text else
                    text + f"\n[manners]\n{hours}\n", encoding="utf-8")  # fmt: skip
    house.serve(nothing)
    [warning] = [line for line in house.said if line.startswith("注意")]
    assert "zhecheng" in warning and "23:00–06:00" in warning and "22:00" in warning


def test_a_full_disk_is_said_once_and_keeps_no_night_from_being_begun(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.has_server = True
    house.ran("nightly", YESTERDAY)
    full = OSError(28, "No space left on device", str(house.home.work / "serve"))

    def listen(_: FakeServing) -> bool:
        raise full

    monkeypatch.setattr(FakeServing, "listen", listen)
    house.serve(nothing, house.at(20, 22, 3), nothing)
    assert house.names() == ["nightly"]
    told = [line for line in house.said if "磁盘已满" in line]
    assert len(told) == 1 and "请检查磁盘空间和权限" in told[0]


def test_it_leaves_runs_time_to_end_and_the_server_last(house: House) -> None:
    house.has_server = True
    house.ran("nightly", YESTERDAY)
    house.ran("backfill", YESTERDAY, None, year=2017)
    house.serve(nothing, house.at(20, 22, 3), nothing)
    left = house.done[house.done.index("end runner SIGTERM") :]
    leaving = LEAVING.name
    assert left[0] == "end runner SIGTERM"
    assert sorted(left[1:3]) == [f"ask gongkai backfill {leaving}", f"ask gongkai nightly {leaving}"]
    assert sorted(left[3:5]) == [f"end gongkai backfill {leaving}", f"end gongkai nightly {leaving}"]
    assert left[5:] == ["end server SIGTERM"]


def test_it_waits_for_flow_runs_before_the_server_is_ended(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.has_server = True
    monkeypatch.setattr(supervisor, "LEAVE", 3600.0)
    flows = house.home.work / "serve" / "flows.lock"

    def slept(seconds: float) -> None:
        house.done.append("waits")
        running.close()

    monkeypatch.setattr(supervisor.time, "sleep", slept)
    flows.parent.mkdir()
    running = shared(flows)
    house.serve(nothing)
    assert house.done[-3:] == ["end runner SIGTERM", "waits", "end server SIGTERM"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(house: House, number: signal.Signals) -> None:
    house.serve(lambda: os.kill(os.getpid(), number), *[nothing] * 5)
    assert house.done[-1] == "end runner SIGTERM"
    assert house.said[-1].startswith("正在停止")
