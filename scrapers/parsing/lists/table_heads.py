"""Column heads of disclosure tables: 名称, 索引号, 发布机构, 文号, 发布日期; and labels inside a row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element

_WORDS: Mapping[str, str] = {
    "title": r"(?:信息|文件|政策|公文|事项|文章|公开)?(?:名\s*称|标\s*题|题\s*名)",
    "index": r"(?:信息)?索\s*引\s*号?(?:/文号)?|索取号",
    "unit": r"(?:发布|公开|制发|发文|制作|责任|来源|所属|产生|公布)(?:机构|机关|单位|部门|主体)"
    r"|信息来源|来\s*源|文\s*章来源",
    "document": r"(?:发文|文件)?(?:文\s*号|字\s*号|编\s*号)|发文字号|文号",
    "date": r"(?:发布|公开|公布|更新|上网)(?:日期|时间)|日\s*期|时\s*间",
    "issued": r"(?:生成|成文|发文|印发|产生|制发|形成|签发)(?:日期|时间)",
    "order": r"序\s*号|编\s*号|#",
    "other": r"(?:主题|体裁|组配)?分类|主题词|有效性|效力状态|状态|内容概述|公开方式|公开形式|"
    r"公开时限|操作|附件|类别|浏览次?数?|点击(?:数|量|率)?",
}
_HEADS = {key: re.compile(pattern) for key, pattern in _WORDS.items()}
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in _WORDS.values()))
_LABELS = {
    "unit": r"(?:发布(?:机构|机关|单位|部门)|公开单位|责任部门|发文单位|发文机关|信息来源|文章来源|来源)",
    "index": r"(?:信息)?索\s*引\s*号",
    "document": r"(?:发文字号|发文文号|文件编号|文\s*号|字\s*号)",
}
_NEXT_LABEL = r"(?=\s*(?:[\u4e00-\u9fa5]{2,6}\s*[:：]|[|\]】]|$)|\s+(?:19|20)\d{2}[-/.年]\d)"

Heads = tuple[str, ...]
"""Key of each cell of a row, in order; '' where the head says nothing known."""


def heads_of(texts: list[str]) -> Heads | None:
    """Keys of the heads, or None when the texts are no heads: at least two known words, one the title's."""
    keys = tuple(_key(text) for text in texts)
    known = [key for key in keys if key]
    return keys if len(known) >= 2 and "title" in known and all(len(t) <= 12 for t in texts) else None


def _key(text: str) -> str:
    bare = dom.fold(text).strip(" :：")
    return next((key for key, rule in _HEADS.items() if rule.fullmatch(bare)), "")


def is_heading(text: str) -> bool:
    """Whether the text is made of column heads only."""
    words = text.split()
    return bool(words) and all(_ANY.fullmatch(word.strip(":：")) for word in words)


def cell_elements(row: Element) -> list[Element]:
    """Cells of a row: its td/th, else the child elements of the innermost element that holds several."""
    if row.tag == "tr":
        return [c for c in row if c.tag in ("td", "th")]
    element = row
    while True:
        children = [
            c
            for c in element
            if isinstance(c.tag, str) and c.tag not in ("script", "style", "br", "img", "i")
        ]
        if len(children) != 1 or dom.fold(element.text or ""):
            return children
        element = children[0]


def cells_of(row: Element, heads: Heads | None) -> dict[str, str]:
    """Text of each headed cell of the row; empty when there are no heads or the cells do not match them."""
    if heads is None:
        return {}
    cells = cell_elements(row)
    if len(cells) != len(heads):
        return {}
    texts = {key: dom.text_of(cell) for key, cell in zip(heads, cells, strict=True) if key}
    if "date" not in texts and "issued" in texts:
        texts["date"] = texts["issued"]
    return {key: value for key, value in texts.items() if value and value not in ("无", "-", "--", "—", "/")}


def labelled(row: Element, key: str) -> str | None:
    """Value of a label printed inside the row (`发布机构：县财政局`), up to the next label, date or block."""
    match = re.search(_LABELS[key] + r"\s*[:：][^\S\n]*(\S.{0,60}?)" + _NEXT_LABEL, _lines(row), re.MULTILINE)
    value = match[1].strip(" []【】()（）;；,，") if match else ""
    return value if value and dates.parse_moment(value) is None else None


def _lines(row: Element) -> str:
    """Shown text with a blank between inline nodes and a line break between blocks: a value ends with its
    block, where the summary begins."""
    parts: list[str] = []
    for begins, node in dom.walk(row):
        gap = "\n" if node.tag in dom.BLOCKS else " "
        if begins and node.tag not in dom.HIDDEN:
            parts += (gap, dom.fold(node.text or ""))
        elif not begins:
            parts += (gap, dom.fold(node.tail or "") if node is not row else "")
    return "".join(parts)
