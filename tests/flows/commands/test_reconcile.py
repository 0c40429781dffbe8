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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be read only: to write its file takes longest here."""
    folder = tmp_path_factory.mktemp("home")
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


REPORT = "样例市2017年政府信息公开工作年度报告\n全年发布政策解读信息45条。\n"


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.txt", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "files",
    [{"年报": REPORT}, {"说明": "联系人见门户网站。", "年报": REPORT}, {"附": "共3件。", "年报": REPORT}],
)
def test_the_only_report_in_an_archive_is_read(files: dict[str, str], home: Path, tmp_path: Path) -> None:
    (tmp_path / "年报.zip").write_bytes(zipped(**files))
    code, said, _ = run(home, str(tmp_path / "年报.zip"))
    assert code == 0
    assert "年报.zip:年报.txt" in said and "不一致,差 6" in said


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f"])
def test_signs_that_turn_the_writing_stand_escaped_in_json(sign: str, home: Path, tmp_path: Path) -> None:
    report = tmp_path / f"a{sign}.txt"
    report.write_text(REPORT.replace("政策解读", f"{sign}政策{sign}解读"), encoding="utf-8")
    code, said, _ = run(home, str(report), "--json")
    assert code == 0 and sign not in said
    assert sign in json.loads(said)["name"]
    assert [row["code"] for row in json.loads(said)["figures"]] == ["政策解读"]


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (None, (), "无法读取"),
        (b"", (), "没有可以比较的文字"),
        ("发布政策解读信息45条。".encode(), (), "--year"),
        ("样例市2017年政府信息公开工作年度报告".encode(), ("--year", "2016"), "没有 2016 年"),
        ("<html><form>用户登录 <input>密码</form></html>".encode(), ("--year", "2017"), "不像年度报告"),
        (
            zipped(照片11010519491231002X="无"),
            (),
            "压缩包(内有 1 个文件:照片110105********002X.txt):没有一个",
        ),
        (zipped(甲=REPORT, 乙=REPORT), (), "有 2 个像年度报告"),
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
