"""The process that runs a page's own functions: bounded, reused, not needed to read a page."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from scrapers.parsing.pager.engine import client, questions
from scrapers.parsing.pager.engine.client import Engine
from tests.scrapers.parsing.pager.below_rows import following, told

PAGE = {"url": "http://x/", "title": "", "location": {"href": "http://x/"}, "nodes": []}
QUESTION = {"page": PAGE, "scripts": ["var a = 1;"], "starts": [[]]}
CONTROL = '<div class=page><a href="javascript:go(2)">下一页</a></div>'
SCRIPTED = CONTROL + '<script>function go(n){ location.href="l_"+n+".html" }</script>'


@pytest.fixture
def engine() -> Engine:
    return Engine()


def pid_of(engine: Engine) -> int:
    assert engine._process is not None
    return engine._process.pid


@pytest.mark.parametrize(
    "harm",
    [
        "while(true){}",
        "function f(){ return f() + f() } f()",
        'var s="x"; while(true) s+=s',
        "var a=[]; while(true) a.push(new Array(1e5).fill(1))",
        "/(a+)+$/.test('a'.repeat(40)+'b')",
        "while(true){ try { go() } catch(e) {} }",
    ],
)
@pytest.mark.parametrize("when", ["loaded", "pressed"])
def test_a_page_that_overruns_is_quoted_and_the_next_one_is_read(harm: str, when: str) -> None:
    leads = 'location.href="l_"+n+".html";'
    script = (
        f"function go(n){{ {harm}; {leads} }}" if when == "pressed" else f"function go(n){{ {leads} }} {harm}"
    )
    listing = told(f"{CONTROL}<script>{script}</script>", "/a/l.html")
    # What only fails ends its own script; what goes on without end ends all of them.
    endless = when == "pressed" or ("while(true)" in harm and "s+=s" not in harm)
    assert (listing.next is None) == (listing.unfollowed == "下一页")
    assert listing.next is None or not endless
    assert following(told(SCRIPTED, "/a/l.html")) == "/a/l_2.html"


def test_one_process_answers_all_that_is_asked(engine: Engine) -> None:
    assert engine.ask(QUESTION) == engine.ask(QUESTION) != None  # noqa: E711 - an answer, and the same
    first = pid_of(engine)
    engine.ask(QUESTION)
    assert pid_of(engine) == first
    engine.close()


def test_a_process_that_does_not_answer_is_killed_and_another_asked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine.ask(QUESTION) is not None
    stuck = pid_of(engine)
    os.kill(stuck, signal.SIGSTOP)
    monkeypatch.setattr(client, "WAIT", 0.05)
    assert engine.ask(QUESTION) is None
    with pytest.raises(ProcessLookupError):
        os.kill(stuck, 0)
    monkeypatch.undo()
    assert engine.ask(QUESTION) is None  # nor is it asked again
    assert engine.ask({**QUESTION, "scripts": ["var b = 2;"]}) is not None
    assert pid_of(engine) != stuck
    engine.close()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="limits are shown in /proc on Linux only")
def test_the_process_can_open_nothing_more_and_is_limited_in_memory(engine: Engine) -> None:
    engine.ask(QUESTION)
    rows = Path(f"/proc/{pid_of(engine)}/limits").read_text().splitlines()
    limits = {row[:26].strip(): row[26:].split()[0] for row in rows}
    assert limits["Max open files"] == "3"
    assert limits["Max file size"] == "0"
    assert limits["Max address space"] != "unlimited"
    assert Path(f"/proc/{pid_of(engine)}/environ").read_bytes() == b""
    engine.close()


def test_without_the_engine_the_control_is_quoted_and_no_process_is_started_again_and_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    starts = tmp_path / "starts"
    program = tmp_path / "absent.py"
    program.write_text(f"open({str(starts)!r}, 'a').write('.'); import no_such_package\n")
    monkeypatch.setattr(client, "_PROGRAM", program)
    monkeypatch.setattr(questions, "ENGINE", engine)
    for _ in range(5):
        listing = told(SCRIPTED, "/a/l.html")
        assert (listing.next, listing.unfollowed) == (None, "下一页")
    assert len(starts.read_text()) == client.FAILURES


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<div class=page><a href="l_2.html">下一页</a></div>',
        '<div class=page>共1页 <a href="javascript:go(1)">下一页</a></div>',
        '<script>createPageHTML(4, 0, "index", "html");</script>',
        "<script>var menu = 1; $('#menu').html('x');</script>",
    ],
)
def test_a_page_that_needs_no_function_asks_for_none(pager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Never:
        def ask(self, question: object) -> None:
            raise AssertionError(question)

    monkeypatch.setattr(questions, "ENGINE", Never())
    told(pager, "/a/l.html")


def test_a_page_is_read_alike_at_any_time() -> None:
    address = '"l.jsp?p="+n+"&t="+Date.now()+"&d="+new Date().getDay()+"&r="+Math.random()'
    script = f"function go(n){{ location.href={address} }}"
    pages = {following(told(f"{CONTROL}<script>{script}</script>", "/a/l.jsp")) for _ in range(2)}
    assert pages == {"/a/l.jsp?p=2&t=0&d=4&r=0.5"}
