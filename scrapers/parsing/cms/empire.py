"""EmpireCMS 帝国: the pager's `<a title="Total record">` holds the records; page N is `index_N.html`."""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="empire",
    marks=(
        (r"title=[\"']Total record[\"']", "翻页条 Total record"),
        (r"/e/(?:search|public|action|member|data|extend|pl|enews)/", "目录 /e/"),
        (r"/d/file/", "附件目录 /d/file/"),
        (r"/skin/default/", "模板目录 /skin/default/"),
    ),
)
