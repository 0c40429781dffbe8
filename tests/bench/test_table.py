"""What a measurement says: rivals by turns, the middle is told, a missed bar ends with code 1."""

from __future__ import annotations

import pytest

from tests.bench import __main__ as bench
from tests.bench.table import Bar, Result, show
from tests.bench.turns import Took, by_turns, middle, took


def test_rivals_do_their_work_by_turns() -> None:
    done: list[str] = []

    def works(name: str, seconds: float) -> Took:
        done.append(name)
        return Took(seconds + len(done), 2.0, 4)

    rounds = by_turns(lambda: works("ours", 1), lambda: works("theirs", 10))
    assert done == ["ours", "theirs"] * 3
    assert [(mine.seconds, other.seconds) for mine, other in rounds] == [(2, 12), (4, 14), (6, 16)]
    assert (rounds[0][0].rate, rounds[0][0].each) == (2.0, 0.5)


def test_one_odd_turn_decides_nothing() -> None:
    told = middle("x", [0.4, 9.0, 0.5], bar=Bar("at most", 0.5))
    assert (told.value, told.spread, told.missed) == (0.5, (0.4, 9.0), False)
    assert told.cells() == ("x", "0.50 times", "at most 0.5", "ok", "0.40–9.00", "")


@pytest.mark.parametrize(
    ("bar", "value", "missed"),
    [
        (Bar("at most", 1.5), 1.5, False),
        (Bar("at most", 1.5), 1.51, True),
        (Bar("at least", 1.5), 1.5, False),
        (Bar("at least", 1.5), 1.49, True),
        (None, 99.0, False),
    ],
)
def test_a_bar_is_held_or_missed(bar: Bar | None, value: float, missed: bool) -> None:
    result = Result("x", value, "times", bar)
    assert result.missed is missed is ("MISSED" in result.cells())
    assert show([result]) is not missed


def test_a_missed_bar_ends_with_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for limit, code in ((2.0, 0), (0.5, 1)):
        made = [Result("one", 1.0, "times", Bar("at most", limit), "why", (0.9, 1.2))]
        monkeypatch.setattr(bench, "_measured", lambda name, function, rows, made=made: made)
        monkeypatch.setattr("sys.argv", ["bench", "forms"])
        assert bench.main() == code
        assert ("MISSED" if code else "ok") in capsys.readouterr().out


def test_what_is_not_there_is_not_measured_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench._measured("x", "not_there.measure", 1) == []
    assert "tests/bench/not_there.py" in capsys.readouterr().err


def test_a_work_is_clocked() -> None:
    told = took(lambda: sum(range(200_000)))
    assert told.seconds > 0 and told.processor >= 0
