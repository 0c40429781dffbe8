"""The single oddities, put on items after they are made: equal titles, rare characters, …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.portal import naming
from tests.portal.model import Item, Personal, Section

Items = dict[int, Item]


def sprinkle(items: Items, sections: dict[str, Section], random: Random) -> None:
    """Changes `items` in place; counts, years and categories stay as they are."""
    _equal_titles(items)
    _rare_characters(items)
    _awkward_titles(items)
    _unknown_unit(items)
    _personal_data(items)
    _attachments(items, sections, random)


def _pages(items: Items, home: str, year: int = 2017) -> list[Item]:
    return [
        item for item in items.values() if item.home == home and item.year == year and item.kind == "page"
    ]


def _change(items: Items, chosen: list[Item], change: Callable[[int, Item], Item]) -> None:
    for number, item in enumerate(chosen):
        items[item.key] = change(number, item)


def _equal_titles(items: Items) -> None:
    """不动产更正登记公告 three times in six days, three different items; two bare 公示."""
    notices = [item for item in _pages(items, "tzgg") if not item.pinned][-4:-1]
    if len(notices) == 3:
        start = notices[0].published

        def notice(number: int, item: Item) -> Item:
            lead = (f"经审查，权利人第{number + 1}号不动产登记簿记载有误，现予更正。",)
            return replace(
                item,
                title="不动产更正登记公告",
                published=start + timedelta(days=2 * number, hours=number),
                lead=lead,
            )

        _change(items, notices, notice)
    bare = [item for item in _pages(items, "tzgg") if not item.pinned and item.title != "不动产更正登记公告"][
        1:3
    ]
    _change(items, bare, lambda number, item: replace(item, title="公 示" if number else "公示"))


def _rare_characters(items: Items) -> None:
    """Characters that gb18030 holds and the declared gb2312 does not."""
    titles = ("石桥镇干部李堃走访㐀山组贫困户", "南泉镇朱镕村文化广场投入使用", "云山镇喆鑫合作社助力增收")
    chosen = _pages(items, "xzdt")[:3]
    _change(
        items, chosen, lambda n, item: replace(item, title=titles[n], lead=(f"{titles[n]}，受到群众欢迎。",))
    )


def _awkward_titles(items: Items) -> None:
    titles = (
        '“一户一策”助脱贫：A&B企业结对<帮扶>"到户"',
        "我县召开关于进一步加强和规范全县城乡居民基本医疗保险、大病保险、医疗救助与商业补充保险“一站式”即时结算"
        "服务工作暨健康扶贫工程年度重点任务落实情况调度推进视频会议",
        "2017-06-01起调整公交线路的提示",
        "[图]白桦镇：冬季清雪保畅进行时（转载）",
    )
    chosen = [item for item in _pages(items, "zwyw") if not item.pinned][2:6]
    _change(items, chosen, lambda n, item: replace(item, title=titles[n]))


def _unknown_unit(items: Items) -> None:
    chosen = [item for item in _pages(items, "bmdt") if not item.pinned][40:45]
    chosen = chosen or [item for item in _pages(items, "zwyw") if not item.pinned][-1:]
    name = naming.UNKNOWN_UNIT
    _change(items, chosen, lambda _, item: replace(item, printed_unit=name, unit=name, unit_from="printed"))


def _personal_data(items: Items) -> None:
    """An identity number, a mobile number, a bank card; and an office phone, which is public, beside them."""
    homes = ("tzgg", "gzly", "fply", "bsfw")
    chosen = [item for home in homes for item in _pages(items, home)[3:5]]

    def told(number: int, item: Item) -> Item:
        identity = naming.identity_number(date(1971 + number, 3, 4 + number), 120 + number)
        mobile, card, phone = (
            f"1380000{number + 17:04d}",
            naming.bank_card(4071 + number),
            f"0999-8266{number + 37:03d}",
        )
        text = f"申请人王某，身份证号：{identity}，手机：{mobile}，补助发放账号{card}。"
        text += f"咨询电话：{phone}（工作时间）。"
        personal = (
            Personal("identity_number", identity), Personal("mobile", mobile),
            Personal("bank_card", card), Personal("office_phone", phone),
        )  # fmt: skip
        return replace(item, lead=(*item.lead, text), personal=personal)

    _change(items, chosen, told)


def _attachments(items: Items, sections: dict[str, Section], random: Random) -> None:
    """Files below some items: one to three, named as people name them."""
    for home in ("yjsgk", "tzgg", "zfwj", "bmwj", "gknb"):
        for item in list(_pages(items, home)):
            if random.random() < 0.3:
                files = tuple(_files(item, sections[home], random.randrange(1, 4)))
                items[item.key] = replace(item, attachments=files)


def _files(item: Item, section: Section, count: int) -> Iterator[tuple[str, str]]:
    folder = item.address.rpartition("/")[0]
    for number in range(1, count + 1):
        ending = ("doc", "xls", "pdf")[(item.key + number) % 3]
        address = {
            "trs": f"{folder}/P0{item.day:%Y%m%d}{item.key}{number}.{ending}",
            "hanweb": f"http://{section.host}/module/download/downfile.jsp?classid=0&filename={item.key}{number:03d}.{ending}",
            "ucap": f"{folder}/files/{item.key:x}{number}.{ending}",
            "empire": f"http://{section.host}/d/file/{item.key}-{number}.{ending}",
        }[section.family]
        yield address, f"附件{number}：{item.day.year}年基本情况表.{ending}"
