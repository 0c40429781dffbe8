"""What the pages of Prefect show of files that were written: where they lie, and what they say (all Chinese).

An artifact of the same key is a newer version of it: what belongs to one year has the year in its key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_markdown_artifact

from warehouse.report.escaping import markdown_text, visible

_NO_KEY = re.compile(r"[^a-z0-9]+")
_FENCE = "~~~~~~~~"


def key_of(*words: str | int | None) -> str:
    """The key of an artifact: small Latin letters, digits, and dashes between."""
    return "-".join(filter(None, (_NO_KEY.sub("-", str(word).lower()).strip("-") for word in words if word)))


def show_written(paths: Sequence[Path], key: str, what: str) -> None:
    """Where each file lies that was written: the browser opens none of them by itself."""
    lines = [f"| {markdown_text(path.name)} | `{path.absolute()}` |" for path in paths]
    table = "\n".join(["| 文件 | 在哪里 |", "|---|---|", *lines])
    create_markdown_artifact(f"{table}\n", key=key, description=f"{what}:文件在哪里({len(paths)} 个)")


def show_text(text: str, key: str, what: str) -> None:
    """A text as a terminal would show it."""
    inside = visible(text).replace("~~~~", "~~~")
    create_markdown_artifact(f"{_FENCE}\n{inside}\n{_FENCE}\n", key=key, description=what)
