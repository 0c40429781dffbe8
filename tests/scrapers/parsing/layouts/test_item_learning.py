"""The place of title and day is learned from several items beside their rows, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrapers.layout import ItemLayout
from scrapers.parsing import learn_item_layout, parse_item, read_item_page
from scrapers.records import ItemPage, Listed, Page

SITE = "甲乙县人民政府"
TEXT = "<p>现将有关事项通知如下，请结合实际认真贯彻执行。请各单位抓好落实。</p>" * 6
NUMBERS = "一二三四五六七八"
Template = Callable[[str, date, int], str]


def title(number: int) -> str:
    return f"关于第{NUMBERS[number]}批事项办理情况的通知"


def day(number: int) -> date:
    return date(2020, 9, 3) + timedelta(days=5 * number)


def page(template: Template, number: int, printed: str | None = None) -> Page:
    """The page of an item, in a template between the frame of the site."""
    body = template(printed or title(number), day(number), number)
    html = (
        f"<html><head><title>{SITE}</title></head><body><div class=nav><a href=/>首页</a>"
        f"<a href=/tzgg/>通知公告</a></div>{body}<div class=foot>版权所有：{SITE}</div></body></html>"
    )
    return Page(f"http://www.jiayi.gov.cn/show.asp?id={number}", html.encode(), "text/html; charset=utf-8")


def sampled(template: Template, numbers: Sequence[int], cut: int | None = None) -> list[ItemLayout | None]:
    """What is learned of those items beside their rows, whose titles may be cut."""
    samples = []
    for number in numbers:
        row = Listed(title(number)[:cut], day(number))
        sample = read_item_page(page(template, number), None, row).sample
        assert sample is not None
        samples.append(sample)
    return [learn_item_layout(samples)]


def learned(template: Template, numbers: Sequence[int] = range(4), cut: int | None = None) -> ItemLayout:
    [layout] = sampled(template, numbers, cut)
    assert layout is not None
    return layout


def read(template: Template, number: int, layout: ItemLayout | None, printed: str | None = None) -> ItemPage:
    item = parse_item(page(template, number, printed), layout)
    assert isinstance(item, ItemPage)
    return item


def article(title: str, day: date, number: int) -> str:
    return (
        f"<div id=main><h1 class=tt>{title}</h1><p class=info>发布时间：{day} 来源：县应急局</p>{TEXT}</div>"
    )


def table(title: str, day: date, number: int) -> str:
    return (
        f"<table class=xx><tr><td>索引号</td><td>JY{number:03}/2020-0001</td>"
        f"<td>发布日期</td><td>{day}</td></tr></table><div class=con><p class=biaoti>{title}</p>{TEXT}</div>"
    )


def bare(title: str, day: date, number: int) -> str:
    return f"<div class=con><h2>{title}</h2><div class=sj>{day:%Y年%m月%d日}</div><div>{TEXT}</div></div>"


@pytest.mark.parametrize("template", [article, table, bare])
def test_a_place_is_learned_where_rows_and_pages_agree(template: Template) -> None:
    layout = learned(template)
    assert layout.title and layout.published and layout.learned_from == "items"
    assert ItemLayout.from_json(layout.to_json()) == layout
    for number in range(8):
        plain, placed = read(template, number, None), read(template, number, layout)
        assert placed == plain
        assert placed.title == title(number) and placed.published and placed.published.day == day(number)


def test_the_layout_is_what_a_person_would_write() -> None:
    assert learned(article) == ItemLayout(
        title="h1.tt",
        published="p.info",
        unit="p.info",
        labels=(("published", "发布时间"), ("unit", "来源")),
        learned_from="items",
    )


def test_titles_cut_on_the_list_prove_as_well() -> None:
    assert learned(article, cut=12).title == "h1.tt"


@pytest.mark.parametrize("numbers", [(), (1,), (1, 2)])
def test_too_few_pages_teach_nothing(numbers: Sequence[int]) -> None:
    assert sampled(article, numbers) == [None]


def test_no_value_of_a_row_is_copied() -> None:
    """Pages of another title and day than their rows say teach nothing, and read as they state."""
    samples = []
    for number in range(4):
        row = Listed(f"完全不同的第{number}个标题在这里", day(number) + timedelta(days=99))
        samples.append(read_item_page(page(article, number), None, row).sample)
    layout = learn_item_layout([sample for sample in samples if sample])
    assert layout is None or (layout.title is None and layout.published is None)


def masthead(title: str, day: date, number: int) -> str:
    """The reader takes the slogan, which stands in the only heading and right above the day."""
    return (
        f"<div class=box><div class=wz>{title}</div><hr><h1>深入推进政务公开工作专栏</h1>"
        f"<p>发布时间：{day}</p>{TEXT}</div>"
    )


def meeting(title: str, day: date, number: int) -> str:
    """A vague label stands at another day, above the day of publication that no label announces."""
    return (
        f"<div class=box><h1>{title}</h1><p>日期：{day + timedelta(days=40)}</p>"
        f"<div class=pub><span>{day}</span></div>{TEXT}</div>"
    )


@pytest.mark.parametrize(
    ("template", "alike"), [(article, True), (table, True), (bare, True), (masthead, False), (meeting, False)]
)
def test_a_page_need_not_be_read_again_where_its_layout_reads_it_alike(
    template: Template, alike: bool
) -> None:
    layout = learned(template)
    for number in range(8):
        first = read_item_page(page(template, number), None, Listed(title(number), day(number)))
        assert first.sample is not None
        assert first.sample.reads_alike(layout) is alike
        again = read_item_page(page(template, number), layout)
        assert (again.page == first.page) is alike and not again.misfit


def test_a_page_in_another_template_is_read_again() -> None:
    first = read_item_page(page(bare, 1), None, Listed(title(1), day(1)))
    assert first.sample is not None and not first.sample.reads_alike(learned(article))
    with_other_label = replace(learned(article), labels=(("published", "发布日期"),))
    own = read_item_page(page(article, 1), None, Listed(title(1), day(1))).sample
    assert own is not None and own.reads_alike(learned(article)) and not own.reads_alike(with_other_label)


@pytest.mark.parametrize("template", [masthead, meeting])
def test_where_the_reader_contradicts_the_rows_the_place_that_agrees_with_all_wins(
    template: Template,
) -> None:
    rules = read(template, 5, None)
    assert rules.title != title(5) or (rules.published and rules.published.day != day(5))
    placed = read(template, 5, learned(template))
    assert placed.title == title(5) and placed.published and placed.published.day == day(5)


@pytest.mark.parametrize("shown", ["{}", "甲乙县人民政府办公室{}"])
def test_a_shorter_title_in_another_place_does_not_win(shown: str) -> None:
    """Rows leave out who issued a document; the breadcrumb does as well, the headline does not."""

    def headed(title: str, day: date, number: int) -> str:
        whole = shown.format(title)
        return f"<p class=at>{title}</p>{'<hr>' * 3}<h1>{whole}</h1><p>发布时间：{day}</p>{TEXT}"

    assert read(headed, 5, learned(headed)).title == shown.format(title(5))


def test_four_templates_are_too_many() -> None:
    def any_of(title: str, day: date, number: int) -> str:
        return f"<div class=c{'abcd'[number % 4]}><h1>{title}</h1><p>发布时间：{day}</p>{TEXT}</div>"

    layout = learned(any_of, [number % 8 for number in range(24)])
    assert layout.title is None or layout.title.count(",") < 3


def test_a_stated_publication_stays_whatever_the_rows_say() -> None:
    def stated(title: str, day: date, number: int) -> str:
        other = day + timedelta(days=9)
        return f"<h1>{title}</h1><p>发布时间：{other} 来源：县应急局</p><p class=d>{day}</p>{TEXT}"

    item = read(stated, 5, learned(stated))
    assert item.published and item.published.day == day(5) + timedelta(days=9)


def mixed(title: str, day: date, number: int) -> str:
    return (article if number % 2 else bare)(title, day, number)


def test_a_section_that_mixes_templates_has_variants() -> None:
    layout = learned(mixed, range(6))
    assert layout.title and layout.title.count(",") == 1
    for number in (6, 7):
        assert not read_item_page(page(mixed, number), layout).misfit
        assert read(mixed, number, layout) == read(mixed, number, None)
