"""The saved pages beside the checkout, by name: a test for each is collected also without them, and says
then why it is skipped. Nothing is read before a test runs."""

from __future__ import annotations

import csv
from functools import cache

from tests.shared import SHARED

PORTALS = SHARED / "portals"


def _files(by_site: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{site}/{name}" for site, names in by_site.items() for name in names.split())


ITEMS = _files({
    "www.zhecheng.gov.cn": (
        "item_5858.html item_48.html item_6374.html item_7477.html item_9908.html "
        "item_10225.html item_9954.html"
    ),
    "lyj.jlcity.gov.cn": "item_922970.html item_724010.html item_633686.html item_784544.html",
    "wjw.gz.gov.cn": "item_gkmlpt_1930.html",
    "www.gz.gov.cn": (
        "item_10493724.html item_9383871.html item_10577393.html item_10056615.html "
        "item_10949160.html item_10582009.html item_10496320.html item_10698578.html "
        "item_8571313.html item_10640507.html item_8300620.html item_9510032.html "
        "item_10343148.html item_5488731.html item_9518264.html item_5487925.html "
        "item_10291577.html item_5487929.html item_7231742.html item_7960479.html "
        "item_6454313.html"
    ),
    "zfcj.gz.gov.cn": "item_10168701.html",
    "www.yuexiu.gov.cn": "item_10527377.html item_8225627.html",
    "www.yichun.gov.cn": "item_2022gb.html item_jx2022gb.html",
    "fzgg.gansu.gov.cn": "item_174084153.html",
    "scjg.hubei.gov.cn": "item_21597.html",
    "fgw.zj.gov.cn": "item_30332664.html",
    "www.shanxi.gov.cn": "item_693227.html",
    "hdzfxxgk.hd.gov.cn": "item_1352104.html",
    "nuc-big-data-school": "item_5355.html item_2981.html item_1117.html",
})  # fmt: skip
"""Item pages of the manifest."""

LISTS = _files({
    "www.zhecheng.gov.cn": (
        "list_gsgg_p1.html list_gsgg_p23.html list_zfwj_p1.html list_zfwj_p13.html "
        "list_zcjd_p1.html list_zcjd_p37.html list_xxgknb_p1.html list_xxgknb_p7.html "
        "list_zfgznb.html list_xxgkzd.html list_xxgkzn.html list_bmdt_p1.html "
        "list_tjsj_p1.html list_zyhy_p1.html list_gwyxx_p1_external.html "
        "list_zcyw_p5.html list_empty_xsrhwzx.html"
    ),
    "lyj.jlcity.gov.cn": (
        "list_bmwj.html list_gfxwj.html list_lyxx.html list_zcfg.html list_ndbg.html "
        "list_zqqd.html list_yjgl.html list_empty_zwzx.html"
    ),
    "sthjt.jiangxi.gov.cn": "list_col42150.html",
    "jyt.gansu.gov.cn": "list_c110634.html",
    "ordos-engebei": "list_nianbao.html",
    "hdzfxxgk.hd.gov.cn": "list_jinqixxgk.html",
    "nuc-big-data-school": "list_tzgg_p1.html list_tzgg_p2.html list_tzgg_last.html",
    "shuju.nantong.gov.cn": "list_sphjgs_group1.jsonp list_pzjg_group1.jsonp",
    "zwgk.dingxi.gov.cn": "list_col12377_datastore.xml",
})  # fmt: skip
"""List pages of the manifest, and answers of calls that hold a list."""

COLUMNS = tuple(
    name.removesuffix("/.")
    for name in _files({
        "hdjl": ". hfjs yjzj",
        "xxgk": (
            ". xxgkml/fzgh xxgkml/gsgg xxgkml/ldjh xxgkml/tjsj xxgkml/yjgl xxgkml/zcjd "
            "xxgkml/zfwj xxgkml/zfwj/xzfwj xxgkml/zfwj/xzfwj/zz xxgkml/zfwj/xzfwj/zzb "
            "xxgkml/zyhy xxgknb xxgknb/bmnb xxgknb/xznb zdly/aqsc zdly/bzxzf zdly/czsj "
            "zdly/czzj zdly/fpxx2 zdly/hjbh zdly/jgsf zdly/jsxm zdly/jycy zdly/jyfw zdly/kjgl "
            "zdly/shbx zdly/shjz zdly/shzz zdly/spypap zdly/tdgy zdly/ylws zdly/zfcg zsyz "
            "zsyz/qyzb zsyz/zsdt"
        ),
        "ywdt": "bmdt gwyxx mtgz spxw xzdt zcyw zt ztzl2/sjd ztzl2/swzl ztzl2/tpgj",
    })
)  # fmt: skip
"""Columns of the county's mirror whose list pages were counted."""


@cache
def manifest() -> dict[str, dict[str, str]]:
    """By file, what was read of each saved page by eye."""
    with (PORTALS / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


@cache
def columns() -> dict[str, dict[str, str]]:
    """By column of the county's mirror, what was counted on its saved list pages."""
    with (PORTALS / "mirrors" / "zhecheng_sections.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["column"]: row for row in csv.DictReader(file)}


def page(file: str) -> bytes:
    """The bytes of a saved page."""
    return (PORTALS / "pages" / file).read_bytes()
