"""What an address shows by its form."""

from __future__ import annotations

import pytest

from scrapers.probe import columns

HOST = "http://www.x.gov.cn"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/xxgk/zcjd/", "column"),
        ("/xxgk/zcjd/index.html", "column"),
        ("/col/col20101/index.html", "column"),
        ("/yunze/c100101/xwzx_list.shtml", "column"),
        ("/channels/18105.html", "column"),
        ("/xwzx/tzgg.htm", "column"),
        ("/xwzx/index.jhtml", "column"),
        ("/list.jsp?cat_id=12", "column"),
        ("/xxgk", "column"),
        ("/xxgk/202103/t20210301_12345.html", "item"),
        ("/art/2021/3/1/art_20101_345.html", "item"),
        ("/c100101/2021/1/8/0123456789abcdef0123456789abcdef.shtml", "item"),
        ("/gkmlpt/content/post_123.html", "item"),
        ("/info/1039/5355.htm", "item"),
        ("/contents/18155/384664.html", "item"),
        ("/zwyw/2018-07-11/5858.html", "item"),
        ("/show.asp?id=77", "item"),
        ("/files/2017.pdf", "file"),
    ],
)
def test_kind_of_an_address(path: str, kind: str) -> None:
    assert columns.kind_of(HOST + path) == kind


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/xxgk/xxgkml/zfwj/", "xxgk-xxgkml-zfwj"),
        ("/xxgk/xxgkml/zfwj/index.html", "xxgk-xxgkml-zfwj"),
        ("/col/col20101/index.html", "col-col20101"),
        ("/yunze/c100101/xwzx_list.shtml", "yunze-c100101"),
        ("/xwzx/tzgg.htm", "xwzx-tzgg"),
        ("/list.jsp?cat_id=12", "12"),
        ("/%E4%BF%A1/", "lanmu"),
    ],
)
def test_ids_come_from_the_path(path: str, expected: str) -> None:
    assert columns.section_id(HOST + path, set(), "www.x.gov.cn") == expected


def test_ids_stay_apart() -> None:
    assert columns.section_id(f"{HOST}/a/b/", {"a-b", "a-b-2"}, "www.x.gov.cn") == "a-b-3"
    assert columns.section_id("http://zwgk.x.gov.cn/a/", set(), "www.x.gov.cn") == "zwgk-a"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.zhecheng.gov.cn", "zhecheng"),
        ("lyj.jlcity.gov.cn", "lyj-jlcity"),
        ("127.0.0.1:8080", "127-0-0-1"),
    ],
)
def test_id_of_a_portal(host: str, expected: str) -> None:
    assert columns.portal_id(host) == expected


def test_folders_and_branches() -> None:
    assert columns.folder_of(f"{HOST}/xxgk/zcjd/index.html") == "www.x.gov.cn/xxgk/zcjd/"
    assert columns.folder_of(f"{HOST}/xwzx/tzgg.htm") == "www.x.gov.cn/xwzx/tzgg/"
    assert columns.branch_of(f"{HOST}/xxgk/zcjd/") == "www.x.gov.cn/xxgk/"
    assert columns.branch_of(f"{HOST}/col/col7/index.html") == ""


def test_a_folder_is_the_same_with_and_without_its_slash() -> None:
    assert columns.key_of(f"{HOST}/gzjg") == columns.key_of(f"{HOST}/gzjg/index.html")
