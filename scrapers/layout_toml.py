"""A section's layouts as the tables of a portal file, for a person to paste and correct."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scrapers.layout import ItemLayout, ListLayout

_LIST_KEYS = {
    "rows": "条目行:每匹配一处是一行",
    "title": "行内:通向条目的链接",
    "date": "行内:日期",
    "unit": "行内:单位",
    "index_number": "行内:索引号",
    "document_number": "行内:文号",
    "next": "页内:下一页的链接",
    "total": "页内:印着总条数的地方",
    "page_url": "第 {n} 页的网址,相对于栏目网址",
    "first_page": "page_url 从这一页码开始",
    "rows_per_page": "有下一页的页面,每页多少行",
    "frame": "网站框架中的链接,不是条目",
}
_ITEM_KEYS = {
    "title": "标题",
    "published": "发布日期",
    "issued": "成文日期",
    "unit": "发布单位",
    "document_number": "文号",
    "index_number": "索引号",
    "body": "正文",
    "attachments": "附件的链接",
    "labels": "各项之前所印的标签",
}


def list_table(layout: ListLayout, head: str = "[section.layout]") -> str:
    """`[section.layout]`, one key a line with what it means; read again it gives the same places."""
    keys = dict(_LIST_KEYS) if layout.page_url else {k: v for k, v in _LIST_KEYS.items() if k != "first_page"}
    return "\n".join([head, *_lines(layout, keys)])


def item_table(layout: ItemLayout, head: str = "[section.layout.item]") -> str:
    """`[section.layout.item]`, as `list_table`."""
    return "\n".join([head, *_lines(layout, _ITEM_KEYS)])


def says_something(layout: ItemLayout) -> bool:
    """Whether a layout of item pages has a place at all: a table without a key is none."""
    return next(_lines(layout, _ITEM_KEYS), None) is not None


def _lines(layout: ListLayout | ItemLayout, keys: dict[str, str]) -> Iterator[str]:
    for key, meaning in keys.items():
        value = getattr(layout, key)
        if value is not None and value != ():
            yield f"{key} = {_toml(value)}  # {meaning}"


def _toml(value: object) -> str:
    """A value of TOML: JSON's texts, numbers and arrays are TOML's, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
