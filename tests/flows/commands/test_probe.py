"""`gongkai probe` where there is nothing to look at: one line that says what to do, and the promised code."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.scrapers.probe.pages import served, through

DEAD = "http://127.0.0.1:1"


def probe(*arguments: str) -> tuple[int, str, list[str]]:
    """Exit code, stdout, and the lines on stderr that are no progress."""
    ran = CliRunner().invoke(cli, ["probe", *arguments, "--rate", "1000"])
    return ran.exit_code, ran.stdout, [line for line in ran.stderr.splitlines() if not line.startswith("[")]


@pytest.mark.parametrize("section", [(), ("--section",)], ids=["portal", "section"])
@pytest.mark.parametrize("proxied", [False, True])
@pytest.mark.parametrize("path", ["/", "/xxgk/zcjd/index.html"])
def test_a_host_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch, section: tuple[str, ...], proxied: bool, path: str
) -> None:
    url = f"{DEAD}{path}"
    if proxied:
        through(DEAD, monkeypatch)
        url = f"http://www.yz.gov.cn{path}"
    code, told, [line] = probe(url, *section)
    assert (code, told) == (5, "")
    assert line.startswith(f"{url}: 连接不上") and "请检查网址、网络和代理" in line
    assert "Error" not in line and "Errno" not in line


def test_a_host_that_answers_and_has_nothing_is_another_case(monkeypatch: pytest.MonkeyPatch) -> None:
    with served({}, monkeypatch):
        code, told, [line] = probe("http://www.yz.gov.cn/")
    assert (code, told) == (2, "")
    assert "404" in line and "连接不上" not in line


@pytest.mark.parametrize(("wanted", "code"), [("5", 2), ("6", 5), ("300", 5), ("3000", 2), ("many", 2)])
def test_how_many_requests_may_be_allowed(wanted: str, code: int) -> None:
    assert probe(f"{DEAD}/", "--requests", wanted)[0] == code
