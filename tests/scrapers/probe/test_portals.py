"""Whole portals looked at: the sample county, the saved copy of a real county's portal, and the command."""

from __future__ import annotations

import csv
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scrapers.portalfile import Portal as PortalFile
from scrapers.portalfile import load_portal
from scrapers.probe.columns import key_of
from scrapers.probe.portal_toml import portal_file
from scrapers.probe.survey import survey
from tests.flows.command import gongkai
from tests.portal import running_portal
from tests.portal.addresses import list_url
from tests.scrapers.probe.pages import asker, through
from tests.shared import SHARED, needs_shared

MIRRORS = SHARED / "portals" / "mirrors"


def _probed(host: str, folder: Path) -> PortalFile:
    """The portal file of a look at `host`, as the program reads it."""
    with asker(host) as client:
        text = portal_file(survey(f"http://{host}/", client))
    (folder / "probed.toml").write_text(text, encoding="utf-8")
    return load_portal(str(folder / "probed.toml"))


@pytest.mark.parametrize("host", ["www.yunze.example", "xxgk.yunze.example", "zwgk.yunze.example"])
def test_the_sample_county_on_each_of_its_hosts(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRS and EmpireCMS, Hanweb, UCAP: no section is given another category than it has, none is lost."""
    with running_portal(edition="small") as portal:
        through(portal.proxy_url, monkeypatch)
        file = _probed(host, tmp_path)
        asked = {urlsplit(request.url).hostname for request in portal.requests}
        count = len(portal.requests)
        truth = {s.name: s for s in portal.world.sections.values() if s.host == host}
    assert asked == {host}
    assert count <= 60
    found = {section.name: section for section in file.section}
    for name, section in truth.items():
        # A section may come out as a comment with its reason, never not at all.
        assert name in found or name in (tmp_path / "probed.toml").read_text(encoding="utf-8")
        if name in found:
            assert key_of(found[name].url) == key_of(list_url(section))
            assert section.category == "auto" or found[name].category in (section.category, "auto")
    assert set(found) <= set(truth)
    assert len(found) >= len(truth) - 1


def _folder(url: str) -> str:
    return urlsplit(url).path.removesuffix("index.html").strip("/")


@pytest.fixture(scope="module")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The saved portals, unpacked: a folder for each host."""
    folder = tmp_path_factory.mktemp("mirrors")
    for archive in MIRRORS.glob("*.tar.gz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder


@needs_shared
@pytest.mark.parametrize(
    ("host", "by_hand"),
    [
        (
            "www.zhecheng.gov.cn",
            {
                "xxgk/xxgknb": "信息公开年报",
                "xxgk/xxgkml/zfwj": "政府文件",
                "xxgk/xxgkml/zcjd": "政策解读",
                "xxgk/xxgkml/gsgg": "通知公告",
                "xxgk/xxgkml/ldjh": "auto",
                "xxgk/xxgkml/fzgh": "规划计划",
                "xxgk/xxgkml/tjsj": "统计信息",
                "xxgk/xxgkml/yjgl": "应急管理",
                "xxgk/zdly/czzj": "预决算公开",
                "xxgk/zdly/zfcg": "政府采购",
                "xxgk/zdly/aqsc": "重点领域信息公开",
                "xxgk/zdly/hjbh": "重点领域信息公开",
                "ywdt/zcyw": "动态信息",
                "ywdt/bmdt": "动态信息",
                "ywdt/xzdt": "动态信息",
                "ywdt/spxw": "视频新闻",
                "ywdt/zt": "专题专栏",
            },
        ),
        (
            "lyj.jlcity.gov.cn",
            {
                "xxgk/bmwj": "政府文件",
                "xxgk/ndbg": "信息公开年报",
                "xxgk/ghjh": "规划计划",
                "xxgk/yjgl": "应急管理",
                "gfxwj": "政府文件",
                "xwdt/tpxw": "动态信息",
                "xwdt/lyxx": "auto",
            },
        ),
    ],
)
def test_saved_portals(
    host: str, by_hand: dict[str, str], mirrors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, str(SHARED / "tools" / "replay.py"), str(mirrors)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as replay:
        try:
            assert replay.stdout is not None
            through(f"http://127.0.0.1:{replay.stdout.readline().strip()}", monkeypatch)
            file = _probed(host, tmp_path)
        finally:
            replay.terminate()
    found = {_folder(section.url): section.category for section in file.section}
    assert by_hand.items() <= found.items()


@needs_shared
def test_most_sections_of_the_saved_county_are_sections_or_stand_in_comments(
    mirrors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but 互动交流, which no saved page links to, and what lies below sections that are listed."""
    with (MIRRORS / "zhecheng_sections.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["column"] for row in csv.DictReader(file)}
    command = [sys.executable, str(SHARED / "tools" / "replay.py"), str(mirrors)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as replay:
        try:
            assert replay.stdout is not None
            through(f"http://127.0.0.1:{replay.stdout.readline().strip()}", monkeypatch)
            found = {_folder(section.url) for section in _probed("www.zhecheng.gov.cn", tmp_path).section}
        finally:
            replay.terminate()
    text = (tmp_path / "probed.toml").read_text(encoding="utf-8")
    lost = {column for column in known - found if f"/{column}/" not in text}
    assert lost <= {column for column in known if column.startswith(("hdjl", "xxgk/xxgkml/zfwj/"))}
    assert len(known & found) >= 34


def test_the_command_prints_a_file_that_is_one(tmp_path: Path) -> None:
    with running_portal(edition="small") as portal:
        done = gongkai("probe", "http://zwgk.yunze.example/", "--rate", "1000", proxy=portal.proxy_url)
        one = gongkai(
            "probe", "--section", "http://zwgk.yunze.example/yunze/c100301/xwzx_list.shtml", "--rate", "1000",
            proxy=portal.proxy_url,
        )  # fmt: skip
    assert (done.returncode, one.returncode) == (0, 0), done.stderr + one.stderr
    (tmp_path / "x.toml").write_text(done.stdout, encoding="utf-8")
    assert {section.name for section in load_portal(str(tmp_path / "x.toml")).section} >= {
        "公开年报",
        "部门文件",
    }
    assert one.stdout.count("[[section]]") == 1
    assert 'category = "政府文件"' in one.stdout


@pytest.mark.parametrize(
    ("url", "code"), [("zwgk.yunze.example", 2), ("http://127.0.0.1:1/", 5), ("http://nobody.example/", 2)]
)
def test_no_file_is_invented(url: str, code: int) -> None:
    with running_portal(edition="small") as portal:
        done = gongkai("probe", url, "--rate", "1000", proxy=portal.proxy_url if "nobody" in url else "")
    assert (done.returncode, done.stdout) == (code, "")
    assert url in done.stderr
