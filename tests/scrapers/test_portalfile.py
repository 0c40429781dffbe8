"""The portal file: every mistake is one line in Chinese that names file, place and remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scrapers.portalfile import PORTALS, PortalFileError, load_portal

HEAD = '[portal]\nid = "yun"\nname = "云县人民政府"\nhome = "http://www.yun.example/"\n'
SECTION = '[[section]]\nid = "nb"\nname = "年报"\nurl = "http://www.yun.example/nb/"\n'


def written(folder: Path, text: str | bytes) -> str:
    path = folder / "yun.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    portal = load_portal(written(tmp_path, HEAD + SECTION))
    section = portal.section[0]
    assert portal.hosts == ("www.yun.example",)
    assert (portal.manners.requests_per_second, portal.manners.robots) == (1.0, True)
    assert (section.category, section.cms, section.details, section.unit) == ("auto", "auto", True, "")


def test_hosts_default_to_homes_host_with_its_port(tmp_path: Path) -> None:
    text = (HEAD + SECTION).replace("www.yun.example", "127.0.0.1:8080")
    assert load_portal(written(tmp_path, text)).hosts == ("127.0.0.1:8080",)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert load_portal(written(tmp_path, "\ufeff" + HEAD + SECTION)).id == "yun"


def test_hosts_are_compared_however_they_are_written(tmp_path: Path) -> None:
    text = HEAD + 'hosts = ["WWW.Yun.example:80"]\n' + SECTION
    assert load_portal(written(tmp_path, text)).hosts == ("www.yun.example",)


def _section(**changed: str) -> str:
    keys = {"id": '"nb"', "name": '"年报"', "url": '"http://www.yun.example/nb/"'} | changed
    return "[[section]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


MISTAKES: dict[str, tuple[str | bytes, list[str]]] = {
    "empty file": ("", ["缺少 [portal]", "补上"]),
    "no section": (HEAD, ["缺少 [[section]]"]),
    "another wish for the home page": (
        HEAD + 'home_links = "maybe"\n' + SECTION,
        ["[portal] 的 home_links", '"ask"', '"list"', '"off"'],
    ),
    "unknown key": (
        HEAD + _section(colour='"red"'),
        ["第 1 个 [[section]] 的 colour", "未知的键", "cadence_days"],
    ),
    "unknown table": (HEAD + SECTION + "[extra]\na = 1\n", ["extra", "未知的键", "manners"]),
    "missing url": (HEAD + '[[section]]\nid = "nb"\nname = "年报"\n', ["缺少 第 1 个 [[section]] 的 url"]),
    "url without scheme": (HEAD + _section(url='"www.yun.example/nb/"'), ["url", "http://"]),
    "two sections of one id": (HEAD + SECTION + SECTION, ['"nb"', "须不同"]),
    "bad id": (HEAD + _section(id='"年报"'), ["第 1 个 [[section]] 的 id", '"年报"', "小写字母"]),
    "bad category": (HEAD + _section(category='"年报年报"'), ["category", "年报年报", "信息公开年报"]),
    "bad cms": (HEAD + _section(cms='"trs wcm"'), ["cms", "trs wcm", "auto", "hanweb"]),
    "section on another host": (
        HEAD + _section(url='"http://other.example/nb/"'),
        ['"nb"', "http://other.example/nb/", "hosts", '"other.example"'],
    ),
    "host with scheme": (HEAD + 'hosts = ["http://www.yun.example"]\n' + SECTION, ["hosts", "只写主机名"]),
    "alias of two units": (
        HEAD + SECTION + "".join(f'[[unit]]\nname = "{n}"\naliases = ["局"]\n' for n in ("甲局", "乙局")),
        ['"局"', "甲局", "乙局"],
    ),
    "text for a number": (
        HEAD + '[manners]\nconnections = "2"\n' + SECTION,
        ["connections", '"2"', "须为整数"],
    ),
    "text for a truth value": (HEAD + _section(details='"no"'), ["details", "true 或 false"]),
    "number for a text": (HEAD + _section(name="5"), ["name", "加引号"]),
    "text for a list": (HEAD + 'hosts = "www.yun.example"\n' + SECTION, ["hosts", "列表"]),
    "number in a list": (HEAD + "hosts = [5]\n" + SECTION, ["hosts 第 1 项", "加引号"]),
    "zero rate": (HEAD + "[manners]\nrequests_per_second = 0\n" + SECTION, ["requests_per_second", "大于 0"]),
    "infinite rate": (HEAD + "[manners]\nrequests_per_second = inf\n" + SECTION, ["requests_per_second"]),
    "too many connections": (HEAD + "[manners]\nconnections = 99\n" + SECTION, ["99", "不能大于 16"]),
    "empty name": (HEAD + _section(name='""'), ["name", "不能为空"]),
    "single brackets": (HEAD + SECTION.replace("[[section]]", "[section]"), ["[[section]]", "双括号"]),
    "text without quotes": (HEAD + _section(unit="财政局"), ["第 9 行", "unit = 财政局", "引号"]),
    "key twice": (HEAD + SECTION + 'id = "b"\n', ["TOML", "只能写一次"]),
    "table twice": (HEAD + SECTION + HEAD, ["TOML", "只能写一次"]),
    "unended": (HEAD + 'hosts = ["a"', ["TOML", "]"]),
    "colon for equals": ("[portal]\nid: 5\n", ["第 2 行", "id: 5", "等号"]),
    "GBK": ((HEAD + SECTION).encode("gbk"), ["UTF-8"]),
    "UTF-16": ((HEAD + SECTION).encode("utf-16"), ["UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_that_names_file_place_and_remedy(name: str, tmp_path: Path) -> None:
    text, parts = MISTAKES[name]
    with pytest.raises(PortalFileError) as caught:
        load_portal(written(tmp_path, text))
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "yun.toml"))
    assert "\n" not in message
    for part in parts:
        assert part in message, message
    said = message.removeprefix(str(tmp_path / "yun.toml"))
    assert not re.search(r"\b(should|must|valid|Invalid|Input|expected|Field|required)\b", said), message


def test_a_name_that_is_no_portal_lists_those_that_are() -> None:
    with pytest.raises(PortalFileError, match="zhecheng"):
        load_portal("no-such-portal")


def test_a_path_that_is_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PortalFileError, match=r"gone\.toml"):
        load_portal(str(tmp_path / "gone.toml"))


@pytest.mark.parametrize("path", sorted(PORTALS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_portal_files_that_come_with_it_are_right(path: Path) -> None:
    assert load_portal(path.stem).id == path.stem
