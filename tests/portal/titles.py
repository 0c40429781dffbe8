"""What an item of each category is called, and what its first lines say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.portal import naming
from tests.portal.model import Section

_PRINTED = (
    "{word}〔{year}〕{n}号",
    "{word}[{year}]{n}号",
    "{word}（{year}）{n}号",
    "{word}〔{year}〕{n} 号",
    "{word}［{year}］{n}号",
)
"""How pages write a document number; the first is the normal form."""
_SALUTATION = "各乡镇人民政府，县直各部门："


@dataclass(frozen=True, slots=True)
class Words:
    """The worded parts of an item."""

    title: str
    issued: date | None = None
    document_number: str | None = None
    document_number_printed: str | None = None
    lead: tuple[str, ...] = ()


def worded(category: str, section: Section, unit: str, day: date, place: int, random: Random) -> Words:
    """Words for the item at `place` of its year in `section`, published on `day` by `unit`."""
    if category == "政府文件":
        return _document(section, unit, day, place, random)
    if category == "政策解读":
        return _explanation(day, place, random)
    issued = (
        day - timedelta(days=random.randrange(0, 30))
        if section.family == "hanweb" and section.details
        else None
    )
    return Words(_title(category, section, unit, day, place, random), issued)


def _title(category: str, section: Section, unit: str, day: date, place: int, random: Random) -> str:
    if category == "权责清单":
        return naming.power_title(random, day.year % 100 * 1000 + place)
    if category == "信息公开指南":
        # The mixed section and the second round of units must not repeat a title.
        edition = f"（{day.year}年修订）" if section.id == "zhxx" or place > 30 or day.year != 2017 else ""
        return f"{unit}政府信息公开指南{edition}"
    if category == "信息公开制度":
        return naming.rule_title(random, unit)
    if category == "信息公开年报":
        # A year's report is about the year before: titles of 2017 say 2016.
        return f"{unit}{day.year - 1}年政府信息公开工作年度报告"
    if category == "预决算公开":
        return naming.budget_title(random, unit, day.year - place % 2)
    if category == "办事服务":
        return naming.service_title(random)
    if category == "政府会议":
        return f"县政府召开{day.year}年第{place + 1}次常务会议"
    if category == "视频新闻":
        return f"云泽新闻 {day.year}年{day.month}月{day.day}日"
    if category == "公众留言":
        return f"关于{random.choice(naming.TOPICS)}问题的来信"
    if category == "通知公告":
        return f"{unit}关于{random.choice(naming.TOPICS)}的{random.choice(('公告', '公示', '通知'))}"
    return naming.news_title(random, unit)


def _document(section: Section, unit: str, day: date, place: int, random: Random) -> Words:
    """A document: issued some days before it is published, across the new year where that falls so."""
    issued = day - timedelta(days=random.randrange(2, 26))
    word = {"zfwj": "云政发" if place % 2 else "云政办发", "bmwj": "云综发"}.get(section.id, "云政字")
    # Serials start apart so that no two documents of a year share one, whatever year they are published in.
    number = {"word": word, "year": issued.year, "n": place + 1 + (day.year - 2016) * 100}
    normal, printed = _PRINTED[0].format(**number), random.choice(_PRINTED).format(**number)
    title = naming.document_title(random, "云泽县人民政府办公室" if section.id != "bmwj" else unit)
    quoted = f"为贯彻落实{naming.quoted_number(random)}文件要求，现将有关事项通知如下。"
    if section.family == "ucap" and place % 3 == 0:
        # Here the number stands in the body only: the property table does not repeat it.
        return Words(title, issued, normal, printed, (printed, title, _SALUTATION, quoted))
    return Words(title, issued, normal, printed, (_SALUTATION, quoted))


def _explanation(day: date, place: int, random: Random) -> Words:
    """An explanation quotes the number of the document it explains, which is not its own."""
    title = naming.explanation_title(random)
    named = title.removesuffix("政策解读")
    number = f"云政办发〔{day.year}〕{place + 201}号"
    return Words(title, lead=(f"近日，县政府办公室印发了{named}（{number}），现就有关内容解读如下。",))
