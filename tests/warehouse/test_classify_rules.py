"""Each classification rule by example: what it takes, and what comes near it and it must leave; names
of sections and titles as portals print them."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from scrapers.probe import names
from scrapers.vocabulary import CATEGORIES as VOCABULARY
from tests.shared import SHARED, needs_shared
from tests.warehouse.classified import OF_A_UNIT, PLAIN, Asked, Given, classified
from warehouse import rulebook

TITLES: dict[str, tuple[list[str], list[str]]] = {
    "C-annual-report": (
        [
            "柘城县财政局2017年信息公开工作 年度报告",
            "国网河南省电力公司柘城县供电公司 2017年政府信息公开工作年度报告",
            "柘城县环境保护局 政府信息公开工作2017年度报告",
            "柘城县扶贫办2017年政府信息年度报告",
            "柘城县国税局2017年度信息与政务公开工作报告",
            "2017年度伯岗镇政府信息公开年报",
        ],
        [
            "2018年政府工作报告",
            "5月1日起,政府工作报告里说的 这几件大事儿落地了!",
            "下载(关于做好全市2017年政府信息公开统计报送和年度报告编制公布工作的通知)有关统计表、填报说明和解读",
            "2020年度吉林省安图县林业局-安图县林业局政府网站工作年度报表",
            "2017年法治政府建设年度报告",
            "2017年第一季度政务公开工作报告",
            "某公司2017年企业环境信息公开年度报告",
            "财政预算绩效年度报告",
            "统计年报",
        ],
    ),
    "C-guide": (
        ["柘城县信息公开指南", "安图县林业局政府信息公开指南(2021年版)"],
        ["依申请公开指南", "村务公开工作指南", "政务公开工作指南", "信息公开专栏"],
    ),
    "C-system": (
        ["柘城县政府信息公开保密审查制度", "中华人民共和国政府信息公开条例"],
        [
            "柘城县人民政府办公室关于印发柘城县政务公开工作考核办法(试行)的通知",
            "国务院办公厅关于施行中华人民共和国政府信息公开条例若干问题的意见",
            "我县召开政府信息公开条例学习会议",
            "柘城县政府信息发布协调制度",
        ],
    ),
    "C-duties": (
        ["柘城县财政局权力清单", "县教育局责任清单(2017年本)"],
        [
            "柘城县人民政府关于公布保留县级行政审批中介服务事项清单的通知",
            "安图县林业局行政执法事项清单",
            "中央环保督察反馈问题整改责任清单",
            "2018年重点工作任务责任清单",
        ],
    ),
    "C-interpretation": (
        [
            "图解:河南省出台政务云管理暂行办法",
            "《快递暂行条例》解读",
            "关于政府补助准则有关问题的解读",
            "大气污染防治管控专家解读来了!与每个人息息相关",
        ],
        [
            "下载(关于做好全市2017年政府信息公开统计报送和年度报告编制公布工作的通知)有关统计表、填报说明和解读",
            "河南政府网站普查指标解读",
            "关于加强政策解读工作的通知",
        ],
    ),
    "C-budget": (
        [
            "县交通局2015年财政收支决算、2016年财政收支预算",
            "县卫生局“三公”经费2015年决算、2016年预算",
            "安图县林业局2021年预算公开",
        ],
        [
            "柘城县人民防空办公室2013年度预算执行情况的审计公告",
            "大仵乡人民政府2014-2015年度财政决算及其他财政财务收支情况的审计公告",
            "2017年财政预算绩效评价报告",
            "县农村公路改造工程预算",
        ],
    ),
    "C-meeting": (
        [
            "代县长路标主持召开县政府第28次常务会议",
            "县委书记、县长梁辉主持召开县政府第20次常务会议",
            "县政府召开全体会议",
            "县长主持召开常务会议",
        ],
        [
            "中国共产党柘城县第十二届委员会第五次全体会议暨县委工作会议召开",
            "全县金融扶贫工作推进会议召开",
            "国务院常务会议:确定进一步降低企业成本",
            "我县传达学习市政府常务会议精神",
            "县政协召开常务委员会会议",
        ],
    ),
    "C-consultation": (
        ["柘城县为切实制定好《2018年度目标管理办法》的征求意见", "2015年十件实事项目建议征集--交通出行"],
        [
            "关于《柘城县物业管理办法》意见征集情况的反馈",
            "2016年十件民生实事项目建议征集结果汇总",
            "柘城县政府信息公开申请表",
        ],
    ),
    "C-press": (
        ["我县召开脱贫攻坚新闻发布会"],
        ["河南省发布大风蓝色预警", "柘城县政府信息发布协调制度", "柘城县新闻发布会工作方案"],
    ),
    "C-interview": (
        ["县人社局局长做客在线访谈", "访谈:就业政策"],
        ["2018年 6月7日 党风政风热线 在线收听", "下周在线访谈安排", "国家发展改革委有关负责人答记者问"],
    ),
    "C-personnel": (
        ["柘城县2018年政府购买社会服务岗位公开招聘工作人员公告", "国务院任免国家工作人员(2018年7月25日)"],
        [
            "柘城县商务局局长王世杰同志任职期间经济责任审计的审计公告",
            "让求职招聘更有保障",
            "党政领导干部选拔任用暂行办法",
        ],
    ),
    "C-procurement": (
        ["柘城县救灾物资储备库建设项目招标公告", "柘城县“十三五”土地整治规划编制项目成交结果公示"],
        [
            "柘网挂公示(2018)07号 柘城县国土资源局国有土地使用权招拍挂出让成交公示",
            "财政部有关负责人就修订《政府采购供应商投诉处理办法》答记者问",
            "吉林市产权交易中心产权转让公告吉市产权公发[2018]第109号",
        ],
    ),
    "C-penalty": (
        ["某食品店行政处罚决定书", "2018年3月行政处罚信息"],
        [
            "安图县林业局林业常用行政处罚自由裁量权细化标准",
            "关于林草行政执法部分事项纳入生态环境保护综合行政执法的公示",
            "重大行政处罚决定备案办法",
        ],
    ),
    "C-licence": (
        ["某公司行政许可决定书公示", "2018年5月行政许可信息"],
        [
            "柘城县人民政府办公室关于印发柘城县乡村建设规划许可证发放管理暂行办法的通知",
            "河南加强种畜禽管理 规范生产经营许可证审核发放",
            "行政许可信息公示办法",
        ],
    ),
    "C-emergency": (
        ["国家通信保障应急预案", "柘城县水利局安全饮水应急预案"],
        [
            "柘城县人民政府办公室关于印发柘城县大面积停电事件应急预案的通知",
            "什么是应急演练?应急演练具有哪些重要意义?",
            "柘城县“三夏”农机化生产应急处置预案",
        ],
    ),
    "C-plan": (
        ["吉林市林业发展“十三五”规划", "柘城县城乡总体规划(2015-2030)"],
        [
            "我县召开水系规划专题论证会",
            "柘城县2016-2020年加快推进现代物流业 发展规划实施意见",
            "柘城县“十三五”土地整治规划编制项目成交结果公示",
        ],
    ),
    "C-statistics": (
        ["宜春市2022年国民经济和社会发展统计公报", "柘城县2017年1-9月份主要经济指标完成情况"],
        [
            "2017年柘城县雨露计划短期技能培训基本情况统计表",
            "柘城县1―11月份重点项完成情况",
            "2018年1-4月份全市事故统计情况",
            "县长主持召开一季度经济运行分析会议",
        ],
    ),
    "C-proposal": (
        ["提案议案办理结果公开", "对县政协第12号提案的答复"],
        [
            "柘城县人民政府办公室关于认真做好2018年县人大代表建议和县政协提案办理工作的通知",
            "2015年十件实事项目建议征集--交通出行",
            "我县召开建议提案办理情况汇报会",
        ],
    ),
    "C-file": (
        [
            "柘城县人民政府 关于创建“四好农村路”建立路长制及 责任分工的通知",
            "柘城县人民政府办公室关于认真做好2018年县人大代表建议和县政协提案办理工作的通知",
        ],
        [
            "柘城县人民政府办公室关于2018年春节放假安排的通知",
            "政策解读:《柘城县人民政府关于做好2016年冬季退役士兵接收安置工作的通知》",
            "张桥镇人民政府机构设置",
            "柘城县人大常委会关于批准县人民政府关于2017年决算报告的决定",
        ],
    ),
    "C-notice": (
        [
            "柘城县省市县乡级河长公示牌制作安装工程延期公告",
            "柘城县国土资源局国有土地使用权挂牌出让公告(柘国土网挂[2018]05号)",
            "公告〔2018〕3号",
        ],
        ["公告栏", "公示系统", "企业年度报告公示", "企业信用信息公示", "柘城县举办公示语规范活动"],
    ),
}
NAMES: dict[str, tuple[list[str], list[str]]] = {
    "C-name": (
        [
            "政务动态", "乡镇动态", "政府信息公开制度文件", "信息公开规定", "市政府规范性文件",
            "县政府文件", "省政府常务会议", "县教育局权责清单", "2017年度预决算公开", "扶贫信息", "年度报告",
        ],
        [
            "双公示", "处罚强制", "行政执法", "行政执法信息", "应急管理部", "教育部", "县财政局",
            "浙江政务服务网", "网上政务服务平台", "广州市行政规范性文件统一发布平台", "政府信息公开专栏",
            "建设项目环境影响评价信息", "省委省政府生态环境保护督察在邯郸", "学习教育",
            "法治政府建设年度报告",
            "人力资源和社会保障部", "中央政府采购", "政府年度报告", "村务公开制度", "就业招考",
            "土地出让公告",
        ],
    ),
    "C-name-report": (
        ["部门年报", "乡镇年报", "政府年报", "县直部门和乡镇年报", "政务公开工作年报"],
        ["政府工作年报", "政府工作报告", "统计年报", "企业年度报告公示", "年报公示系统", "统计年鉴",
         "年报", "财政预算绩效年度报告", "法治政府建设年度报告"],
    ),
    "C-name-news": (
        ["柘城要闻", "招商动态", "县区动态", "邯郸新闻", "新闻动态"],
        ["政府新闻发布", "中国新闻社", "国务院新闻办公室", "工作动态报表", "物价动态", "统计快报",
         "媒体关注"],
    ),
    "C-name-file": (
        ["乡镇文件", "其他主动公开文件", "市政府办公室文件", "市政府令"],
        ["政策法规", "法律法规", "县委文件", "招标文件", "政策", "上级文件", "党委文件"],
    ),
    "C-name-notice": (
        ["县政府公告", "最新公示", "公告栏", "部门公告"],
        ["信用信息公示", "土地出让公告", "划拨供地结果公告", "抽检公告", "双随机公示专栏", "年报公示系统",
         "土地出让结果公示", "来信公示"],
    ),
    "C-name-meeting": (
        ["市政府全体会议", "县政府办公会议"],
        ["人大会议", "党委会议", "学术会议", "视频会议", "会议", "新闻发布会"],
    ),
    "C-name-budget": (
        ["部门预算", "2018年财政预算、决算公开", "“三公”经费"],
        ["预算绩效", "预算执行审计", "财政审计", "工程预算", "财政财务"],
    ),
    "C-name-mail": (
        ["省长信箱", "部门信箱", "来信公示", "网民留言选登", "投诉回复"],
        ["我要留言", "留言统计", "政务邮箱", "清晨热线", "公平竞争审查举报"],
    ),
    "C-name-key": (
        ["就业创业", "食品药品安全", "教育服务", "扶贫领域"],
        ["教育培训", "教育部", "省教育厅", "稳就业保就业信息", "饮用水水源地环境保护专项行动", "社会组织"],
    ),
    "C-name-topic": (
        ["三农专栏", "脱贫攻坚专题", "电商服务专栏"],
        ["政府信息公开专栏", "双随机公示专栏", "主题服务", "专项整治"],
    ),
    "C-name-place": (
        ["走进邯郸", "走进恩格贝", "行政区划"],
        ["走进企业", "区域人口", "投资恩格贝", "行政区划调整"],
    ),
}  # fmt: skip
NUMBERS = (
    "C-number",
    ["样政办发〔2017〕8号", "柘政〔2016〕12号"],
    ["辽住建〔2015〕117号", "柘国土网挂〔2018〕05号"],
)
EXCEPTIONS: dict[str, tuple[str, list[str], list[str]]] = {
    "C-except-report": (
        "信息公开年报",
        [
            "2018年政府工作报告",
            "2019年度吉林省安图县林业局-安图县林业局政府网站工作年度报表",
            "提案议案办理结果公开",
            "2017年法治政府建设年度报告",
        ],
        [
            "柘城县起台镇2017年度报告编制公布工作总结",
            "柘城县人社局2017年度政府信息与政务公开工作总结",
            "柘城县文化局2017 年政府信息工作年度报告",
        ],
    ),
    "C-except-order": (
        "部门年报",
        ["关于做好2017年政府信息公开年度报告编制工作的通知", "关于报送年报数据的通知"],
        ["柘城县起台镇2017年度报告编制公布工作总结", "柘城县县水利局关于2017年度政府信息公开年度报告"],
    ),
    "C-except-catalogue": (
        "政府信息公开目录",
        ["柘城县政府领导分工", "国家通信保障应急预案"],
        ["安图县林业局公共资源配置领域政府信息公开目录清单", "柘城县财政局主动公开目录"],
    ),
    "C-except-mail": (
        "互动交流",
        ["2018年国务院大督查 征集问题线索和意见建议公告", "县人社局局长做客在线访谈"],
        ["2018年 6月7日 党风政风热线 在线收听", "关于征求城区停车意见来信的回复"],
    ),
}


def test_every_rule_has_an_example_and_two_that_it_leaves() -> None:
    with rulebook.CLASSIFICATION.open(encoding="utf-8", newline="") as file:
        rules = {row["rule"] for row in csv.DictReader(file)}
    of_names = {rule: (taken, left) for rule, (_, taken, left) in EXCEPTIONS.items()}
    pairs = {**TITLES, **NAMES, **of_names, NUMBERS[0]: NUMBERS[1:]}
    assert set(pairs) == rules - {"C-section"}
    assert [rule for rule, (taken, left) in pairs.items() if not taken or len(left) < 2] == []


@pytest.mark.parametrize("rule", TITLES)
def test_title_rule_takes_what_says_so_and_leaves_what_comes_near(rule: str) -> None:
    taken, left = TITLES[rule]
    given = classified([Asked(OF_A_UNIT, title) for title in (*taken, *left)])
    assert [title for title, each in zip(taken, given, strict=False) if each.named != rule] == []
    assert [title for title, each in zip(left, given[len(taken) :], strict=True) if each.named == rule] == []


@pytest.mark.parametrize("rule", NAMES)
def test_name_rule_takes_what_says_so_and_leaves_what_comes_near(rule: str) -> None:
    taken, left = NAMES[rule]
    given = classified([Asked(name, PLAIN) for name in (*taken, *left)])
    assert [name for name, each in zip(taken, given, strict=False) if each.named != rule] == []
    assert [name for name, each in zip(left, given[len(taken) :], strict=True) if each.named == rule] == []


def test_document_number_of_the_government_says_so_and_that_of_a_bureau_does_not() -> None:
    rule, taken, left = NUMBERS
    given = classified([Asked(OF_A_UNIT, PLAIN, number) for number in (*taken, *left)])
    assert [each.named for each in given] == [rule] * len(taken) + [None] * len(left)


@pytest.mark.parametrize("rule", EXCEPTIONS)
def test_name_gives_its_category_but_to_titles_of_another_kind(rule: str) -> None:
    section, excepted, kept = EXCEPTIONS[rule]
    given = classified([Asked(section, title) for title in (*kept, *excepted)])
    [category] = {each.category for each in given[: len(kept)]}
    assert category is not None
    assert [each.category for each in given[len(kept) :] if each.category == category] == []


VAGUE = [
    "政府工作年报", "政府工作报告", "统计年报", "企业年度报告公示", "年报公示系统", "财政预算绩效年度报告",
    "法治政府建设年度报告", "工作动态报表", "双公示", "处罚强制", "政策法规", "行政执法",
    "信用信息公示", "会议", "学习教育", "教育部", "政府信息公开专栏", "建设项目竣工环保验收信息",
    "留言统计", "浙江政务服务网",
]  # fmt: skip


def test_name_that_does_not_say_it_gives_no_category_at_all() -> None:
    given = classified([Asked(name, PLAIN) for name in VAGUE])
    assert [(name, each) for name, each in zip(VAGUE, given, strict=True) if each != Given(None, None)] == []


def test_probe_is_certain_only_of_what_the_rules_say_too() -> None:
    """`gongkai probe` writes a category for good: it must be the one that the rules give the name's items."""
    words = {word for name, one in VOCABULARY.items() for word in (name, *one.synonyms)}
    printed = sorted(words) + [f"住建局{word}" for word in sorted(words) if len(word) > 3] + VAGUE
    asked = [(name, names.meaning(name)) for name in printed]
    certain = [(name, meaning.category) for name, meaning in asked if meaning.certain]
    given = classified([Asked(name, PLAIN) for name, _ in certain])
    found = zip(certain, given, strict=True)
    assert [(*said, each) for said, each in found if each.category != said[1]] == []
    assert len(certain) > 100


@pytest.mark.parametrize("section", ["政府工作年报", "信息公开年报", "部门年报", "年度报告", "政府文件"])
def test_report_on_the_work_of_government_is_never_one_on_disclosure(section: str) -> None:
    titles = [f"{year}年政府工作报告" for year in range(2010, 2019)]
    given = classified([Asked(section, title) for title in titles])
    assert "信息公开年报" not in {each.category for each in given}


CATEGORIES = {
    "年报": "信息公开年报",
    "重点领域": "重点领域信息公开",
    "动态": "动态信息",
    "制度": "信息公开制度",
    "指南": "信息公开指南",
}
"""Short words of the labelled rows; the others are the categories' own."""
BY_EYE = ("网站工作年度报表", "网站年度工作报表", "提案议案办理结果公开", "预算公开", "信息公开指南")
"""Words of rows that stand in a section 年度报告 and are none: the labels are the sections'."""
HELD = {
    # category: rows given it, of these rightly, rows labelled with it
    "信息公开年报": (137, 137, 137),
    "信息公开制度": (11, 11, 11),
    "信息公开指南": (1, 1, 1),
    "政府会议": (15, 15, 15),
    "政府文件": (347, 344, 346),
    "政策解读": (165, 165, 165),
    "动态信息": (187, 187, 423),
    "重点领域信息公开": (130, 130, 291),
}


@needs_shared
def test_labelled_rows_of_real_portals_are_given_what_they_were() -> None:
    """Precision and recall of each category, over titles in sections whose category somebody noted."""
    with (SHARED / "portals" / "titles.csv").open(encoding="utf-8", newline="") as file:
        noted = [row for row in csv.DictReader(file) if row["label_quality"] in ("high", "medium")]
    others = [
        row for row in noted if row["category"] == "年报" and any(word in row["title"] for word in BY_EYE)
    ]
    rows = [row for row in noted if row not in others]
    labels = [CATEGORIES.get(row["category"], row["category"]) for row in rows]
    given = [each.category for each in classified([Asked(row["column"], row["title"]) for row in rows])]
    took, labelled = Counter(given), Counter(labels)
    right = Counter(label for label, each in zip(labels, given, strict=True) if label == each)
    for category, (took_then, right_then, labelled_then) in HELD.items():
        assert labelled[category] == labelled_then, "other rows than were measured"
        assert right[category] / labelled[category] >= right_then / labelled_then, f"recall of {category}"
        assert right[category] / took[category] >= right_then / took_then, f"precision of {category}"
