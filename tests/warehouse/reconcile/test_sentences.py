"""Counting sentences: what is counted, how many, in which unit; and what is no count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from warehouse.reconcile.flat import sentences
from warehouse.reconcile.sentences import counted
from warehouse.reconcile.sums import with_wholes

COUNTS = {
    # Sentences as published (domain/reports, arxan_2017_report.txt), and variations of them.
    "完成我市各单位权责清单内容发布,清单内容2945条;": [("清单内容", 2945, "条", "exact")],
    "发布预决算公开、收支情况信息350条。": [("发布预决算公开、收支情况信息", 350, "条", "exact")],
    "公开政府文件34份;发布政府会议相关信息32条": [
        ("公开政府文件", 34, "份", "exact"),
        ("发布政府会议相关信息", 32, "条", "exact"),
    ],
    "公开各单位财政预决算350条、上传视频新闻180期。": [
        ("公开各单位财政预决算", 350, "条", "exact"),
        ("上传视频新闻", 180, "期", "exact"),
    ],
    "微信公众号关注人数已达672人,共发布消息188条。": [
        ("微信公众号关注人数已达", 672, "人", "exact"),
        ("共发布消息", 188, "条", "exact"),
    ],
    "全年召开8场新闻发布会。": [("全年召开新闻发布会", 8, "场", "exact")],
    "收到2份以信函形式提出的信息公开申请": [("收到以信函形式提出的信息公开申请", 2, "份", "exact")],
    "对70件文件规范性文件进行清理，其中39件文件保留": [
        ("对文件规范性文件进行清理", 70, "件", "exact"),
        ("文件保留", 39, "件", "exact"),
    ],
    "手机报共推送图文短信94期1247条": [
        ("手机报共推送图文短信", 94, "期", "exact"),
        ("手机报共推送图文短信", 1247, "条", "exact"),
    ],
    "全年发布信息，共计109条。": [("全年发布信息共计", 109, "条", "exact")],
    "公开的政府信息3类共103条": [
        ("公开的政府信息", 3, "类", "exact"),
        ("公开的政府信息共", 103, "条", "exact"),
    ],
    "全年66条信息": [("全年信息", 66, "条", "exact")],
    "各类报道达到542条": [("各类报道达到", 542, "条", "exact")],
    # Bounds and round numbers.
    "厅网站全年更新各类信息3400余条": [("厅网站全年更新各类信息", 3400, "条", "at_least")],
    "全年发布信息800多条": [("全年发布信息", 800, "条", "at_least")],
    "用户订阅数超3.7万人": [("用户订阅数", 37000, "人", "at_least")],
    "访问量达86万余次": [("访问量达", 860000, "次", "at_least")],
    "发布近90条": [("发布", 90, "条", "at_most")],
    "发布约30件": [("发布", 30, "件", "about")],
    "发布30条左右": [("发布", 30, "条", "about")],
    # Money, widths, separators, numbers in a line of their own.
    "收取行政事业性收费670.376375万元": [("收取行政事业性收费", Decimal("670.376375"), "万元", "exact")],
    "网站访问量1395万人次": [("网站访问量", 13950000, "人次", "exact")],
    "发布信息１，２３４条": [("发布信息", 1234, "条", "exact")],
    "发布信息 1 234 条": [("发布信息", 1234, "条", "exact")],
    "发布信息\n12\n条，其余": [("发布信息", 12, "条", "exact")],
    "开展培训三次": [("开展培训", 3, "次", "exact")],
    # None in words.
    "本年度没有接收到书面或其他形式要求公开政府信息的申请": [("政府信息公开申请", 0, "件", "exact")],
    "未发生涉及政府信息公开的行政复议、行政诉讼案件。": [
        ("行政复议", 0, "件", "exact"),
        ("行政诉讼", 0, "件", "exact"),
    ],
    "在依申请公开政府信息中，无行政复议事项。": [("行政复议", 0, "件", "exact")],
    "2023年未向申请人收取政府信息公开信息处理费。": [("信息处理费", 0, "元", "exact")],
}
NO_COUNTS = (
    "2017年1月1日-12月31日",
    "阿政办发〔2017〕28号",
    "国办发[2017]39号",
    "电话: 0482-8266637(工作时间)",
    "第二十条第（一）项",
    "2023年第3期",
    "占88.6%，信函占11.4%",
    "日均发布信息3条以上",
    "平均办理时间2天",
    "20日内公开",
    "一项重要工作，一套制度",
    "六部门联合印发",
    "3至5条",
    "安排专职人员做好24小时监控",
    "刊发我厅信息近百条",
    "1、进一步完善制度",
)


@pytest.mark.parametrize("text", COUNTS)
def test_counts_of_a_sentence(text: str) -> None:
    found = [(each.what, each.number, each.unit, each.precision) for each in counted(text)]
    assert found == COUNTS[text]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_is_no_count(text: str) -> None:
    assert counted(text) == ()


def test_places_are_those_of_the_text() -> None:
    text = "一、总体情况\n　　发布 信息 1 136 条，\n公开\n12\n份。"
    assert [text[each.at : each.ends] for each in counted(text)] == ["1 136 条", "12\n份"]
    assert [each.raw for each in counted(text)] == ["1136条", "12份"]


PARTS = "政务动态4593条、通知公告222条、政策文件70条、政策解读105条、重点领域356条、回应关切49条"
ADDED = {
    # 阿尔山 2023: 5594 with parts of 5395, however the sentence is built.
    f"网站发布信息5594条：{PARTS}。": ("differs", 199, 6),
    f"网站发布信息5594条（{PARTS}）。": ("differs", 199, 6),
    f"网站发布信息5594条，分别为{PARTS}。": ("differs", 199, 6),
    f"网站发布信息5594条，其中{PARTS.replace('回应关切', '其他')}。": ("differs", 199, 6),
    f"网站发布信息5594条。其中，{PARTS}。": ("uncertain", 199, 6),
    f"网站发布信息5395条。其中，{PARTS}。": ("equal", 0, 6),
    # As published: 教育厅, 科技厅, 工信厅, 人社厅.
    "发布政务信息664件。其中，文件类47件，公示公告85个，政策解读12个，其他事项520个。": ("equal", 0, 4),
    "对70件规范性文件进行清理，其中39件文件保留，23件文件限期修改，8件文件予以废止": ("equal", 0, 3),
    "发布信息4464条，其中,文件1件、政策类文件8件、业务性文件283件,提案办理结果74件等。": (
        "uncertain",
        4098,
        4,
    ),
    "当年办结44件。从申请方式看，网络申请39件，占88.6%，信函申请5件，占11.4%。": ("equal", 0, 2),
    "受理问题10268件。其中在线答题257条；推送1391条；回复8620条。": ("equal", 0, 3),
    "网站163条，微信23条，村务公开栏18条，合计204条": ("equal", 0, 3),
    # 科委 2024: the 21 are inside another part; 沙塘 2016: channels overlap.
    "发布信息2139条，其中动态类1744条，政务信息393条，解读类21条，回应类2条。": ("uncertain", -21, 4),
    "网站微信微博共发布2483条，其中网站319条，微信851条，微博2348条。": ("differs", -1035, 3),
    "收到申请15余件，其中网络10件，信函5件。": ("equal", 0, 2),
    "共公开109条，工作动态类60条、政务公开类9条、组织机构类1条、政策法规类39条。": ("equal", 0, 4),
    "共公开66条，年报1条、通知公告18条、建议提案2条。": ("uncertain", 45, 3),
    "公开信息111条，其中不动产登记公告120条。": ("differs", -9, 1),
    "收办申请3607件（自然人申请3493件、法人申请114件）。": ("equal", 0, 2),
    "公开信息80条，其中年报1条，占1.1%；动态54条，占67.5%；领导11条；财政7条；政策4条；解读3条。": (
        "equal",
        0,
        6,
    ),
    # As 柘城县 2017 published them: what is told behind a list that is whole, parts in other units.
    "回应热点32个。其中：主要领导3次参加行风热线讲解法规，其他方式回应数29件。": ("equal", 0, 2),
    "回应舆情98条，其中，参与行风热线6次讲解政策，通过其他方式回应事件数92次。": ("equal", 0, 2),
}
NOTHING_ADDED = (
    "答复申请805件（含上年度结转申请18件，另有72件申请顺延到下年度答复）。",
    "公开信息120条（不含转载信息300条）。",
    "公开政策文件62件，公开人大建议政协提案办理结果29件；通过网站发布解读材料12篇。",
    "起草省政府规章1件、省政府规范性文件2件，制发规范性文件1件、废止1件。",
    "公开信息111条，其中不动产登记公告86条。",
    "共受理行政复议1起，没有因政府信息公开而被提起的行政复议或行政诉讼。",
    "2023年发布信息100条。其中：完成了各单位清单发布。发布35条。",
    "举办新闻发布会8场，出席人员25人，其中厅领导12人次。",
    "在线访谈3次，其中领导参加3次；以其他方式回应事件数79次。",
    # A remark behind a number is no list, and a list of 0 ends with its sentence.
    "发布解读39条（数据不完整），发布动态60条、公告7条。",
    "维护专栏3个（其中新开设0个）。网站发布信息300条，公告7条。",
    "维护专栏3个，公告60条（不含转载）。",
    "回应舆情56个。其中：主要领导5次参加热线。微博回应事件24件，其他方式回应27件。",
)


@pytest.mark.parametrize("text", ADDED)
def test_parts_against_their_total(text: str) -> None:
    counts, (added,) = with_wholes(counted(text), text)
    outcome, difference, parts = ADDED[text]
    assert (added.outcome, added.difference, len(added.parts)) == (outcome, difference, parts)
    assert {each.whole for each in added.parts} == {added.whole.at}
    assert sum(each.whole is not None for each in counts) == parts
    assert outcome == "equal" or str(abs(difference)) in added.reason


@pytest.mark.parametrize("text", NOTHING_ADDED)
def test_counts_that_are_no_parts_are_not_added(text: str) -> None:
    assert with_wholes(counted(text), text)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "开展在线访谈1次(其中负责人参加【请填写:…次】),通过微博回应事件3次。",
        "回应热点100次,参加新闻发布会【请填写:…次】(其中负责人参加20000次)。",
        "公开文件10件(其中若干为转发),发布公告30件。",
    ],
)
def test_parts_of_what_has_no_number_are_parts_of_nothing_else(text: str) -> None:
    counts, sums = with_wholes(counted(text), text)
    assert (len(counts), sums) == (2, ())
    assert [count.whole for count in counts] == [None, None]


def test_a_list_behind_a_bracket_is_of_what_stands_before_it() -> None:
    """宿迁 2023: applicants in brackets, results behind 其中; both make up the same total."""
    text = "收办申请3607件（自然人3493件、法人114件）。其中，予以公开1191件，部分公开328件，不予公开2088件。"
    _, added = with_wholes(counted(text), text)
    assert [(int(each.whole.number), len(each.parts), each.outcome) for each in added] == [
        (3607, 2, "equal"),
        (3607, 3, "equal"),
    ]


@pytest.mark.parametrize("text", ["发布动态1条、" * 400, "1 2 3 45条" * 400, "公" * 2500])
def test_what_has_no_end_for_long_is_no_sentence(text: str) -> None:
    """Rows of a list, a page's remains: to look for parts in them would take for ever."""
    pieces = list(sentences(text))
    assert max(len(piece) for _, piece in pieces) <= 1000
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, at) for at, piece in pieces)
