"""ASP.NET sites: `__doPostBack` pagers that need the page's hidden fields, or `?page=N` (UrlPaging)."""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="aspnet",
    marks=(
        (r"__VIEWSTATE", "隐藏域 __VIEWSTATE"),
        (r"__doPostBack\s*\(", "翻页 __doPostBack"),
        (r"href=[\"'][^\"']+\.aspx\b", "地址 .aspx"),
    ),
)
