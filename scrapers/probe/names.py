"""What a column's printed name means: its category, a landing page of disclosure, a list of units, nothing.

Categories and their synonyms are the vocabulary's; a category is given for an exact name only, also behind
the name of a place or unit (柘城要闻, 住建局权责清单). A name that merely contains one is a suggestion to a
person. Names that settle no category by the classification rules (`vocabulary/unsettled.csv`) give none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from scrapers.vocabulary import CATEGORIES, UNSETTLED

_EDGE = r"[\s>»›·•|■◆▪★+\-—_:,、.<«…]+"
_COUNT = re.compile(r"[(〔\[]\s*\d+\s*[)〕\]]$")
_MORE = re.compile(r"(?:更多|查看更多|点击更多|more)(?:信息|内容)?[>»\s]*$", re.IGNORECASE)
_PAGER = re.compile(r"\d{1,3}|(?:首|末|尾|上一?|下一?|前一?|后一?)[页頁]|[<>«»]+|(?:共|第).{1,8}[页条]")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")

_LANDING_WORDS = """
    信息公开 政务公开 政府信息公开 政府信息公开专栏 信息公开专栏 政务信息公开 公开 法定主动公开内容
    法定主动公开 主动公开 政府信息公开目录 信息公开目录 公开目录 主动公开目录 政府信息主动公开目录
    政府信息公开平台 信息公开平台 信息公开栏目 政务公开专栏 信息公开首页 政府信息公开首页 政务 要闻动态
    新闻动态 新闻中心 资讯中心 新闻资讯 政务资讯 重点领域信息公开 重点领域 重点信息公开 互动交流 政民互动
    解读回应 基层政务公开 公开专栏 部门信息公开 部门公开 乡镇信息公开
"""
_LANDINGS = frozenset(_LANDING_WORDS.split())
_UNIT_LISTS = re.compile(
    r"(?:政府|县|市|区|旗|直属|工作|组成|部门|乡镇|街道|镇街|机构|单位|苏木|及|和|、|各)*"
    r"(?:机构|部门|单位|乡镇|街道|镇街|机构设置|组织机构|部门子站|乡镇子站|部门网站|单位导航|部门导航|苏木镇)"
)
_SITE_MAP_WORDS = "网站地图 站点地图 网站导航 导航地图 sitemap"
_SITE_MAPS = frozenset(_SITE_MAP_WORDS.split())
_BOILERPLATE = re.compile(
    r"(?:网站|返回|回到|官网|设为|设|本站)?(?:首页|主页)|.*(?:登录|登陆|注册|退出|登出|无障碍|适老|长者|关怀|繁體|繁体|简体|"
    r"手机版|移动版|电脑版|旧版|设为首页|加入收藏|收藏本站|联系我们|联系方式|关于我们|关于本站|网站声明|版权|隐私|免责|"
    r"使用帮助|网站纠错|我要纠错|RSS|订阅|站内搜索|搜索|检索|查询|打印|关闭|返回顶部|分享|客户端|二维码|网站标识码|"
    r"ICP备|公网安备|备案|邮箱|友情链接|智能问答|公众号).*|english|"
    r".*(?:中国政府网|政府网|人民网|新华网|门户网站)|(?:我要|我想).{2,4}|\W*",
    re.IGNORECASE,
)
_OFF_PORTAL = frozenset(
    word
    for name, category in CATEGORIES.items()
    if not category.on_portal
    for word in (name, *category.synonyms)
)
_HINT_WORDS = """
    动态信息=动态 动态信息=要闻 动态信息=新闻 信息公开年报=年报 信息公开年报=年度报告 政府文件=文件
    政府会议=会议 政策解读=解读 预决算公开=预算 预决算公开=决算 通知公告=公告 权责清单=清单 领导信息=领导
    机构职能=职能 规划计划=规划 统计信息=统计 人事信息=招考 人事信息=任免 行政处罚=处罚 行政许可=许可
    政府采购=采购 收费项目=收费 应急管理=应急 征集调查=征集 在线访谈=访谈 信息公开指南=公开指南
    信息公开制度=公开制度 建议提案=提案 公众留言=信箱 视频新闻=视频 重点领域信息公开=扶贫
    重点领域信息公开=食品药品
"""
_HINTS = {word: category for category, word in (pair.split("=") for pair in _HINT_WORDS.split())}
"""A word that suggests a category to a person, never to the program."""
_UNIT_TAIL = r"(?:局|委员会|委|办公室|办|镇|乡|街道|街道办事处|苏木|中心|人民政府|院)"


def _words() -> dict[str, tuple[str, ...]]:
    """Name or synonym → categories that use it; a category's own name belongs to it alone."""
    found: dict[str, tuple[str, ...]] = {}
    for name, category in CATEGORIES.items():
        for word in category.synonyms:
            found[word] = (*found.get(word, ()), name)
    return found | {name: (name,) for name in CATEGORIES}


_WORDS = _words()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name says of a column's category."""

    category: str
    """A category's name, or `auto`."""
    why: str
    """In Chinese, for the comment: the rule, or what a person could choose instead."""
    certain: bool = False
    """Whether the name is the category's own or one of its synonyms, and no other category's."""
    unit: str = ""
    """The unit named before the category, as printed."""


def tidy(name: str) -> str:
    """The name as it is compared: NFKC, no blanks, without bullets, counts in brackets and 更多."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    folded = re.sub(rf"^{_EDGE}|{_EDGE}$", "", folded)
    return re.sub(rf"{_EDGE}$", "", _MORE.sub("", _COUNT.sub("", folded)))


def meaning(name: str, place: str = "") -> Meaning:
    """The category that `name` states; `place` is the portal's county, whose name may stand before it."""
    bare = tidy(name)
    exact = _exact(bare)
    if exact is None and place:
        short = place.rstrip("县市区旗") if len(place) > 2 else place
        for prefix in (place, short):
            if prefix and bare.startswith(prefix) and (exact := _exact(bare.removeprefix(prefix))):
                break
    if exact is not None:
        return exact
    owned = re.fullmatch(rf"(.{{1,14}}?{_UNIT_TAIL})(.+)", bare)
    if owned and (inner := _exact(owned[2])) and inner.certain:
        return Meaning(inner.category, f"“{owned[1]}”之后为“{owned[2]}”", True, owned[1])
    near = _suggestion(bare)
    return Meaning("auto", f"名称与“{near}”相近，未作认定" if near else "名称不在类别及同义词之中")


def without_year(name: str) -> str:
    """The name without a year at its end: a column for each year belongs where all of them belong."""
    return re.sub(rf"(?<=.){YEAR.pattern}$", "", tidy(name)) or name


def is_landing(name: str) -> bool:
    """Whether such a column gathers others: 信息公开, 政府信息公开目录, 新闻动态 …"""
    return tidy(name) in _LANDINGS


def is_unit_list(name: str) -> bool:
    """Whether such a column lists the units: 工作机构, 政府部门, 乡镇街道 …"""
    return bool(_UNIT_LISTS.fullmatch(tidy(name)))


def is_site_map(name: str) -> bool:
    """Whether such a page lists all columns."""
    return tidy(name).lower() in _SITE_MAPS


def is_off_portal(name: str) -> bool:
    """Whether the category is one that no portal's list holds: 依申请公开, 政务微信, 政务微博."""
    return tidy(name) in _OFF_PORTAL


def is_boilerplate(name: str) -> bool:
    """Links that every page has and no column is: 首页, 登录, 联系我们, page numbers."""
    bare = tidy(name)
    return bool(_BOILERPLATE.fullmatch(bare) or _PAGER.fullmatch(bare))


def is_suggestive(name: str) -> bool:
    """Whether the name comes near a category without being its name."""
    return _suggestion(tidy(name)) is not None


def _exact(bare: str) -> Meaning | None:
    if why := UNSETTLED.get(bare):
        return Meaning("auto", f"“{bare}”：{why}")
    named = _WORDS.get(bare, ())
    if len(named) == 1:
        same = bare == named[0]
        return Meaning(named[0], "名称即类别名" if same else f"“{bare}”是“{named[0]}”的同义词", True)
    return Meaning("auto", f"“{bare}”可属于{'、'.join(named)}") if named else None


def _suggestion(bare: str) -> str | None:
    """The category whose name, synonym (three characters and more) or usual word stands in the name."""
    for name in CATEGORIES:
        if name in bare:
            return name
    longest = max((word for word in _WORDS if len(word) > 2 and word in bare), key=len, default=None)
    if longest:
        return _WORDS[longest][0]
    return next((category for word, category in _HINTS.items() if word in bare), None)
