"""How test files are shared out: the tables name files that are there, and who begins with which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import conftest
from tests.conftest import APART, LONGEST, WAITING

ROOT = Path(conftest.__file__).parents[1]


@pytest.mark.parametrize("file", sorted({*WAITING, *LONGEST, *APART}))
def test_a_file_that_is_named_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


def test_each_worker_begins_with_the_longest_of_its_files() -> None:
    queue = ["tests/test_sql.py", *reversed(LONGEST), *reversed(WAITING)]
    assert sorted(queue, key=lambda file: conftest._rank(file, True)) == [
        *WAITING,
        *LONGEST,
        "tests/test_sql.py",
    ]
    assert sorted(queue, key=lambda file: conftest._rank(file, False)) == [
        *LONGEST,
        "tests/test_sql.py",
        *WAITING,
    ]
