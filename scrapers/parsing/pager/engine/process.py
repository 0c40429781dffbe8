"""The process that runs a page's own functions: a question a line on stdin, its answer a line on stdout,
where a first line says that it is ready.

Run as a program, bounded: no further file or connection can be opened, no process started, memory and time
are limited. Whoever asks kills it where it does not answer. A question holds a page and, for each fresh start
of its scripts, what is done then; an answer holds what came of each, None from where it ran out of bounds.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

PARTS = ("unknown", "elements", "selectors", "pressing", "jquery", "window", "page")
"""What the page's scripts are given in place of a browser: files of `browser/`, in the order in which they
need each other."""
MEMORY = 32 << 20
"""Bytes that one start of a page's scripts may use."""
STACK = 256 << 10
SECONDS = 0.5
"""Processor time of each start: pagers take a thousandth of it."""
ADDRESS_SPACE = 1 << 30
"""Bytes of the whole process; most of it is mapped by the interpreter and never used."""


def answer(question: dict[str, Any], browser: str) -> list[dict[str, Any] | None]:
    """What came of each start: what the scripts left when loaded, and the effect of each step after that."""
    page = json.dumps(question["page"])
    found: list[dict[str, Any] | None] = []
    for steps in question["starts"]:
        # The same scripts would run out of bounds again.
        over = bool(found) and found[-1] is None
        found.append(None if over else _start(page, question["scripts"], steps, browser))
    return found


def _start(page: str, scripts: list[str], steps: list[dict[str, Any]], browser: str) -> dict[str, Any] | None:
    from quickjs import Context, JSException, StackOverflow

    context = Context()
    context.set_memory_limit(MEMORY)
    context.set_max_stack_size(STACK)
    context.set_time_limit(SECONDS)
    try:
        context.eval(browser)
        _method(context, "load")(page)
        for script in scripts:
            _run(context, script)
        left = json.loads(_method(context, "loaded")())
        left["steps"] = [json.loads(_method(context, step["do"])(json.dumps(step))) for step in steps]
    except (JSException, StackOverflow, ValueError, TypeError, MemoryError):
        return None
    return left  # type: ignore[no-any-return]


def _run(context: Any, script: str) -> None:
    """One of the page's scripts, as a script: what it declares is there for those that follow, also where it
    fails. Raises what ends all of them."""
    from quickjs import JSException

    try:
        context.eval(script)
    except JSException as error:
        if "interrupted" in str(error) or "out of memory" in str(error):
            raise


def _method(context: Any, name: str) -> Any:
    return context.eval(f"$page$.{name}")


def _bound() -> None:
    """Takes from this process what it does not need."""
    for limit, most in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        with suppress(ValueError, OSError):  # where the system knows no such limit
            resource.setrlimit(limit, (most, most))


def main() -> None:
    """Answers until the other end is closed."""
    folder = Path(__file__).parent / "browser"
    body = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    browser = f'(function (global) {{ "use strict"; {body} }})(globalThis);'
    answer({"page": {"nodes": []}, "scripts": [], "starts": [[]]}, browser)  # imports all that is needed
    _bound()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), browser)), flush=True)


if __name__ == "__main__":
    main()
