"""How test files are shared out: the tables name files that are there, and who begins with which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import conftest
from tests.conftest import APART, LONGER, LONGEST, WAITING, is_left_out

ROOT = Path(conftest.__file__).parents[1]


@pytest.mark.parametrize("file", sorted({*WAITING, *LONGER, *APART}))
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


@pytest.mark.parametrize("file", [file for file, one in LONGER.items() if one.kept])
def test_of_a_long_file_the_quick_run_keeps_a_test_that_is_there(file: str) -> None:
    kept = LONGER[file].kept
    assert f"def {kept}(" in (ROOT / file).read_text(encoding="utf-8")
    assert not is_left_out(file, kept)
    assert is_left_out(file, "test_another")


def test_of_all_other_files_the_quick_run_leaves_nothing_out() -> None:
    others = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")} - set(LONGER)
    assert len(others) > len(LONGER)
    assert [file for file in others if is_left_out(file, "test_another")] == []
