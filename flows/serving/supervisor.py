"""The process that stays up: keeps server and runner running, and begins what Prefect has not begun.

It knows nothing of Prefect but an address, so that no fault of Prefect's costs a night. It goes by the clock
on the wall and looks anew every few seconds: a machine that slept or whose clock was set is no special case.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from flows.environment import address_file, answers
from flows.portals import held_portals
from flows.serving.children import Child
from flows.serving.due import AGAIN, NightSchedule, begin_of_night, night_is_due
from flows.serving.lifeline import LEAVING
from flows.serving.places import Serving, paused_file
from scrapers.flock import free
from scrapers.http.manners import in_hours
from scrapers.oswords import reason
from scrapers.portalfile import PortalFileError
from warehouse.journal import last_entry
from warehouse.settings import Settings, SettingsError, load_settings

TICK = 2.0
"""Seconds between two looks."""

RESUMES = 5
"""Times that one interrupted backfill is taken up again by itself."""

ANSWERS_WITHIN = timedelta(seconds=20)
"""So long a server that is not ours has to take up a connection before it is said that it does not."""

SHOWN = timedelta(seconds=90)
"""So long the server has to come up before a backfill is taken up again without it."""

LEAVE = 25.0
"""Seconds that flow runs have to end cleanly."""

GONGKAI = [sys.executable, "-m", "flows"]


class Supervisor:
    """Looks after the children of one home until it is told to stop."""

    def __init__(self, serving: Serving, settings: Settings, say: Callable[[str], None]) -> None:
        """`serving` says which server, on which address; starts nothing yet."""
        self._serving, self._home, self._say = serving, serving.home, say
        self._since = datetime.now(UTC)
        self._settings, self._read = settings, _stamp(settings.file)
        """As last read, and which state of the file that was: it is read again when that changes."""
        self._nights = NightSchedule(self._begins_of(settings))
        self._server: Child | None = None
        self._runner = serving.runner()
        self._own: dict[str, Child] = {}
        """A night or a backfill begun by ourselves, by kind."""
        self._night_tried: tuple[datetime, int] = (self._since, 0)
        """The begin of a night, and how often it was begun by ourselves."""
        self._resumed, self._resumed_from = 0, self._since
        """How often a backfill was taken up again in a row, and when the last one of these had begun."""
        self._resumed_at = self._since
        self._port_told = self._foreign_told = False
        self._up = False
        """Whether our own server is up."""
        self._troubles: list[str] = []
        self.stop = threading.Event()

    def run(self) -> None:
        """Until `stop` is set; then ends all that it began."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        self._serving.sweep()
        self._say(f"每晚 {self._nights.begins:%H:%M}(北京时间)自动抓取;停止请按 Ctrl-C 或发送 SIGTERM")
        self._warn_of_hours()
        try:
            while not self.stop.is_set():
                self._look()
                self.stop.wait(TICK)
        finally:
            self._leave()

    def _look(self) -> None:
        """One look at everything. What the machine refuses (full disk) is said once, keeps nothing else from
        being looked at, and is tried anew with the next look."""
        parts = (
            self._look_at_settings, self._look_at_server, self._look_at_night,
            self._look_at_backfill,
        )  # fmt: skip
        troubles = [trouble for part in parts if (trouble := self._trouble_of(part))]
        for trouble in troubles:
            if trouble not in self._troubles:
                self._say(trouble)
        self._troubles = troubles

    def _trouble_of(self, part: Callable[[], object]) -> str:
        try:
            part()
        except OSError as error:
            return f"{error.filename or self._home.root}:{reason(error)};请检查磁盘空间和权限"
        return ""

    def _look_at_settings(self) -> None:
        """A changed file is in force at once, but for what the server was begun with; a broken one is not.
        The runner looks for itself."""
        stamp = _stamp(self._settings.file)
        if stamp == self._read:
            return
        self._read = stamp
        try:
            settings = load_settings(self._home.root)
        except SettingsError as error:
            self._say(f"{error};改好之前沿用原来的设置")
            return
        begins = self._begins_of(settings)
        if begins != self._nights.begins:
            self._nights = self._nights.changed_to(begins, datetime.now(UTC))
        later = "" if settings.serve == self._settings.serve else ";[serve] 的改动要重启 gongkai serve 才生效"
        self._say(f"已重新读取 {settings.file}:每晚 {begins:%H:%M}(北京时间)自动抓取{later}")
        self._warn_of_hours()
        self._settings = settings

    def _begins_of(self, settings: Settings) -> time_of_day:
        return begin_of_night(settings.night, str(self._home.root.resolve()))

    def _look_at_server(self) -> None:
        """The server, where it is ours; and the runner, once there is one that it may report to."""
        if self._serving.foreign is None:
            self._look_at_own_server()
        elif not self._foreign_told and datetime.now(UTC) - self._since > ANSWERS_WITHIN:
            self._foreign_told = True
            if not answers(self._serving.api):
                self._say(
                    f"PREFECT_API_URL 所指的 Prefect 服务 {self._serving.api} 连接不上,界面暂不可用;"
                    "夜间抓取不受影响,到时不经 Prefect 直接运行"
                )
        if self._serving.foreign or self._up:
            self._runner.look()

    def _look_at_own_server(self) -> None:
        if not self._serving.listen():
            if not self._port_told:
                self._port_told = True
                self._say(
                    f"端口 {self._serving.port} 已被别的程序占用,界面暂不可用,夜间抓取不受影响;"
                    "请关闭那个程序,或在 gongkai.toml 的 [serve] 中改 port 后重启"
                )
            return
        self._port_told = False
        self._server = self._server or self._serving.server()
        alive = self._server.process is not None and self._server.process.poll() is None
        if not alive and self._up:
            self._up = False
            address_file(self._home).unlink(missing_ok=True)
        self._server.look()
        if not self._up and self._serving.is_ready:
            self._up = True
            self._say(f"界面 {self._serving.pages}")

    def _look_at_night(self) -> None:
        now = datetime.now(UTC)
        begin = self._nights.last(now)
        tries = self._night_tried[1] if self._night_tried[0] == begin else 0
        under_way = self._is_up("nightly") or self._home.whose_turn("nightly") is not None
        last = last_entry(self._home, "nightly")
        due = night_is_due(now, begin, last, under_way, tries, self._since)
        if not due or paused_file(self._home).exists() or not self._has_portal():
            return
        self._night_tried = (begin, tries + 1)
        self._say("今晚的抓取没有按时开始或中途中断,现在由 gongkai serve 补上")
        self._begin("nightly", ["nightly"])

    def _look_at_backfill(self) -> None:
        last = last_entry(self._home, "backfill")
        if last is None or self._is_up("backfill") or self._home.whose_turn("backfill") is not None:
            return
        if self._serving.foreign is None and not self._up and datetime.now(UTC) - self._since < SHOWN:
            return  # over the server it can be watched
        if not last.unfinished:
            self._resumed = 0
        elif self._resumed < RESUMES and (last.began != self._resumed_from or self._long_since_resumed()):
            self._resumed, self._resumed_from = self._resumed + 1, last.began
            self._resumed_at = datetime.now(UTC)
            self._say("补抓中途中断,现在接着抓")
            self._begin("backfill", ["backfill", *_backfill_options(last.wanted)])

    def _long_since_resumed(self) -> bool:
        """Whether one that was taken up and could not even begin (home busy) is to be tried again."""
        return abs(datetime.now(UTC) - self._resumed_at) >= AGAIN

    def _begin(self, kind: str, arguments: list[str]) -> None:
        home = ["--home", str(self._home.root)]
        child = Child(f"gongkai {kind}", [*GONGKAI, *arguments, *home], self._serving.for_runs())
        child.begin()
        self._own[kind] = child

    def _is_up(self, kind: str) -> bool:
        """Whether the one begun by ourselves is still there."""
        child = self._own.get(kind)
        return child is not None and child.process is not None and child.process.poll() is None

    def _warn_of_hours(self) -> None:
        """Says when a night would begin while a portal may not be asked: it would read nothing."""
        begins = self._nights.begins
        with suppress(PortalFileError):
            for portal in held_portals(self._home):
                hours = portal.manners.night_window
                if hours and not in_hours(hours, begins):
                    self._say(
                        f"注意:门户 {portal.id} 只许在 {hours[0]:%H:%M}–{hours[1]:%H:%M} 访问(night_window),"
                        f"{begins:%H:%M} 开始的抓取什么也读不到;请改 gongkai.toml 的 [night] begin"
                    )

    def _has_portal(self) -> bool:
        """Whether there is a portal to crawl: a home just made has none yet."""
        try:
            return bool(held_portals(self._home))
        except PortalFileError:
            return True  # the night says what is wrong with it

    def _leave(self) -> None:
        """Ends the runner; flow runs notice it, stop and report to the server, which is ended last."""
        self._say("正在停止:等待进行中的抓取保存好…")
        self._runner.end(signal.SIGTERM, 5.0)
        for child in self._own.values():
            child.ask(LEAVING)
        for child in self._own.values():
            child.end(LEAVING, LEAVE)
        until = time.monotonic() + LEAVE
        while not free(self._serving.flows_lock) and time.monotonic() < until:
            time.sleep(0.2)
        if self._server is not None:
            address_file(self._home).unlink(missing_ok=True)
            self._server.end(signal.SIGTERM, 10.0)


def _stamp(file: Path) -> tuple[int, ...]:
    """What tells one state of a file from the next; nothing where there is no file. Raises OSError."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _backfill_options(wanted: dict[str, object]) -> list[str]:
    """The options with which a backfill is begun again."""
    options: list[str] = []
    for name, option in (("year", "--year"), ("first", "--from"), ("last", "--to"), ("portal", "--portal")):
        if wanted.get(name) is not None:
            options += [option, str(wanted[name])]
    sections = wanted.get("sections")
    for section in sections if isinstance(sections, list) else []:
        options += ["--section", str(section)]
    return options
