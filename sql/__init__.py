"""Every statement of the project: those of one step of the work in one file, in the order in which they run.

A statement begins with a line `-- name: add_items`, goes on with comments that say its purpose, grain, inputs
and temporary tables, and ends where the next one begins. A name stands once in its folder;
`statement("load/add_items")` gives its text.

The convention is aiosql's. The library itself drops comments, rewrites parameters and lets a second statement
of a name replace the first; here the text is handed on as it stands, for there are sums over it that say what
a file was made by.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

_NAME = re.compile(r"^-- name: ([a-z][a-z0-9_]*)\n", re.MULTILINE)


@cache
def statement(name: str) -> str:
    """Text of the statement `folder/name`, with its comments, e.g. `load/add_items`.

    Raises KeyError when there is no such statement, ValueError for a file that breaks the rules above: faults
    of the program, never of its data.
    """
    folder, _, own = name.partition("/")
    return _statements(folder)[own]


@cache
def step(name: str) -> tuple[str, ...]:
    """Names of the statements of the file `folder/file`, in their order, as `statement` takes them."""
    folder = name.partition("/")[0]
    return tuple(f"{folder}/{own}" for own, _ in _read(FOLDER / f"{name}.sql"))


@cache
def _statements(folder: str) -> dict[str, str]:
    """Every statement of a folder by its name."""
    found: dict[str, str] = {}
    for file in sorted((FOLDER / folder).glob("*.sql")):
        for name, text in _read(file):
            if name in found:
                raise ValueError(f"{folder}/{name} stands twice in its folder, once in {file.name}")
            found[name] = text
    return found


def _read(file: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each statement of a file."""
    before, *parts = _NAME.split(file.read_text(encoding="utf-8"))
    if before.strip() or not parts:
        raise ValueError(f"{file.name} does not begin with the name of a statement")
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        yield name, text.strip() + "\n"
