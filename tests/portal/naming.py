"""Words of the made-up county: its units with the short names they print, titles, and running text.

Everything here is invented. Personal data is made so that it cannot belong to anybody: the division code
152299 was never given out, and the mobile numbers are those of a row of zeros.
"""

from __future__ import annotations

from datetime import date
from random import Random

COUNTY = "云泽县"
DEFAULT_UNIT = "云泽县人民政府"
UNKNOWN_UNIT = "云泽县气象灾害防御中心"
"""Printed by a few pages, known to no [[unit]] of the portal file."""

_DEPARTMENTS = (
    "发展和改革局|发改局", "教育局|教育局", "科学技术局|科技局", "工业和信息化局|工信局",
    "公安局|公安局", "民政局|民政局", "司法局|司法局", "财政局|财政局", "人力资源和社会保障局|人社局",
    "国土资源局|国土局", "环境保护局|环保局", "住房和城乡建设局|住建局", "交通运输局|交通局",
    "水务局|水务局", "农牧业局|农牧局", "林业局|林业局", "商务局|商务局", "文体新闻出版广电局|文广局",
    "卫生和计划生育局|卫计局", "审计局|审计局", "安全生产监督管理局|安监局", "市场监督管理局|市监局",
)  # fmt: skip
_TOWNS = (
    "云山镇", "泽口镇", "白桦镇", "柳树川乡", "五道沟乡", "石桥镇", "南泉镇", "乌兰街道办事处",
)  # fmt: skip


def units() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The 31 units: full name and the other names under which pages print it."""
    office = ("云泽县人民政府办公室", ("县政府办", "县政府办公室", "政府办公室"))
    departments = []
    for line in _DEPARTMENTS:
        full, short = line.split("|")
        aliases = dict.fromkeys((full, short, f"县{short}", f"县{full}", f"{COUNTY}{short}"))
        departments.append((COUNTY + full, tuple(name for name in aliases if name != COUNTY + full)))
    towns = [(f"{COUNTY}{town}人民政府" if town[-1] in "镇乡" else COUNTY + town, (town,)) for town in _TOWNS]
    return (office, *departments, *towns)


TOPICS = (
    "农村饮水安全巩固提升", "棚户区改造", "城乡居民医疗保险", "秋季森林草原防火", "春季农业生产",
    "全域旅游示范区创建", "义务教育均衡发展", "中小企业扶持", "危房改造", "河长制", "精准脱贫",
    "食品安全示范城市创建", "城镇燃气安全", "冬季清雪保畅", "大气污染防治", "农牧民技能培训",
    "村级集体经济发展", "电子商务进农村", "公共租赁住房分配", "临时救助", "道路交通安全整治",
    "防汛抗旱", "城市黑臭水体治理", "安全生产大检查", "家庭医生签约服务", "粮食收储",
    "非物质文化遗产保护", "残疾人就业", "土地确权登记", "乡村公路养护",
)  # fmt: skip
_ACTS = (
    "工作推进会召开", "专项检查启动", "取得阶段性成效", "现场观摩会举行", "业务培训班开班",
    "工作有序推进", "宣传活动走进社区", "完成年度任务过半", "受到群众好评", "座谈会召开",
)  # fmt: skip
_POWERS = (
    "行政许可", "行政处罚", "行政强制", "行政确认", "行政给付", "行政检查", "行政奖励", "其他行政权力",
)  # fmt: skip
_POWER_OBJECTS = (
    "建设项目审批", "经营许可证核发", "违法占用耕地", "未按规定办理登记", "安全设施设计审查",
    "从业资格认定", "采伐许可证核发", "排污口设置审核", "特种设备使用登记", "社会团体成立登记",
    "价格违法行为", "危险化学品运输", "医疗机构执业登记", "农药经营许可", "招标投标活动监督",
    "临时用地审批",
)  # fmt: skip
_RULES = (
    "主动公开制度", "依申请公开制度", "保密审查制度", "责任追究制度", "社会评议制度",
    "信息发布协调制度",
)  # fmt: skip
_SERVICES = (
    "居民身份证补领", "不动产登记", "城乡低保申请", "个体工商户登记", "道路运输证年审", "生育服务登记",
    "公积金提取", "老年优待证办理", "残疾人证换发", "护士执业注册",
)  # fmt: skip
_SENTENCES = (
    "会议指出，{topic}事关全县经济社会发展大局，各乡镇、各部门要切实增强责任感和紧迫感。",
    "{unit}按照年初确定的目标任务，逐项分解指标，明确完成时限，落实到具体责任人。",
    "截至目前，全县共投入资金{n}万元，新建和改造项目{m}个，惠及群众{k}余户。",
    "工作组先后深入{m}个村（社区）开展入户走访，现场解答群众提出的问题{n}件。",
    "下一步，将继续围绕{topic}重点环节，加强部门联动，健全长效机制，确保各项措施落到实处。",
    "根据上级有关文件精神，结合我县实际，现就{topic}有关事项说明如下。",
    "各单位要加强组织领导，制定实施方案，定期报送工作进展，不得虚报、瞒报、迟报。",
    "活动期间共发放宣传资料{n}份，接受群众咨询{m}人次，营造了良好的社会氛围。",
    "对检查中发现的{m}处隐患，当场下达整改通知书，要求限期整改并组织复查。",
    "群众对公开内容有异议的，可以在公示期内以书面形式向{unit}反映。",
    "本事项办理时限为{m}个工作日，所需材料可在政务服务大厅窗口领取或登录网站下载。",
    "与上年同期相比，主要指标增长百分之{m}，完成全年计划的百分之{p}。",
    "参加会议的有各乡镇主要负责人、相关部门分管领导以及企业代表共{n}人。",
    "要坚持问题导向，紧盯薄弱环节，做到底数清、情况明、措施实，推动{topic}再上新台阶。",
    "据了解，该项目总建筑面积{n}平方米，计划于明年{m}月底前交付使用。",
)
_QUOTES = ("国办发〔2016〕{n}号", "国发〔2015〕{n}号", "内政办发〔2016〕{n}号")


def power_title(random: Random, number: int) -> str:
    """One entry of a list of powers and duties; the number keeps entries of a list apart."""
    return f"{random.choice(_POWERS)}：{random.choice(_POWER_OBJECTS)}（事项编码{number:05d}）"


def rule_title(random: Random, unit: str) -> str:
    """A disclosure rule of a unit."""
    return f"{unit}政府信息{random.choice(_RULES)}"


def budget_title(random: Random, unit: str, year: int) -> str:
    """A budget or final account of a unit."""
    kind = random.choice(("部门预算公开说明", "部门决算公开说明", "“三公”经费预算公开", "财政拨款收支情况"))
    return f"{unit}{year}年{kind}"


def service_title(random: Random) -> str:
    """A guide to a service."""
    return f"{random.choice(_SERVICES)}办事指南（{random.choice(TOPICS)}窗口）"


def document_title(random: Random, unit: str) -> str:
    """A document that a unit issues."""
    kind = random.choice(("实施方案", "管理办法", "工作要点", "应急预案", "任务分工"))
    return f"{unit}关于印发《{COUNTY}{random.choice(TOPICS)}{kind}》的通知"


def explanation_title(random: Random) -> str:
    """What explains a document."""
    kind = random.choice(("实施方案", "管理办法", "工作要点"))
    return f"《{COUNTY}{random.choice(TOPICS)}{kind}》政策解读"


def news_title(random: Random, unit: str) -> str:
    """A piece of news."""
    return random.choice((
        f"{unit}{random.choice(TOPICS)}{random.choice(_ACTS)}",
        f"我县{random.choice(TOPICS)}{random.choice(_ACTS)}",
        f"{random.choice(TOPICS)}：{unit}这样做",
    ))  # fmt: skip


def sentence(random: Random, unit: str) -> str:
    """One sentence of running text."""
    figures = {"n": random.randrange(20, 900), "m": random.randrange(2, 19), "k": random.randrange(100, 3000)}
    text = random.choice(_SENTENCES)
    return text.format(topic=random.choice(TOPICS), unit=unit, p=random.randrange(40, 99), **figures)


def quoted_number(random: Random) -> str:
    """A document number of somebody else, as texts quote them."""
    return random.choice(_QUOTES).format(n=random.randrange(5, 90))


def identity_number(born: date, serial: int) -> str:
    """An 18-digit identity number of nobody, with the check digit of GB 11643-1999."""
    digits = f"152299{born:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def bank_card(serial: int) -> str:
    """A 19-digit card number of nobody, with the check digit of Luhn."""
    digits = f"622200{serial:012d}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return digits + str(-total % 10)
