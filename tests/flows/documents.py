"""What README and the clerk's guide quote: command lines, blocks of code, sessions with their output."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from tests.flows.command import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
GUIDE = (CHECKOUT / "warehouse" / "GUIDE.md").read_text(encoding="utf-8")
AUDITORS = (CHECKOUT / "warehouse" / "AUDITORS.md").read_text(encoding="utf-8")

_INLINE = re.compile(r"`((?:\.venv/bin/)?gongkai [^`]+)`")
_BLOCK = re.compile(r"^(?:    |\$ )((?:\.venv/bin/)?gongkai .+)$", re.MULTILINE)
_SUDO = re.compile(r"`sudo [^`]*?(gongkai [^`]+)`")


@dataclass(frozen=True)
class Session:
    """A command as it was typed, and the lines that it is shown to print."""

    command: str
    shown: tuple[str, ...]


def command_lines(text: str) -> list[str]:
    """Every quoted line that begins with `gongkai`, each once."""
    found = [line for pattern in (_INLINE, _BLOCK, _SUDO) for line in pattern.findall(text)]
    return list(dict.fromkeys(line.strip() for line in found))


def words_of(line: str) -> list[str]:
    """The arguments of a quoted line, without `gongkai`, a file that takes the output, and brackets."""
    words = shlex.split(line.replace("[", "").replace("]", ""))[1:]
    return words[: words.index(">")] if ">" in words else words


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code of that language."""
    found: list[str] = []
    inside: str | None = None
    for line in text.splitlines(keepends=True):
        if not line.startswith("```"):
            if inside == language:
                found[-1] += line
        elif inside is None:
            inside = line.removeprefix("```").strip()
            found += [""] if inside == language else []
        else:
            inside = None
    return found


def sessions(text: str) -> list[Session]:
    """The blocks that show one command and what it prints; `…` stands for lines left out, at a line's end for
    its rest."""
    found = []
    for block in blocks(text, ""):
        first, *shown = block.splitlines()
        if first.startswith("$ gongkai ") and shown and not any(line.startswith("$ ") for line in shown):
            found.append(Session(first.removeprefix("$ "), tuple(line for line in shown if line != "…")))
    return found


def table_rows(text: str, head: str) -> list[list[str]]:
    """The cells of the table whose first column is called so."""
    after = text.split(f"| {head} |", 1)[1].splitlines()[2:]
    rows = []
    for line in after:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
