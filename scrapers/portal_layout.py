"""`[section.layout]` of the portal file: what a person knows better of a section's pages than can be learned.

The keys are the fields of `scrapers.layout`, so that what was learned can be pasted and corrected.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from scrapers.layout import ItemLayout, ListLayout
from scrapers.strict_toml import StrictTable

_EXAMPLES = '例如 "ul.list > li"、"a"、"span.date"'
_ITEM_FIELDS = ("title", "published", "issued", "unit", "document_number", "index_number")
"""What can stand behind a printed label."""


def _selector(value: object) -> str:
    """One CSS selector that can be looked up. Raises ValueError with what is allowed."""
    if not isinstance(value, str):
        raise ValueError(f"须为一个 CSS 选择器,加英文引号;{_EXAMPLES}")
    selector = value.strip()
    if not selector:
        raise ValueError("不能为空;不用的键请删去整行")
    fault = _fault(selector)
    if fault:
        raise ValueError(f'"{selector[:80]}" 不是 CSS 选择器({fault});{_EXAMPLES}')
    return selector


def _fault(selector: str) -> str:
    """From where on a selector cannot be read, in words; empty for a sound one."""
    import turbohtml

    try:
        turbohtml.parse("", positions=False).select(selector)
    except turbohtml.SelectorSyntaxError as error:
        place = re.search(r"position (\d+)", str(error))
        return f"从第 {int(place[1]) + 1} 个字符起读不懂" if place else "读不懂"
    return ""


def _selectors(value: object) -> tuple[str, ...]:
    """One selector, or a list of several. Raises ValueError."""
    values = value if isinstance(value, (list, tuple)) else [value]
    if not values:
        raise ValueError(f"至少要有一个 CSS 选择器;{_EXAMPLES}")
    return tuple(map(_selector, values))


def _labels(value: object) -> tuple[tuple[str, str], ...]:
    """Pairs of a field and the label printed before its value. Raises ValueError."""
    told = list(value) if isinstance(value, (list, tuple)) else [value]
    pairs = [tuple(pair) for pair in told if isinstance(pair, (list, tuple))]
    if len(pairs) < len(told) or any(len(pair) != 2 or {*map(type, pair)} != {str} for pair in pairs):
        raise ValueError('须为成对的列表,例如 [["published", "发布日期"], ["unit", "发布机构"]]')
    for name, label in pairs:
        if name not in _ITEM_FIELDS:
            raise ValueError(f"没有“{name}”这一项;可用: {'、'.join(_ITEM_FIELDS)}")
        if not label.strip():
            raise ValueError(f"{name} 的标签不能为空")
    return tuple((name, label) for name, label in pairs)


Selector = Annotated[str, BeforeValidator(_selector)]
Selectors = Annotated[tuple[str, ...], BeforeValidator(_selectors)]
Labels = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_labels)]


class ItemLayoutTable(StrictTable):
    """`[section.layout.item]`: where the section's item pages print their fields."""

    title: Selector | None = None
    published: Selector | None = None
    issued: Selector | None = None
    unit: Selector | None = None
    document_number: Selector | None = None
    index_number: Selector | None = None
    body: Selector | None = None
    attachments: Selector | None = None
    labels: Labels = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("是空的;请写上要指定的键,或删去这一段")
        return self


class LayoutTable(StrictTable):
    """`[section.layout]`: where the section's list pages hold their rows, and how they go on."""

    rows: Selectors | None = None
    title: Selector | None = None
    date: Selector | None = None
    unit: Selector | None = None
    index_number: Selector | None = None
    document_number: Selector | None = None
    next: Selector | None = None
    total: Selector | None = None
    page_url: str | None = None
    first_page: Annotated[int, Field(ge=0, strict=True)] | None = None
    rows_per_page: Annotated[int, Field(ge=1, strict=True)] | None = None
    frame: tuple[Annotated[str, Field(min_length=1)], ...] | None = None
    """Compared with the places of links, never looked up."""
    item: ItemLayoutTable | None = None

    @field_validator("page_url")
    @classmethod
    def _has_a_number(cls, value: str | None) -> str | None:
        if value is not None and (value.count("{n}") != 1 or set("{} ") & set(value.replace("{n}", ""))):
            raise ValueError(f'"{value}" 须恰有一处 {{n}}(页码),例如 "index_{{n}}.html"')
        return value

    @model_validator(mode="after")
    def _has_rows(self) -> Self:
        said = sorted(self.model_fields_set - {"rows", "item"})
        if self.rows is None and said:
            raise ValueError(f'写了 {"、".join(said)},缺少 rows(条目行的 CSS 选择器,例如 "ul.list > li")')
        if self.rows is None and self.item is None:
            raise ValueError("是空的;请写上 rows,或写 [section.layout.item],或删去这一段")
        if self.first_page is not None and self.page_url is None:
            raise ValueError('first_page 只能与 page_url 同写,例如 page_url = "index_{n}.html"')
        return self

    def list_layout(self) -> ListLayout | None:
        """The layout of list pages; None where only item pages are told of."""
        told = self.model_dump(exclude={"item"}, exclude_none=True)
        return ListLayout(**told, learned_from="person") if self.rows is not None else None

    def item_layout(self) -> ItemLayout | None:
        """The layout of item pages; None where only list pages are told of."""
        told: dict[str, Any] = self.item.model_dump(exclude_none=True) if self.item else {}
        return ItemLayout(**told, learned_from="person") if self.item else None
