"""The editions of the county: which sections there are and how many items of which year each holds.

`county` is the full one, whose 2017 is the seed's to the item; `small` has every family and every oddity in
some seventy items; `large` is the county with its news multiplied, for measuring.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.portal.model import Section

WWW, XXGK, ZWGK = "www.yunze.example", "xxgk.yunze.example", "zwgk.yunze.example"
HOSTS = (WWW, XXGK, ZWGK)


@dataclass(frozen=True, slots=True)
class Plan:
    """Items to make in one section: what they are, and how many were published in 2016, 2017 and 2018."""

    section: str
    makes: str
    """The category that these items truly have."""
    counts: tuple[int, int, int]
    edges: bool = False
    """Whether the minutes around both ends of 2017 are among them."""
    pinned: int = 0
    external: int = 0
    """How many of 2017 are rows that point to other hosts; `files` how many link straight to a PDF."""
    files: int = 0
    duplicates: int = 0
    """How many of 2017 stand under a second address, in the section `duplicates_in`."""
    duplicates_in: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of section `source` that stand in section `target` too, and so in its category."""

    source: str
    target: str
    category: str
    count: int | None
    """How many of 2017; None: all items of all years."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything a county is built from."""

    name: str
    sections: tuple[Section, ...]
    plans: tuple[Plan, ...]
    listings: tuple[Listing, ...]


def _trs(name: str, title: str, folder: str, category: str, **more: object) -> Section:
    return replace(Section(name, title, "trs", WWW, folder, category), **more)  # type: ignore[arg-type]


def _hanweb(name: str, title: str, column: int, category: str, **more: object) -> Section:
    plain = Section(name, title, "hanweb", XXGK, f"/col/col{column}/", category, per_page=15)
    return replace(plain, **more)  # type: ignore[arg-type]


def _ucap(name: str, title: str, column: str, category: str, **more: object) -> Section:
    return replace(Section(name, title, "ucap", ZWGK, f"/yunze/{column}/", category), **more)  # type: ignore[arg-type]


def _empire(name: str, title: str, folder: str, category: str, **more: object) -> Section:
    plain = Section(name, title, "empire", WWW, folder, category, per_page=15, header_charset=False)
    return replace(plain, **more)  # type: ignore[arg-type]


SECTIONS = (
    _trs("zwyw", "政务要闻", "/xwzx/zwyw/", "动态信息", cadence_days=14),
    _trs("bmdt", "部门动态", "/xwzx/bmdt/", "动态信息", cadence_days=14),
    _trs("xzdt", "乡镇动态", "/xwzx/xzdt/", "动态信息", cadence_days=14,
         charset="gb18030", declared="gb2312", header_charset=False),
    _trs("zfwj", "县政府文件", "/xxgk/zfwj/", "auto", style="table"),
    _trs("zcjd", "政策解读", "/xxgk/zcjd/", "政策解读"),
    _trs("tzgg", "通知公告", "/xxgk/tzgg/", "通知公告"),
    _trs("czyjs", "财政预决算", "/xxgk/czyjs/", "预决算公开", cadence_days=365),
    _trs("fply", "扶贫领域", "/xxgk/zdly/fply/", "重点领域信息公开", header_charset=False),
    _trs("qzqd-zjj", "住建局权责清单", "/xxgk/qzqd/zjj/", "权责清单", unit="云泽县住房和城乡建设局"),
    _trs("qzqd-nmj", "农牧业局权责清单", "/xxgk/qzqd/nmj/", "权责清单", unit="云泽县农牧业局"),
    _hanweb("qzqd-fgj", "发展和改革局权责清单", 20101, "权责清单", unit="云泽县发展和改革局", details=False),
    _hanweb("qzqd-czj", "财政局权责清单", 20102, "权责清单", unit="云泽县财政局"),
    _hanweb("qzqd-rsj", "人社局权责清单", 20103, "权责清单",
            unit="云泽县人力资源和社会保障局", details=False),
    _hanweb("qzqd-gtj", "国土资源局权责清单", 20104, "权责清单", unit="云泽县国土资源局", details=False),
    _hanweb("gkzn", "信息公开指南", 20201, "信息公开指南", cadence_days=365),
    _hanweb("gkzd", "信息公开制度", 20202, "信息公开制度", cadence_days=365, header_charset=False),
    _hanweb("yjsgk", "预决算公开", 20301, "预决算公开", style="base", cadence_days=365),
    _hanweb("spyp", "食品药品安全", 20401, "重点领域信息公开"),
    _ucap("gknb", "公开年报", "c100101", "auto", cadence_days=365),
    _ucap("bsfw", "办事服务", "c100201", "办事服务", style="comment", cadence_days=365),
    _ucap("bmwj", "部门文件", "c100301", "政府文件"),
    _ucap("zfhy", "政府会议", "c100401", "政府会议"),
    _ucap("hjbh", "环境保护", "c100501", "重点领域信息公开", header_charset=False),
    _ucap("zhxx", "综合信息", "c100601", "auto"),
    _ucap("qzqd-bm", "部门权责清单", "c100701", "权责清单", cadence_days=365),
    _empire("spxw", "视频新闻", "/spxw/", "视频新闻", cadence_days=14),
    _empire("gzly", "公众留言", "/hdjl/gzly/", "公众留言", cadence_days=90),
    _empire("yjzj", "意见征集", "/hdjl/yjzj/", "征集调查"),
)  # fmt: skip

COUNTY = Edition(
    "county",
    SECTIONS,
    (
        Plan("zwyw", "动态信息", (24, 480, 18), edges=True, pinned=2, external=6),
        Plan("bmdt", "动态信息", (20, 521, 22), pinned=1),
        Plan("xzdt", "动态信息", (12, 280, 9)),
        Plan("zfwj", "政府文件", (6, 22, 3), duplicates=3, duplicates_in="bmwj"),
        Plan("zcjd", "政策解读", (5, 35, 4)),
        Plan("tzgg", "通知公告", (14, 83, 8), pinned=3),
        Plan("fply", "重点领域信息公开", (3, 20, 2)),
        Plan("qzqd-zjj", "权责清单", (12, 396, 5)),
        Plan("qzqd-nmj", "权责清单", (10, 341, 4)),
        Plan("qzqd-fgj", "权责清单", (16, 412, 7)),
        Plan("qzqd-czj", "权责清单", (9, 385, 6)),
        Plan("qzqd-rsj", "权责清单", (11, 463, 8)),
        Plan("qzqd-gtj", "权责清单", (13, 428, 3)),
        Plan("qzqd-bm", "权责清单", (20, 520, 10), pinned=1),
        Plan("gkzn", "信息公开指南", (2, 32, 1)),
        Plan("gkzd", "信息公开制度", (4, 53, 2)),
        Plan("yjsgk", "预决算公开", (30, 350, 12), edges=True, files=20),
        Plan("spyp", "重点领域信息公开", (2, 14, 1)),
        Plan("gknb", "信息公开年报", (9, 22, 9)),
        Plan("bsfw", "办事服务", (5, 54, 3), pinned=1),
        Plan("bmwj", "政府文件", (3, 9, 2)),
        Plan("zfhy", "政府会议", (4, 32, 3), edges=True),
        Plan("hjbh", "重点领域信息公开", (2, 16, 1), files=1),
        Plan("zhxx", "信息公开指南", (1, 3, 0)),
        Plan("zhxx", "政策解读", (1, 4, 1)),
        Plan("zhxx", "政府文件", (1, 3, 1)),
        Plan("spxw", "视频新闻", (10, 180, 12), edges=True, external=5),
        Plan("gzly", "公众留言", (2, 9, 1)),
    ),
    (
        Listing("bmdt", "zwyw", "动态信息", 30),
        Listing("zfhy", "zwyw", "动态信息", 12),
        Listing("fply", "bmdt", "动态信息", 8),
        Listing("zfwj", "tzgg", "通知公告", 3),
        Listing("yjsgk", "czyjs", "预决算公开", None),
    ),
)

_SMALL = (
    "zwyw",
    "xzdt",
    "zfwj",
    "tzgg",
    "czyjs",
    "qzqd-fgj",
    "yjsgk",
    "gknb",
    "bsfw",
    "bmwj",
    "spxw",
    "yjzj",
)

SMALL = Edition(
    "small",
    tuple(replace(section, per_page=5) for section in SECTIONS if section.id in _SMALL),
    (
        Plan("zwyw", "动态信息", (2, 8, 2), edges=True, pinned=1, external=1),
        Plan("xzdt", "动态信息", (0, 4, 0)),
        Plan("zfwj", "政府文件", (1, 4, 1), duplicates=1, duplicates_in="bmwj"),
        Plan("tzgg", "通知公告", (1, 7, 0), pinned=1),
        Plan("qzqd-fgj", "权责清单", (1, 17, 1)),
        Plan("yjsgk", "预决算公开", (1, 6, 1), edges=True, files=1),
        Plan("gknb", "信息公开年报", (1, 3, 1)),
        Plan("bsfw", "办事服务", (0, 4, 0)),
        Plan("bmwj", "政府文件", (0, 1, 0)),
        Plan("spxw", "视频新闻", (1, 5, 1), edges=True, external=1),
    ),
    (Listing("zfwj", "tzgg", "通知公告", 1), Listing("yjsgk", "czyjs", "预决算公开", None)),
)

LARGE = Edition(
    "large",
    SECTIONS,
    tuple(
        replace(plan, counts=(plan.counts[0], 32_000, plan.counts[2]))
        if plan.section in ("zwyw", "bmdt", "xzdt")
        else plan
        for plan in COUNTY.plans
    ),
    COUNTY.listings,
)

EDITIONS = {edition.name: edition for edition in (COUNTY, SMALL, LARGE)}
"""Editions by name, as `--edition` takes them."""
