"""Presentations: slides in their order, shapes as people read them, tables, what is not shown."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from scrapers.documents import Document, Limits
from tests.scrapers.documents.office import SPACES, hold_when_damaged, left, lines, read, rels, zipped

Made = Callable[[object], None]


def saved(show: object) -> bytes:
    into = io.BytesIO()
    show.save(into)  # type: ignore[attr-defined]
    return into.getvalue()


def box(slide: object, text: str, left: float, top: float) -> None:
    shapes = slide.shapes  # type: ignore[attr-defined]
    shapes.add_textbox(Cm(left), Cm(top), Cm(3), Cm(1)).text_frame.text = text


def test_slides_come_in_the_order_of_the_show_and_shapes_as_they_are_read() -> None:
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    box(first, "脚", 1, 17)
    box(first, "右上", 20, 0.1)
    box(first, "左上", 1, 0.3)
    first.shapes.title.text = "题目"
    first.placeholders[1].text = "第一点\n第二点"
    second = show.slides.add_slide(show.slide_layouts[6])
    box(second, "先", 1, 1)
    order = show.slides._sldIdLst
    order.insert(0, order[1])
    found = read(saved(show), "a.pptx")
    assert (found.outcome, found.format, found.pages, left(found)) == ("ok", "pptx", 2, {})
    assert lines(found) == ["先", "题目", "左上", "右上", "第一点", "第二点", "脚"]


def test_groups_and_tables_stand_at_their_place() -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, Cm(1), Cm(6), Cm(9), Cm(3)).table
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    for row, column, text in ((0, 0, "头"), (1, 0, "竖"), (1, 1, "1,286"), (2, 2, "两\n行")):
        table.cell(row, column).text = text
    group = slide.shapes.add_group_shape()
    for text, top in (("组二", 3), ("组一", 1)):
        group.shapes.add_textbox(Cm(1), Cm(top), Cm(3), Cm(1)).text_frame.text = text
    box(slide, "后", 1, 15)
    found = read(saved(show), "a.pptx")
    assert lines(found) == ["组一", "组二", "头", "竖\t1,286\t", "\t两 行", "后"]
    (only,) = found.tables
    assert only.rows == (("头", None, None), ("竖", "1,286", ""), (None, "", "两\n行"))
    assert (dict(only.spans), only.page) == ({(0, 0): (1, 3), (1, 0): (2, 1)}, 1)


def of_notes(show: object, slide: object) -> None:
    slide.notes_slide.notes_text_frame.text = "无"  # type: ignore[attr-defined]


def hide_slide(show: object, slide: object) -> None:
    hidden = show.slides.add_slide(show.slide_layouts[6])  # type: ignore[attr-defined]
    box(hidden, "无", 1, 1)
    hidden._element.set("show", "0")


def hide_shape(show: object, slide: object) -> None:
    shape = slide.shapes.add_textbox(Cm(1), Cm(3), Cm(1), Cm(1))  # type: ignore[attr-defined]
    shape.text_frame.text = "无"
    shape._element.nvSpPr.cNvPr.set("hidden", "1")


def chart(show: object, slide: object) -> None:
    data = CategoryChartData()
    data.categories = ["无"]
    data.add_series("无", (1,))
    place = (Cm(1), Cm(3), Cm(5), Cm(5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (of_notes, {"hidden_text": 1}),
        (hide_slide, {"hidden_text": 1}),
        (hide_shape, {"hidden_text": 1}),
        (chart, {"charts": 1}),
    ],
)
def test_what_is_not_shown_is_told(make: Callable[[object, object], None], told: dict[str, int]) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    box(slide, "有", 1, 1)
    make(show, slide)
    found = read(saved(show), "a.pptx")
    assert (found.outcome, found.text, left(found)) == ("ok", "有\n", told)


def shown(tree: str, **more: str) -> Document:
    """What is read of one slide whose shapes' XML is `tree`; `more`: parts beside it."""
    slide = f"<p:sld {SPACES}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
    listed = (
        f'<p:presentation {SPACES}><p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst></p:presentation>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("r", "officeDocument", "ppt/show.xml")),
        "ppt/show.xml": listed,
        "ppt/_rels/show.xml.rels": rels(("s", "slide", "one.xml")),
        "ppt/one.xml": slide,
        "ppt/_rels/one.xml.rels": rels(("d", "diagramData", "data.xml")),
    }
    return read(zipped(parts | {f"ppt/{name}.xml": part for name, part in more.items()}), "a.pptx")


def listed(text: str, scheme: str, more: str = "", level: int = 0) -> str:
    return (
        f'<a:p><a:pPr lvl="{level}"><a:buAutoNum type="{scheme}" {more}/></a:pPr>'
        f"<a:r><a:t>{text}</a:t></a:r></a:p>"
    )


def test_automatic_numbers_of_paragraphs() -> None:
    paragraphs = (
        listed("甲", "ea1JpnChsDbPeriod") + listed("子", "arabicParenBoth", level=1)
        + listed("丑", "arabicParenBoth", level=1) + listed("乙", "ea1JpnChsDbPeriod")
        + listed("丙", "arabicPeriod", 'startAt="5"') + listed("丁", "arabicPeriod", 'startAt="5"')
        + "<a:p><a:r><a:t>无</a:t></a:r></a:p>" + listed("戊", "circleNumDbPlain")
    )  # fmt: skip
    found = shown(f"<p:sp><p:txBody>{paragraphs}</p:txBody></p:sp>")
    assert lines(found) == ["一. 甲", "(1) 子", "(2) 丑", "二. 乙", "5. 丙", "6. 丁", "无", "① 戊"]


def test_diagrams_and_alternatives() -> None:
    points = "".join(
        f'<dgm:pt type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for kind, text in (("node", "受理"), ("parTrans", "不"), ("node", "答复"))
    )
    inner = '<a:graphic><a:graphicData><dgm:relIds r:dm="d"/></a:graphicData></a:graphic>'
    frame = f"<p:graphicFrame>{inner}</p:graphicFrame>"
    text = "<p:sp><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    either = (
        f"<mc:AlternateContent><mc:Choice>{text.format('新')}</mc:Choice>"
        f"<mc:Fallback>{text.format('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    found = shown(
        either + frame, data=f"<dgm:dataModel {SPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    )
    assert (found.outcome, lines(found)) == ("ok", ["新", "受理", "答复"])


def test_bounds_and_depth() -> None:
    show = Presentation()
    for at in range(4):
        box(show.slides.add_slide(show.slide_layouts[6]), f"第{at + 1}张", 1, 1)
    found = read(saved(show), "a.pptx", Limits(pages=2))
    assert (found.outcome, found.pages, lines(found)) == ("partial", 4, ["第1张", "第2张"])
    assert left(found) == {"pages": 2}
    deep = shown("<p:grpSp>" * 200 + "</p:grpSp>" * 200)
    assert deep.outcome in ("partial", "damaged")


def test_damage_by_seed_costs_the_file_alone() -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "题目"
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(6), Cm(9), Cm(3)).table
    table.cell(1, 1).text = "345"
    hold_when_damaged(saved(show), "a.pptx", seed=15)
