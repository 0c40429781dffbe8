"""`gongkai reconcile` as a clerk calls it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.warehouse.report.sample import computed, publish


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    publish(folder / "gongkai.duckdb", computed())
    return folder


def run(home: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["reconcile", *words, "--home", str(home)])
    return done.exit_code, done.stdout, done.stderr


def test_a_report_is_set_beside_the_file(home: Path, tmp_path: Path) -> None:
    report = tmp_path / "年报.txt"
    report.write_text(
        "样例市2017年政府信息公开工作年度报告\n全年发布政策解读信息45条。\n", encoding="gb18030"
    )
    code, said, _ = run(home, str(report))
    assert code == 0
    assert "政策解读" in said and "不一致,差 6" in said
    code, said, _ = run(home, str(report), "--json")
    assert (code, json.loads(said)["figures"][0]["difference"]) == (0, "6")


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "样例市2017年年度报告,发布政策解读信息45条。")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (None, (), "无法读取"),
        (b"", (), "没有可以比较的文字"),
        ("发布政策解读信息45条。".encode(), (), "--year"),
        ("样例市2017年政府信息公开工作年度报告".encode(), ("--year", "2016"), "没有 2016 年"),
        ("<html><form>用户登录 <input>密码</form></html>".encode(), ("--year", "2017"), "不像年度报告"),
        (zipped("年报11010519491231002X.txt"), (), "压缩包(内有 1 个文件:年报110105********002X.txt)"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), (), "没有可以比较的文字"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    content: bytes | None, words: tuple[str, ...], said: str, home: Path, tmp_path: Path
) -> None:
    report = tmp_path / "a.txt"
    if content is not None:
        report.write_bytes(content)
    code, out, error = run(home, str(report), *words)
    assert (code, out) == (2, "")
    assert said in error
    assert error.count("\n") == 1
