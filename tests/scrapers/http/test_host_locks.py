"""Hosts are asked by one process at a time, whatever home or portal it asks for."""

from __future__ import annotations

import errno
import os
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers import flock
from scrapers.http.host_locks import HostBusy, hosts_held

NOW = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)
A, B = "www.a.example", "www.b.example:8080"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine of this test's own: its folder for locks, no proxies."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(flock, "_POLL", 0.002)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    yield


def test_a_host_is_refused_to_a_second_run_and_the_first_is_named() -> None:
    says = rf"主机 {A} 正被另一次运行访问\(进程 {os.getpid()},始于 2018-01-21 02:00:00\)"
    with hosts_held([A, B], NOW), pytest.raises(HostBusy, match=says), hosts_held([A], NOW):
        pass
    with hosts_held([A], NOW):
        pass


def test_other_hosts_are_asked_beside_it() -> None:
    with hosts_held([A], NOW), hosts_held([B], NOW):
        pass


def test_a_host_named_twice_is_held_once() -> None:
    with hosts_held([A, B, A], NOW):
        pass


def test_a_refused_run_holds_none_of_its_hosts() -> None:
    with hosts_held([B], NOW):
        with pytest.raises(HostBusy), hosts_held([A, B], NOW):
            pass
        with hosts_held([A], NOW):
            pass


def test_all_take_hosts_in_one_order_so_that_nobody_waits_for_ever() -> None:
    waiting, held = threading.Event(), threading.Event()

    class Told(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waiting.set()
            return super().wait(timeout)

    def second() -> None:
        with hosts_held([B, A], NOW, wait=60.0, stop=Told()):
            held.set()

    thread = threading.Thread(target=second)
    with hosts_held([A], NOW):
        thread.start()
        assert waiting.wait(10)
        with hosts_held([B], NOW):
            assert not held.is_set(), "it waits for the first and has not taken the second"
    thread.join(10)
    assert held.is_set()


def test_a_stopped_run_waits_no_longer() -> None:
    stop = threading.Event()
    stop.set()
    with (
        hosts_held([A], NOW),
        pytest.raises(HostBusy, match=f"主机 {A} .*已停止等待"),
        hosts_held([A], NOW, wait=900.0, stop=stop),
    ):
        pass


def test_a_run_that_waits_for_a_host_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flock, "_SOON", 0.01)
    said: list[str] = []
    with hosts_held([A], NOW), pytest.raises(HostBusy), hosts_held([A], NOW, 0.1, say=said.append):
        pass
    assert said == [f"主机 {A} 正被另一次运行访问(进程 {os.getpid()},始于 2018-01-21 02:00:00),等待中"]


def test_a_name_that_a_proxy_answers_for_is_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with hosts_held([A], NOW):
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        with hosts_held([A], NOW):
            with pytest.raises(HostBusy), hosts_held([A], NOW):
                pass
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:2")
            with hosts_held([A], NOW):
                pass
        monkeypatch.setenv("no_proxy", "a.example")
        with pytest.raises(HostBusy), hosts_held([A], NOW):
            pass


def test_the_locks_are_not_laid_where_another_user_leads_them(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"gongkai-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(HostBusy, match="不属于当前用户"), hosts_held([A], NOW):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_room_for_a_lock_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(flock, "_sign", full)
    with pytest.raises(HostBusy, match=r"主机锁无法写入.*磁盘已满.*请检查"), hosts_held([A], NOW):
        pass


def test_what_the_run_itself_raises_is_not_taken_for_a_lock() -> None:
    with pytest.raises(FileNotFoundError), hosts_held([A], NOW):
        raise FileNotFoundError
