"""What a page states is read where it states it, and nothing else: days, bodies, titles, files."""

from __future__ import annotations

import pytest

from scrapers.parsing import parse_item, parse_list
from scrapers.records import ItemPage, ListPage, Page

URL = "http://www.jiayi.gov.cn/xxgk/tzgg/201709/t20170918_5009.html"
TITLE = "甲乙县人民政府关于印发防汛应急预案的通知"
TEXT = f"<div id=zoom>{'<p>现将有关事项通知如下，请结合实际认真贯彻执行。请各单位抓好落实。</p>' * 6}</div>"


def read(head: str, tags: str = "<title>甲乙县人民政府</title>") -> ItemPage:
    page = f"<html><head>{tags}</head><body><div class=nav><a href=/>首页</a></div><div>{head}{TEXT}</div>"
    item = parse_item(Page(URL, page.encode(), "text/html; charset=utf-8"))
    assert isinstance(item, ItemPage)
    return item


def info(line: str) -> ItemPage:
    """An item with that line below its title."""
    return read(f"<h1>{TITLE}</h1><div class=info>{line}</div>")


OTHER_DAYS = [
    "会议时间",
    "开标时间",
    "征集时间",
    "公示期",
    "有效期",
    "有效期至",
    "施行日期",
    "失效日期",
    "截止日期",
    "打印日期",
    "报名截止时间",
    "成文日期",
    "印发日期",
    "签发日期",
    "落款日期",
    "生成日期",
    "登记时间",
    "上报时间",
    "公示时间为",
    "批准日期",
]


@pytest.mark.parametrize("label", OTHER_DAYS)
@pytest.mark.parametrize(
    "line", ["{}：2017-09-18", "{}：2017-09-18 来源：县应急局", "来源：县应急局 {}：2017年9月18日"]
)
def test_a_day_of_something_else_is_no_publication(label: str, line: str) -> None:
    assert info(line.format(label)).published is None


@pytest.mark.parametrize(
    "line", ["今天是2017年9月18日 星期一", "今天是：2017年09月18日", "现在时间：2017-09-18 08:30:11"]
)
def test_todays_date_is_no_publication(line: str) -> None:
    assert info(line).published is None


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2017-09-18",
        "发表于：2017-09-18 | 作者：王某",
        "公开日期 ：2017年9月18日 有效期：2017-10-01至2022-09-30",
        "会议时间：2017-10-01 发布日期：2017-09-18",
        "更新时间：2017-09-18",
        "修改时间：2017-09-18 来源：县应急局",
        "登载日期：2017-09-18",
        "修改时间：2017-09-19 刊发时间：2017-09-18",
        "2017-09-18 来源：县应急局 浏览次数：12",
    ],
)
def test_publication_is(line: str) -> None:
    published = info(line).published
    assert published is not None and published.iso() == "2017-09-18"


@pytest.mark.parametrize("beside", ["地点：县政府三楼会议室", "参加人员：各乡镇负责人", "会议议题：防汛"])
def test_the_time_of_an_event_is_no_publication(beside: str) -> None:
    assert read(f"<h1>{TITLE}</h1><p>时间：2017年9月25日</p><p>{beside}</p>").published is None
    assert read(f"<h1>{TITLE}</h1><p>{beside}</p><p>时间：2017年9月25日</p>").published is None


@pytest.mark.parametrize(
    "heading", ["<h1>{}<span>2017-09-18</span></h1>", "<h1>{}<br><small>2017-09-18</small></h1>"]
)
def test_a_date_in_the_titles_own_element_is_no_part_of_it(heading: str) -> None:
    item = read(heading.format(TITLE))
    assert item.title == TITLE and item.published is not None and item.published.iso() == "2017-09-18"


@pytest.mark.parametrize(
    "behind",
    [
        " 审批人：王某", " 公开责任人：王某", " 某某编号：12", " 文/王某 图/李某", " 王某", "（王某）",
        " | 王某",        " 阅：12", " 热度 12 ℃", " 阅读 12 次",
        " 2017-09-18 08:30", " 王某 李某某", "（记者 王某）", "（通讯员：王某）",
        " 已阅12次", " 12次浏览", " 王某/文", " TXT下载", "・作者：王某", " 举报",
        "\u3000栏目类别：通知", "<span>主题：</span>应急",
    ],
)  # fmt: skip
def test_a_bodys_name_ends_where_something_else_begins(behind: str) -> None:
    assert info(f"发布时间：2017-09-18 来源：县应急局{behind}").unit == "县应急局"


@pytest.mark.parametrize(
    "name", ["县委 宣传部", "甲乙县 教育局", "县政府办（法制办）", "人民日报 海外版", "新华社"]
)
def test_a_bodys_name_of_two_parts_is_whole(name: str) -> None:
    assert info(f"发布时间：2017-09-18 来源：{name}").unit == name


@pytest.mark.parametrize(
    "source", ["【来源】县应急局", "[来源] 县应急局", "【来源】：县应急局", "信息提供：县应急局"]
)
def test_a_label_in_brackets_among_others_is_one(source: str) -> None:
    item = info(f"发布时间：2017-09-18 {source} 【字体】大 中 小")
    assert item.unit == "县应急局" and item.published is not None


@pytest.mark.parametrize(
    "line", ["来源：县应急局发布时间：2017-09-18", "来源：县应急局公开编号：12 发布时间：2017-09-18"]
)
def test_a_label_glued_to_a_name_ends_it(line: str) -> None:
    assert info(line).published is not None
    assert (info(line).unit or "").startswith("县应急局")


@pytest.mark.parametrize(
    "source",
    [
        '<script>var xxly="县应急局";document.write(xxly);</script>',
        "<span id=a></span><script>info.dept = '县应急局'; $('#a').html(info.dept)</script>",
    ],
)
def test_a_source_that_a_script_writes(source: str) -> None:
    assert info(f"发布时间：2017-09-18 来源：{source}").unit == "县应急局"


@pytest.mark.parametrize(
    "below", ["<h1>——记县青联观影活动</h1>", "<h3>（2017年9月1日县政府常务会议通过）</h3>", "<h2>--侧记</h2>"]
)
def test_a_subtitle_is_not_the_title(below: str) -> None:
    assert read(f"<h1>{TITLE}</h1>{below}<div>发布时间：2017-09-18</div>").title == TITLE


@pytest.mark.parametrize("cut", [TITLE[:14], f"{TITLE[:14]}…", f"{TITLE[:12]}..."])
def test_a_tag_cut_by_its_template_loses_to_the_heading(cut: str) -> None:
    tag = f'<meta name="ArticleTitle" content="{cut}"><title>{cut}</title>'
    assert read(f"<p class=title>{TITLE}</p><div>发布时间：2017-09-18</div>", tag).title == TITLE


def test_entities_written_twice_are_decoded() -> None:
    assert (
        read("<h1>关于A&amp;amp;B项目&amp;mdash;一期的公告</h1><div>发布时间：2017-09-18</div>").title
        == "关于A&B项目—一期的公告"
    )


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<iframe src="/pdf/viewer.html#/upload/1.pdf"></iframe>', "/upload/1.pdf"),
        ('<iframe src="/pdf/viewer.html?file=/upload/1.pdf"></iframe>', "/upload/1.pdf"),
        ('<embed src="/upload/1.pdf">', "/upload/1.pdf"),
        ('<object data="/upload/1.pdf"></object>', "/upload/1.pdf"),
        ("<a href='javascript:;' onclick=\"window.open('/upload/1.pdf')\">预案</a>", "/upload/1.pdf"),
        ("<span onclick=\"down('/upload/1.doc','预案')\">预案</span>", "/upload/1.doc"),
        ('<a data-href="/upload/1.docx">预案</a>', "/upload/1.docx"),
        ("<script>var f='<a href=\"/upload/1.xls\">表</a><br/>'; put(f)</script>", "/upload/1.xls"),
        ('<script>var l=[{"name":"表.xlsx","url":"\\/upload\\/1.xlsx"}]</script>', "/upload/1.xlsx"),
        ('<script>PDFObject.embed("/upload/1.pdf", "#box")</script>', "/upload/1.pdf"),
        ("<a href=\"javascript:down('/upload/1.docx','预案')\">预案.docx</a>", "/upload/1.docx"),
        ('<object><param name="src" value="/upload/1.pdf"></object>', "/upload/1.pdf"),
        ('<script>var pdfUrl = "/upload/1.pdf"; show(pdfUrl)</script>', "/upload/1.pdf"),
        ('<a href="/down.jsp?path=/upload/1.pdf">点击下载</a>', "/upload/1.pdf"),
        ('<a href="files/1.pdf">阅读原文</a>', "/xxgk/tzgg/201709/files/1.pdf"),
    ],
)
def test_files_however_a_template_links_them(markup: str, address: str) -> None:
    page = (
        f"<body><h1>{TITLE}</h1><p>发布时间：2017-09-18</p>{TEXT.removesuffix('</div>')}{markup}</div></body>"
    )
    item = parse_item(Page(URL, page.encode(), None))
    assert isinstance(item, ItemPage)
    assert [file.url for file in item.attachments] == [f"http://www.jiayi.gov.cn{address}"]


@pytest.mark.parametrize("mark", ["置顶：", "置顶丨", "[置顶]", "【置顶】", "置顶 ", "置顶|"])
def test_pin_marks_leave_the_title(mark: str) -> None:
    titles = [f"{'' if n else mark}关于做好第{n}项工作的通知" for n in range(6)]
    rows = "".join(
        f'<li><a href="/art/{n}.html">{title}</a><span>2017-09-1{n}</span></li>'
        for n, title in enumerate(titles)
    )
    found = parse_list(Page("http://www.jiayi.gov.cn/xxgk/", f"<body><ul>{rows}</ul></body>".encode(), None))
    assert isinstance(found, ListPage)
    assert [entry.pinned for entry in found.entries] == [True] + [False] * 5
    assert found.entries[0].title == "关于做好第0项工作的通知"
