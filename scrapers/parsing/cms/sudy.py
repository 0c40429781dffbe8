"""Sudy WebPlus: `list.htm`, `list2.htm`; pager with `<em class="all_count">` and `<em class="all_pages">`."""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="sudy",
    marks=(
        (r"class=[\"']all_(?:count|pages)[\"']", "翻页条 all_count / all_pages"),
        (r"/_upload/(?:article|tpl|site)/", "目录 /_upload/"),
        (r"/\d{4}/\d{4}/c\d+a\d+/page\.htm", "条目地址 /年/月日/c栏目a编号/page.htm"),
        (r"\bwp_(?:articlecontent|paging|news|nav)", "样式 wp_"),
    ),
)
