"""Prefect without a server: flows called as the runner calls them, what they show kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.utilities.callables import get_call_parameters

from flows import declare, outcomes, reconcile, shown, shown_files, steps

PLACES = {
    "create_markdown_artifact": (shown, shown_files),
    "create_table_artifact": (shown, declare, reconcile),
}
"""Where artifacts are made."""


@dataclass
class Pages:
    """Runs flows of a home in this process; what the pages of the last run show."""

    home: Path
    tasks: list[str] = field(default_factory=list)
    """Of each step its name and how it ended."""
    artifacts: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """By key: description and content, tables as rows."""
    lines: list[str] = field(default_factory=list)

    def run(self, flow: Flow[..., Any], **given: Any) -> State[Any]:
        """The state in which a run with those parameters ends; what is not given is left out, as a page
        leaves out what stands in no input."""
        self.tasks.clear()
        self.artifacts.clear()
        parameters = flow.validate_parameters(get_call_parameters(flow.fn, (), given))
        with ExitStack() as stack:
            stack.enter_context(patch.dict("os.environ", {"GONGKAI_HOME": str(self.home)}))
            stack.enter_context(patch.object(steps, "task", self.task))
            stack.enter_context(patch.object(steps, "hear_signals", lambda: None))
            stack.enter_context(patch.object(steps, "_log_here", lambda: self.lines.append))
            stack.enter_context(patch.object(outcomes, "_begin", lambda: None))
            for name, modules in PLACES.items():
                for module in modules:
                    stack.enter_context(patch.object(module, name, _keeping(self, name.split("_")[1])))
            state = flow.fn(**parameters)
        assert isinstance(state, State)
        return state

    def rows(self, key: str) -> list[dict[str, Any]]:
        """The table of that key."""
        return list(self.artifacts[key][1])

    def keep(self, key: str, description: str, table: Any = None, markdown: Any = None) -> None:
        """Takes an artifact as Prefect does: by a key of small letters, as JSON."""
        assert key and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), key
        self.artifacts[key] = description, json.loads(json.dumps(table if table is not None else markdown))

    def task(self, **options: Any) -> Callable[[Callable[[], State[Any]]], Any]:
        """Stands for Prefect's task: runs the step, keeps its name and state."""

        def wrap(body: Callable[[], State[Any]]) -> Callable[..., None]:
            def called(return_state: bool) -> None:
                self.tasks.append(f"{options['task_run_name']}:{body().name}")

            return called

        return wrap


def _keeping(pages: Pages, kind: str) -> Callable[..., None]:
    def create(content: Any = None, *, key: str, description: str, **named: Any) -> None:
        pages.keep(key, description, **{kind: content if content is not None else named[kind]})

    return create
