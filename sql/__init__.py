"""Every statement of the project, one thing a file; `statement(name)` gives its text."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def statement(name: str) -> str:
    """Text of the SQL file `name`, given without its ending, e.g. `ledger/schema`.

    Raises FileNotFoundError when there is no such file: a fault of the program, never of its data.
    """
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
