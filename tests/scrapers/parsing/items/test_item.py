"""Items of made-up counties in the markup of the families, one trap each."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from scrapers.parsing import parse_item
from scrapers.records import ItemPage, Page

URL = "http://www.example-county.gov.cn/xxgk/zfwj/2024-01-09/12.html"
PROSE = (
    "为进一步加强全县政务公开工作，提高工作透明度，现将有关事项通知如下，请各单位结合实际认真抓好落实。" * 4
)
NAV = (
    "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/xxgk/>信息公开</a></li>"
    "<li><a href=/hdjl/>互动交流</a></li></ul></div>"
)
FOOTER = (
    "<div class=footer>主办单位：甲县人民政府办公室 承办单位：甲县大数据局 网站标识码：1234560001 "
    "<a href=/download/app.pdf>客户端下载</a> 更新时间：2030-01-01</div>"
)


def page(inner: str, head: str = "", title: str = "甲县人民政府门户网站") -> Page:
    text = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{NAV}{inner}{FOOTER}</body></html>"
    )
    return Page(URL, text.encode())


def read(inner: str, head: str = "", title: str = "甲县人民政府门户网站") -> ItemPage:
    item = parse_item(page(inner, head, title))
    assert isinstance(item, ItemPage), item
    return item


def stated(item: ItemPage) -> dict[str, Any]:
    return {
        "title": item.title,
        "published": item.published.iso() if item.published else None,
        "issued": item.issued.iso() if item.issued else None,
        "unit": item.unit,
        "document_number": item.document_number,
        "index_number": item.index_number,
    }


def metas(**tags: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())


TITLE = "甲县财政局关于做好2024年预算公开工作的通知"
BODY = f"<div id=c><p>各乡镇人民政府：</p><p>{PROSE}</p><p>甲县财政局</p><p>2024年1月2日</p></div>"

NOTHING = dict.fromkeys(("title", "published", "issued", "unit", "document_number", "index_number"))

PAGES: dict[str, tuple[ItemPage, dict[str, str | None]]] = {
    "one line of spans, as EmpireCMS prints it": (
        read(
            f"<div class=c><h1>{TITLE}</h1><div><span>发布日期：</span>2024-01-05 15:33:36 <span>来源："
            f"<b> 财政局</b>"
            f"</span> <span>作者：赵一</span> <span>浏览次数：<i></i></span> 字体大小：<a>大</a><a>中</a>"
            f"</div>{BODY}</div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05T15:33:36+08:00", "unit": "财政局"},
    ),
    "empty values followed by the next label, as Boda prints it": (
        read(
            f"<h2>通知公告</h2><form><h3>{TITLE}</h3>"
            f"<div>发布时间：2024年01月05日 15:19&nbsp;&nbsp;作者：&nbsp;&nbsp;"
            f"来源：&nbsp;&nbsp;点击率：<span>12</span>次</div><div id=vsb_content>{BODY}</div></form>",
            title=f"{TITLE}-甲县财政局",
        ),
        {"title": TITLE, "published": "2024-01-05T15:19+08:00", "unit": None},
    ),
    "glued values without blanks": (
        read(
            f"<h1>{TITLE}</h1><p><span>发布时间：2024-01-05</span><span>来源：县财政局</span>"
            f"<span>点击数：3</span>"
            f"<span>打印</span></p>{BODY}",
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": "县财政局"},
    ),
    "inner blanks, half-width colons, source before date, tools behind": (
        read(
            f"<h1>{TITLE}</h1><div>来 源: 甲县 发布日期: 2024-01-05 10:00:00 点击量: 31 分享 下载本页 打印"
            f"</div>{BODY}",
        ),
        {"title": TITLE, "published": "2024-01-05T10:00:00+08:00", "unit": "甲县"},
    ),
    "property table with labels in cells of their own": (
        read(
            "<table><tr><th>索&ensp;引&ensp;号</th><td>MB1686/2024-00012</td><th>发文日期</th>"
            "<td>2024-01-02</td></tr>"
            "<tr><th>发布机构</th><td>甲县财政局</td><th>文 号</th><td>甲财〔2024〕2 号</td></tr>"
            "<tr><th>主题分类</th><td></td><th>发布日期</th><td>2024-01-05</td></tr></table>"
            f"<h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {
            "title": TITLE,
            "published": "2024-01-05",
            "issued": "2024-01-02",
            "unit": "甲县财政局",
            "document_number": "甲财〔2024〕2号",
            "index_number": "MB1686/2024-00012",
        },
    ),
    "property boxes of divs, an empty number": (
        read(
            "<ul><li><label>索引号：</label><span>000014348/2024-35147</span></li><li><label>文号：</label>"
            "<span></span></li>"
            "<li><label>发布机构：</label><span>甲县教育局</span></li><li><label>成文日期：</label>"
            "<span>2024-01-02</span></li>"
            "<li><label>发布日期：</label><span>2024年01月05日</span></li><li><label>主题词：</label><span>"
            "</span></li></ul>"
            f"<h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {
            "title": TITLE,
            "published": "2024-01-05",
            "issued": "2024-01-02",
            "unit": "甲县教育局",
            "index_number": "000014348/2024-35147",
        },
    ),
    "label and value in neighbouring divs": (
        read(
            "<div class=box><div class=row><div>索引号：</div><div>014717475N/2024-0040295</div></div>"
            "<div class=row><div>发布机构：</div><div>甲县统计局</div></div>"
            "<div class=row><div>发文日期：</div><div>2024-01-05</div></div>"
            "<div class=row><div>文号：</div><div>无</div></div></div>"
            f"<h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {
            "title": TITLE,
            "published": None,
            "issued": "2024-01-05",
            "unit": "甲县统计局",
            "index_number": "014717475N/2024-0040295",
        },
    ),
    "a row of labels above a row of values": (
        read(
            "<table><tr><td>索引号</td><td>文号</td><td>发布日期</td></tr>"
            "<tr><td>GA01-2024-00012</td><td>甲政发[2024]3号</td><td>2024-01-05</td></tr></table>"
            f"<h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {
            "title": TITLE,
            "published": "2024-01-05",
            "document_number": "甲政发〔2024〕3号",
            "index_number": "GA01-2024-00012",
        },
    ),
    "the printed date wins over PubDate, the printed source over ContentSource": (
        read(
            f"<h1>{TITLE}</h1><div>日期：2024-01-05 11:54 来源：县财政局</div>{BODY}",
            metas(ArticleTitle=TITLE, PubDate="2024-03-27 09:36", ContentSource="产业科"),
        ),
        {"title": TITLE, "published": "2024-01-05T11:54+08:00", "unit": "县财政局"},
    ),
    "a source printed empty is not filled from ContentSource": (
        read(
            f"<h1>{TITLE}</h1><div>日期：2024-01-05 11:54&nbsp;来源：</div>{BODY}",
            metas(ArticleTitle=TITLE, ContentSource="产业科"),
        ),
        {"title": TITLE, "published": "2024-01-05T11:54+08:00", "unit": None},
    ),
    "PubDate that is the time of regeneration is not the publish date": (
        read(
            f"<h1>{TITLE}</h1>{BODY}",
            metas(
                ArticleTitle=TITLE, PubDate="2024-03-27 09:36:38", others="页面生成时间 2024-03-27 09:36:38"
            ),
        ),
        {"title": TITLE, "published": None},
    ),
    "tags fill what is not printed": (
        read(
            f"<h1>{TITLE}</h1>{BODY}",
            metas(articletitle=TITLE, pubdate="2024-01-05 09:53", contentSource="省发改委"),
        ),
        {"title": TITLE, "published": "2024-01-05T09:53+08:00", "unit": "省发改委"},
    ),
    "ContentSource 本网 names nobody": (
        read(
            f"<h1>{TITLE}</h1>{BODY}", metas(ArticleTitle=TITLE, PubDate="2024-01-05", ContentSource="本网")
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
    "placeholders that nobody filled": (
        read(
            f"<h1>{TITLE}</h1><p>信息发布时间：2024-01-05</p>{BODY}",
            metas(ArticleTitle="文章标题", PubDate="发布时间", ContentSource="信息来源", SiteName="网站名称"),
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
    "no space before content=, set twice": (
        read(
            f"<h1>{TITLE}</h1>{BODY}",
            '<meta name="ArticleTitle"content=""><meta name="ColumnName"content="公共头">'
            f'<meta name="ArticleTitle"content="{TITLE}"><meta name="PubDate"content="2024年01月05日">',
        ),
        {"title": TITLE, "published": "2024-01-05"},
    ),
    "a date without label under the title": (
        read(
            "<div>相关解读 <a href=/a.html>一图读懂</a> 2024-02-01</div>"
            f"<h1>{TITLE}</h1><ul><li>2024-01-05</li><li>来源：<b>县政府办</b></li></ul>{BODY}",
            metas(ArticleTitle=TITLE),
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": "县政府办"},
    ),
    "the date only in a script": (
        read(f"<h1>{TITLE}</h1><script>var pubdata='2024年01月05日';</script>{BODY}", title=TITLE),
        {"title": TITLE, "published": "2024-01-05"},
    ),
    "a date in the text is not the item's": (
        read(
            f"<h1>{TITLE}</h1><div><p>{PROSE}</p><p>报名时间：2024年2月1日</p><p>发布日期：2019-01-01</p>"
            f"</div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": None},
    ),
    "the number in the letterhead, others quoted": (
        read(
            f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p><div><p>甲政办〔<span>2024</span>〕<span>24"
            f"</span>号</p>"
            f"<p>各乡镇人民政府：</p><p>根据《省政府办公厅意见》（豫政办〔2023〕138号）{PROSE}</p></div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05", "document_number": "甲政办〔2024〕24号"},
    ),
    "a quoted number is nobody's": (
        read(
            f"<h1>{TITLE}</h1><div><p>根据国办发〔2017〕47号文件要求，{PROSE}</p><p>甲政〔2024〕9号</p>"
            f"</div>",
            title=TITLE,
        ),
        {"title": TITLE, "document_number": None},
    ),
    "a table of documents in the text is not a letterhead and not a property box": (
        read(
            f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p><div id=zoom><p>清理目录</p><table>"
            "<tr><td>名称</td><td>文号</td><td>发布日期</td><td>发文机关</td></tr>"
            f"<tr><td>甲办法</td><td>甲政〔2001〕9号</td><td>2001-01-01</td><td>旧机关</td></tr></table>"
            f"<p>{PROSE}</p></div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": None, "document_number": None},
    ),
    "the number is a kind of letter": (
        read(
            "<table><tr><td>索引号</td><td>MB1/2024-1</td></tr><tr><td>文号</td><td>便函</td></tr>"
            f"<tr><td>发布日期</td><td>2024-01-05</td></tr></table><h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05", "document_number": "便函", "index_number": "MB1/2024-1"},
    ),
    "a rule library: its dates are not the publish date": (
        read(
            "<ul><li><span>统一编号：</span>JX0120240034</li><li>文 号：甲建规字〔2024〕5号</li>"
            "<li>实施日期：2024年03月04日</li>"
            f"<li>失效日期：2029年03月03日</li><li>发布机关：甲县住建局</li></ul><h1>{TITLE}</h1>{BODY}",
            title=TITLE,
        ),
        {"title": TITLE, "published": None, "unit": "甲县住建局", "document_number": "甲建规字〔2024〕5号"},
    ),
    "menus in h1, the title below in h2": (
        read(
            f"<h1><a href=/a>政务</a></h1><h1><a href=/b>服务</a></h1><div class=z><h2>{TITLE}</h2>"
            f"<p>来源：县财政局 发布时间：2024-01-05</p>{BODY}</div>",
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": "县财政局"},
    ),
    "a title that breaks over lines": (
        read(
            f"<h1>甲县财政局关于做好<br>2024年预算公开工作的通知</h1><p>发布时间：2024-01-05</p>{BODY}",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05"},
    ),
    "a bare title": (
        read(f"<div class=tit>公  示</div><p>发布时间：2024-01-05</p>{BODY}", title="公  示-甲县人民政府"),
        {"title": "公 示", "published": "2024-01-05"},
    ),
    "the whole title pasted into the unit field": (
        read(f"<h1>{TITLE}</h1><p>发布时间：2024-01-05 来源：{TITLE}</p>{BODY}", title=TITLE),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
    "author and publisher's clerk are no unit": (
        read(f"<h1>{TITLE}</h1><p>发布时间：2024-01-05 作者：财政局 发布者：赵一</p>{BODY}", title=TITLE),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
    "资料来源 in the text is no source": (
        read(
            f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p><div><p>{PROSE}</p><p>资料来源：</p><p>县统计局"
            f"</p></div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
    "two bodies in one field": (
        read(f"<h1>{TITLE}</h1><p>来源：甲县财政局 甲县民政局</p><p>时间：2024-01-05</p>{BODY}", title=TITLE),
        {"title": TITLE, "published": "2024-01-05", "unit": "甲县财政局 甲县民政局"},
    ),
    "labels in elements of their own, no colon": (
        read(
            f"<h1>{TITLE}</h1><p><i>发布时间</i><b>2024-01-05 09:00</b>"
            "<i>来源</i><b>县财政局</b><i>浏览</i><b>3</b></p>"
            f"{BODY}",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05T09:00+08:00", "unit": "县财政局"},
    ),
    "the time of a meeting is not the publish date": (
        read(
            f"<div><h1>{TITLE}</h1><p>各乡镇：</p><p>现召开会议。</p>"
            "<p>时间：2024年3月1日 9:00</p><p>地点：二楼</p></div>",
            metas(ArticleTitle=TITLE, PubDate="2024-02-20 10:00"),
        ),
        {"title": TITLE, "published": "2024-02-20T10:00+08:00"},
    ),
    "day and year in two boxes": (
        read(
            f"<h1>{TITLE}</h1><div class=date><p>08</p><p>2024-01</p></div><div id=zoom>{BODY}</div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-08"},
    ),
    "the only date of the box is 生成日期, the tag is regenerated": (
        read(
            "<div class=x><p><b>索 引 号：</b>01471747/2024-1</p><p><b>责任部门：</b>县教育局</p>"
            f"<p><b>生成日期：</b>2024-01-05</p><p><b>公开方式：</b>主动公开</p></div><h2>{TITLE}</h2>{BODY}",
            metas(
                ArticleTitle=TITLE, PubDate="2024-05-05 10:00:00", others="页面生成时间 2024-05-05 10:00:01"
            ),
        ),
        {
            "title": TITLE,
            "published": "2024-01-05",
            "issued": "2024-01-05",
            "unit": "县教育局",
            "index_number": "01471747/2024-1",
        },
    ),
    "definition list with an empty value": (
        read(
            "<dl><dt>索引号</dt><dd>A1/2024-0001</dd><dt>发布机构</dt><dd></dd><dt>发文字号</dt>"
            f"<dd>甲政〔2024〕1号</dd><dt>公开日期</dt><dd>2024-01-05</dd></dl><h3>{TITLE}</h3>{BODY}",
            title=TITLE,
        ),
        {
            "title": TITLE,
            "published": "2024-01-05",
            "document_number": "甲政〔2024〕1号",
            "index_number": "A1/2024-0001",
        },
    ),
    "an empty source above a short text": (
        read(
            f"<h1>{TITLE}</h1><div><p>发布时间：2024-01-05</p><p>来源：</p></div><div id=zoom><p>详见附件"
            f"</p></div>",
            title=TITLE,
        ),
        {"title": TITLE, "published": "2024-01-05", "unit": None},
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_fields(case: str) -> None:
    item, expected = PAGES[case]
    assert stated(item) == NOTHING | expected


@pytest.mark.parametrize("case", PAGES)
def test_every_stated_field_says_where_it_was_read(case: str) -> None:
    item, _ = PAGES[case]
    assert {name for name, value in stated(item).items() if value} == set(item.read_from) - {"column"}


def test_places_of_reading() -> None:
    item, _ = PAGES["tags fill what is not printed"]
    assert item.read_from["published"] == "meta:PubDate"
    assert item.read_from["unit"] == "meta:ContentSource"
    item, _ = PAGES["the number in the letterhead, others quoted"]
    assert item.read_from["document_number"] == "body"
    assert item.document_number_raw == "甲政办〔2024〕24号"
    item, _ = PAGES["the date only in a script"]
    assert item.read_from["published"] == "script:pubdata"


def test_column_from_breadcrumbs_or_tag() -> None:
    crumbs = (
        "<div>当前位置：<a href=/>首页</a> &gt; <a href=/x>信息公开</a> &gt; <a href=/z>政府文件</a></div>"
    )
    inner = f"{crumbs}<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY}"
    assert read(inner, title=TITLE).column == "政府文件"
    assert read(inner, metas(ColumnName="通知公告"), TITLE).column == "通知公告"


WRITTEN_OUT = {
    "&lt;script&gt;alert(1)&lt;/script&gt;关于测试的通告": "<script>alert(1)</script>关于测试的通告",
    "关于&lt;帮扶&gt;项目的公告": "关于<帮扶>项目的公告",
    "关于水质达标(&lt;5 mg/L&gt;)的公告": "关于水质达标(<5 mg/L>)的公告",
    "&lt;font color=red&gt;&lt;b&gt;关于测试&lt;/b&gt;&lt;br /&gt;的通告&lt;/font&gt;": "关于测试的通告",
    "关于CO&lt;sub&gt;2&lt;/sub&gt;排放&lt;span style='x'&gt;的通告&lt;/span&gt;": "关于CO2排放的通告",
}


@pytest.mark.parametrize("written", WRITTEN_OUT)
def test_tags_written_out_in_a_title_stay_unless_they_are_formatting(written: str) -> None:
    shown = written if "font" not in written and "sub" not in written else WRITTEN_OUT[written]
    item = read(f"<h1>{shown}</h1><p>发布时间：2024-01-05</p>{BODY}", metas(ArticleTitle=written))
    assert item.title == WRITTEN_OUT[written]


def test_a_picture_in_the_title_tag_is_no_word_of_the_printed_title() -> None:
    inner = f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY}"
    assert read(inner, metas(ArticleTitle=f"{TITLE}&lt;img src='/new.gif'&gt;")).title == TITLE


MENU = "<ul><li><a href=/zfwj/>政府文件</a></li><li><a href=/xzcf/>行政处罚</a></li></ul>"
UNDER = (
    "<div>发布日期：2026/11/17 04:20:03 信息来源：教育体育局</div><div><p>现就有关事项说明如下。</p></div>"
)


@pytest.mark.parametrize(
    "above",
    [
        f"{MENU}<div class=bt><h2>处罚决定书送达公告</h2></div>",
        f"{MENU}<h3>行政处罚</h3><h2>处罚决定书送达公告</h2>",
        f"{MENU}<p>处罚决定书送达公告</p>",
        "<div>当前位置：首页 &gt; 政务公开 &gt; 行政处罚</div><h2>行政处罚</h2><h1>处罚决定书送达公告</h1>",
    ],
)
@pytest.mark.parametrize("title", ["行政处罚", "行政处罚-甲县综合行政执法网"])
def test_the_sections_name_is_no_title_where_a_heading_stands_by_date_and_source(
    above: str, title: str
) -> None:
    item = read(above + UNDER, title=title)
    assert item.title == "处罚决定书送达公告"


def test_a_title_as_short_as_a_sections_name_is_read() -> None:
    item = read(f"{MENU}<h1>行政处罚</h1>{UNDER}", title="行政处罚-甲县综合行政执法网")
    assert (item.title, item.read_from["title"]) == ("行政处罚", "heading:h1")


def test_attachments_are_the_items_own() -> None:
    item = read(
        '<div class=banner><a href="/attachment/7/1.pdf">赏花地图</a></div>'
        f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p><div class=art><div id=zoom><p>{PROSE}</p>"
        '<p><a href="P020240105.pdf"><img src=/icon.gif></a><a href="P020240105.pdf">预算表.pdf</a></p>'
        '<p>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=A1">'
        "名单.doc</a>】已下载<span>12</span>次</p><p><a href=/img/a.jpg>大图</a><a href=/b.html>相关政策"
        "</a></p></div>"
        "<div class=fj>附件："
        "<a href=files/0a1b2c3d4e5f60718293.xlsx title=明细表.xlsx>0a1b2c3d4e5f60718293.xlsx</a></div>"
        "</div>",
        title=TITLE,
    )
    folder = "http://www.example-county.gov.cn/xxgk/zfwj/2024-01-09/"
    assert [(a.url.removeprefix(folder), a.name) for a in item.attachments] == [
        ("P020240105.pdf", "预算表.pdf"),
        (
            "http://www.example-county.gov.cn/system/_content/download.jsp"
            "?urltype=news.DownloadAttachUrl&owner=1&wbfileid=A1",
            "名单.doc",
        ),
        ("files/0a1b2c3d4e5f60718293.xlsx", "明细表.xlsx"),
    ]


def test_attachment_written_by_the_templates_script() -> None:
    item = read(
        f"<h1>{TITLE}</h1><p>时间：2024-01-05</p><div class=z><div class=TRS_Editor>详见附件</div><script>"
        "document.write('<p>可下载附件：<a href=\"./P0202.pdf\">报表.pdf<BR></a></p>');</script></div>",
        title=TITLE,
    )
    assert [a.name for a in item.attachments] == ["报表.pdf"]


def volatile(clicks: int, today: str, neighbour: str) -> ItemPage:
    return read(
        f"<div>今天是{today}</div><h1>{TITLE}</h1><p>发布时间：2024-01-05 来源：县财政局 浏览次数：{clicks}"
        f"</p><div id=con>"
        f"<p>{PROSE}</p><p>附件【<a href=a.doc>表.doc</a>】已下载{clicks}次</p><p>点击量：{clicks}</p>"
        f"<p>打印本页</p>"
        f"<p>上一篇：<a href=/n.html>{neighbour}</a></p></div>",
        title=TITLE,
    )


def test_counters_dates_and_neighbours_do_not_change_the_content_hash() -> None:
    one, other = volatile(3, "2024年1月6日", "旧闻"), volatile(99812, "2025年3月7日", "新闻")
    assert one.content_sha256 == other.content_sha256
    assert len(one.content_sha256) == 64
    assert PROSE in one.body_text and "表.doc" in one.body_text


def test_an_edit_changes_the_content_hash() -> None:
    first = read(f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY}", title=TITLE)
    edited = read(
        f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY.replace('抓好落实', '抓紧落实')}", title=TITLE
    )
    figures = read(
        f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY.replace('1月2日', '1月3日')}", title=TITLE
    )
    assert len({first.content_sha256, edited.content_sha256, figures.content_sha256}) == 3


HEAD = f"<h1>{TITLE}</h1><p><img src=/print.gif>发布时间：2024-01-05</p>"
UPLOADED, PLAIN = "W020240105312345678901", "pic1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(BODY, BODY.replace("抓好落实", "抓紧落实"), False, id="edited"),
        pytest.param(BODY, BODY + f"<p><img src={UPLOADED}.jpg></p>", False, id="picture added"),
        pytest.param(
            BODY + f"<p><img src=./{UPLOADED}.jpg></p>",
            BODY + f"<p><img src=/other/{UPLOADED}.jpg></p>",
            True,
            id="uploaded picture copied to another folder",
        ),
        pytest.param(
            BODY + f"<p><img src=/a/{PLAIN}.jpg></p>",
            BODY + f"<p><img src=/b/{PLAIN}.jpg></p>",
            False,
            id="a name that any picture may have",
        ),
        pytest.param(
            BODY + "<p><a href=/a/1.pdf>附件</a></p>",
            BODY + "<p><a href=/a/2.pdf>附件</a></p>",
            False,
            id="files",
        ),
    ],
)
def test_body_digest_tells_bodies_apart_by_text_pictures_and_files(one: str, other: str, same: bool) -> None:
    first = read(f"{HEAD}<div id=con>{one}</div>", title=TITLE)
    second = read(f"{HEAD.replace('print.gif', 'other.gif')}<div id=con>{other}</div>", title=TITLE)
    assert (first.body_digest == second.body_digest) is same
    assert first.text_length == len("".join(first.body_text.split())) > 0


def test_body_digest_does_not_look_at_the_title() -> None:
    pages = [read(f"<h1>{t}</h1><p>发布时间：2024-01-05</p>{BODY}", title=t) for t in (TITLE, "转发" + TITLE)]
    assert pages[0].content_sha256 != pages[1].content_sha256
    assert pages[0].body_digest == pages[1].body_digest


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("2017-02-30", "impossible:2017-02-30"),
        ("2017年13月5日 10:00", "impossible:2017-13-05"),
        ("2017-02-28", "label:发布时间"),
        ("近日", None),
        ("", None),
    ],
)
def test_a_day_that_no_calendar_has_is_no_date_but_is_kept_as_evidence(
    printed: str, place: str | None
) -> None:
    item = read(f"<h1>{TITLE}</h1><p>发布时间：{printed}　来源：县财政局</p>{BODY}", title=TITLE)
    assert item.read_from.get("published") == place
    assert (item.published is None) is (place != "label:发布时间")


HOSTILE: list[Callable[[bytes], bytes]] = [
    lambda body: body[: len(body) // 2],
    lambda body: body.replace(b"</div>", b"<div>" * 50),
    lambda body: body.replace(b"<", b"<\x00"),
    lambda body: body[::-1],
    lambda body: body.decode().encode("gbk"),
    lambda body: b"<div>" * 10_000 + body,
]


@pytest.mark.parametrize("harm", HOSTILE)
def test_broken_pages_never_raise(harm: Callable[[bytes], bytes]) -> None:
    body = page(f"<h1>{TITLE}</h1><p>发布时间：2024-01-05</p>{BODY}").body
    parse_item(Page(URL, harm(body), "text/html"))


HUGE = {
    "one row of labels": "<table><tr>" + "<td>文号</td>" * 20_000 + "</tr></table>",
    "labels without end": "<p>来源：</p>" * 30_000,
    "one line of labels": "来源：" * 200_000,
    "tools": "<p>打印</p>" * 20_000,
    "nesting": "<div>来源：" * 20_000,
    "one word": "字" * 2_000_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_size_costs_seconds_at_most(name: str) -> None:
    started = time.process_time()
    parse_item(Page(URL, HUGE[name].encode()))
    assert time.process_time() - started < 10
