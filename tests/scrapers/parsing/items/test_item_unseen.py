"""Items in layouts that only unseen portals have: what a reader got wrong on them once, one trap each."""

import pytest

from scrapers.extract import extract
from scrapers.records import Page
from tests.scrapers.parsing.items.test_item import BODY, NOTHING, PROSE, TITLE, page, read, stated

HEAD = f"<h1>{TITLE}</h1>"
DAY = "2024-01-05"

ITEMS: dict[str, tuple[str, str, dict[str, str | None]]] = {
    "an empty source in the box of the text takes no paragraph of it": (
        f"{HEAD}<div>发布时间：{DAY} 作者：综合处 来源：<p>甲县公告 第12号</p><p>{PROSE}</p></div>",
        TITLE,
        {"title": TITLE, "published": DAY},
    ),
    "an empty source above the first paragraph": (
        f"<p>{TITLE}</p><div>时间：{DAY} 10:20:30 来源：</div><p>闲话春茶（甲县红茶）</p><p>{PROSE}</p>",
        "甲县信息网",
        {"title": TITLE, "published": f"{DAY}T10:20:30+08:00"},
    ),
    "label and value alone in one box": (
        f"{HEAD}<div>发布时间：{DAY}</div><div>来源：<p>县教育局</p></div>{BODY}",
        TITLE,
        {"title": TITLE, "published": DAY, "unit": "县教育局"},
    ),
    "the date in the heading's own box": (
        f"<h2>综合新闻</h2><h2>{TITLE}<br><span>{DAY}</span></h2><h4>来源：县教育局 供稿：王五</h4>{BODY}",
        f"{TITLE} 甲县",
        {"title": TITLE, "published": DAY, "unit": "县教育局"},
    ),
    "title, date and counters in one heading": (
        f"<h1>{TITLE}<br><span>{DAY} 10:20:30 来源：县电视台 评论：0 点击：</span></h1>{BODY}",
        f"{TITLE} - 通知公告 - 甲县",
        {"title": TITLE, "published": f"{DAY}T10:20:30+08:00", "unit": "县电视台"},
    ),
    "a bare date below the heading, the source below the text": (
        f"{HEAD}<p>{DAY} 05:26</p><div><p>各乡镇：</p><p>{PROSE}</p><p>乙方案</p><p>县财政局</p>"
        "<p>来源：财政部网站 2023年12月28日</p></div>",
        "甲县-实务指引",
        {"title": TITLE, "published": f"{DAY}T05:26+08:00", "unit": "财政部网站"},
    ),
    "the date below the text": (
        f"<div>乙街道</div><div>乙街道新闻</div><div>{TITLE}<br>来源于：乙街道</div><p>{PROSE}</p><p>下一步，{PROSE}</p>"
        f"<div>发布日期：{DAY} 责任编辑：王五</div>",
        f"{TITLE} 乙街道_甲县网",
        {"title": TITLE, "published": DAY, "unit": "乙街道"},
    ),
    "the site's part at the end of the page's title": (
        f"<div class=nav2>乙分中心</div>{HEAD}<p>【信息发布时间：{DAY}阅读次数：<i></i>】【打印】</p>"
        f"<p>{PROSE}</p>",
        "甲县交易网---乙分中心",
        {"title": TITLE, "published": DAY},
    ),
    "a title over two paragraphs": (
        f"<p>甲县财政局关于做好</p><p>2024年预算公开工作的通知</p><p>发布时间：{DAY}</p>{BODY}",
        f"{TITLE}-甲县",
        {"title": TITLE, "published": DAY},
    ),
    "a heading inside the text": (
        f"<p>{TITLE}</p><div>时间：{DAY} 来源：县团委</div>"
        f"<div><p>前言</p><h3>活动介绍</h3><p>{PROSE}</p></div>",
        "甲县信息网",
        {"title": TITLE, "published": DAY, "unit": "县团委"},
    ),
    "labels in brackets": (
        "<ol><li>[主题分类] <span>财政</span></li><li>[发文机构] <span>县财政局</span></li>"
        "<li>[联合发文单位]</li><li>[实施日期]</li><li>[成文日期] <span>2024-01-02</span></li>"
        f"<li>[发文字号] <span>甲财〔2024〕2号</span></li><li>[发布日期] <span>{DAY}</span></li></ol>"
        f"<p>{TITLE}</p>{BODY}",
        f"{TITLE}_甲县",
        {
            "title": TITLE,
            "published": DAY,
            "issued": "2024-01-02",
            "unit": "县财政局",
            "document_number": "甲财〔2024〕2号",
        },
    ),
    "properties of two elements without a colon": (
        "<div><p><b>索引号</b><span>11410/2024-00012</span></p><p><b>发布机构</b><span>县财政局</span></p>"
        "<p><b>发文字号</b><span>甲财〔2024〕2号</span></p><p><b>发布日期</b><span>"
        f"{DAY}</span></p></div>{HEAD}{BODY}",
        TITLE,
        {
            "title": TITLE,
            "published": DAY,
            "unit": "县财政局",
            "document_number": "甲财〔2024〕2号",
            "index_number": "11410/2024-00012",
        },
    ),
    "a film with its properties below": (
        f"<div class=title>{TITLE}</div><ul><li>参赛选手：甲</li><li>学校：乙</li><li>作品：英语</li>"
        f"<li>得分：</li><li>播放：3</li><li>格式：mp4</li><li>时长：9</li><li>发布时间：{DAY}</li></ul>",
        f"{TITLE}-作品展示",
        {"title": TITLE, "published": DAY},
    ),
    "the number between head and text": (
        f"{HEAD}<p>甲财〔2024〕2号</p><ul><li>时间：{DAY} 10:20</li><li>来源：未知</li></ul>{BODY}",
        TITLE,
        {"title": TITLE, "published": f"{DAY}T10:20+08:00", "document_number": "甲财〔2024〕2号"},
    ),
    "the number below a long line of bodies": (
        f"{HEAD}<p>发布时间：{DAY}</p><div><p>{'县发展改革委 县财政局 县教育局 ' * 6}</p>"
        f"<p>甲发改﹝2024﹞2657号</p><p>各乡镇：</p><p>{PROSE}</p></div>",
        TITLE,
        {"title": TITLE, "published": DAY, "document_number": "甲发改〔2024〕2657号"},
    ),
    "the number with its date in brackets, a word behind the brackets in it": (
        f"{HEAD}<p>发布时间：{DAY}</p><div><p>（甲农检（环境）函〔2020〕114号 2020年7月10日）</p>"
        f"<p>各乡镇：</p><p>{PROSE}</p></div>",
        TITLE,
        {"title": TITLE, "published": DAY, "document_number": "甲农检（环境）函〔2020〕114号"},
    ),
    "the number at the end of the title": (
        f"<h1>{TITLE}（甲财〔2024〕2号）</h1><p>发布时间：{DAY}</p>{BODY}",
        f"{TITLE}（甲财〔2024〕2号）",
        {"title": f"{TITLE}（甲财〔2024〕2号）", "published": DAY, "document_number": "甲财〔2024〕2号"},
    ),
    "the number of the document that is passed on": (
        f"<h1>转发{TITLE}（甲财〔2024〕2号）</h1><p>发布时间：{DAY}</p>{BODY}",
        f"转发{TITLE}（甲财〔2024〕2号）",
        {"title": f"转发{TITLE}（甲财〔2024〕2号）", "published": DAY},
    ),
    "a label inside a sentence of the head": (
        f"<h1>职称咨询</h1><table><tr><td>提交时间：</td><td>{DAY}</td></tr><tr><td>内容：</td>"
        "<td>您好，我在去年的评比活动中，荣获二等奖（文号：甲教普〔2018〕82号）。请问能否使用？</td></tr></table>",
        "职称咨询",
        {"title": "职称咨询", "published": DAY},
    ),
    "a bare date beside a source in title marks": (
        f"{HEAD}<div>来源：《甲县报》公众号 <span>{DAY} 10:20</span></div>{BODY}",
        TITLE,
        {"title": TITLE, "published": f"{DAY}T10:20+08:00", "unit": "《甲县报》公众号"},
    ),
    "a title of one character": (
        f"<h2>学生佳作</h2><h3>雨</h3><p>发布日期：{DAY}</p>{BODY}",
        "雨-甲县一中",
        {"title": "雨", "published": DAY},
    ),
    "who typed it is not the unit": (
        f"{HEAD}<div>录入时间：{DAY} 信息来源：县教育局 录入者：admin 阅读人数：3</div>{BODY}",
        TITLE,
        {"title": TITLE, "published": DAY, "unit": "县教育局"},
    ),
}


@pytest.mark.parametrize("case", ITEMS)
def test_fields(case: str) -> None:
    inner, title, expected = ITEMS[case]
    assert stated(read(inner, title=title)) == NOTHING | expected


@pytest.mark.parametrize(
    "crumbs",
    [
        "当前位置：<a href=/>首页</a> --> <a href=/t/>通知公告</a> --> 正文",
        "当前位置：<a href=/>首页</a> -> <a href=/t/>通知公告</a> ->",
        "当前位置：<a href=/>首页</a> | <a href=/t/>通知公告</a>",
    ],
)
def test_the_column_at_the_end_of_breadcrumbs(crumbs: str) -> None:
    item = read(f"<div>{crumbs}</div>{HEAD}<p>发布时间：{DAY}</p>{BODY}", title=TITLE)
    assert item.column == "通知公告"


def test_an_article_in_parts_with_related_links_is_an_item() -> None:
    related = "".join(
        f"<li><a href=/zwgk/tzgg/{n}.html>甲县召开第{n}次政务公开工作会议</a><span>2024-02-0{n}</span></li>"
        for n in range(1, 7)
    )
    pager = "<div class=page>共4页 <a href=12_2.html>2</a> <a href=12_2.html>下一页</a></div>"
    found = extract(
        page(
            f"{HEAD}<div>{DAY} 10:20 来源：县网</div>{BODY}{pager}<ul class=list>{related}</ul>", title=TITLE
        )
    )
    assert (found["kind"], found["title"]) == ("item", TITLE)


def test_a_file_of_unknown_address_keeps_its_rows_and_files() -> None:
    rows = "".join(
        f"<li><a href=./20240{n}/t{n}.html>甲县第{n}号公告全文</a><span>2024-0{n}-05</span></li>"
        for n in range(1, 8)
    )
    listing = Page("file:///data/saved/index.html", f"<title>公告</title><ul class=list>{rows}</ul>".encode())
    found = extract(listing)
    assert found["kind"] == "list"
    assert [entry["url"] for entry in found["entries"]][:1] == ["file:///data/saved/202401/t1.html"]
    item = page(f"{HEAD}<p>发布时间：{DAY}</p>{BODY}<p><a href=./a.pdf>附件.pdf</a></p>", title=TITLE)
    read_back = extract(Page("file:///data/saved/1.html", item.body))
    assert [file["url"] for file in read_back["attachments"]] in ([], ["file:///data/saved/a.pdf"])


def test_a_landing_page_is_neither_item_nor_list() -> None:
    box = "<div><h3>{0}</h3><a href=/{0}/>更多</a><ul>{1}</ul></div>"
    rows = "".join(
        f"<li><a href=/{{0}}/{n}.html>{{0}}第{n}号消息全文</a><span>2024-01-0{n}</span></li>"
        for n in range(1, 8)
    )
    boxes = "".join(box.format(name, rows.format(name)) for name in ("要闻", "公告", "政策", "解读"))
    assert extract(page(boxes))["kind"] == "other"
