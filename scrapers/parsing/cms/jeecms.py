"""JEECMS: `.jhtml` addresses; page 2 stands only in `onclick="location.href=encodeURI('index_2.jhtml')"`."""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="jeecms",
    marks=(
        (r"\.jhtml\b", "地址 .jhtml"),
        (r"/[ru]/cms/", "目录 /r/cms/ 或 /u/cms/"),
        (r"location\.href=encodeURI\(", "翻页 location.href=encodeURI(…)"),
    ),
)
