"""SiteServer CMS: `channels/18105.html`, page 2 `…/18105_2.html`, items `contents/18155/384664.html`."""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="siteserver",
    marks=(
        (r"\bcontents/\d+/\d+\.html", "条目地址 contents/栏目/编号.html"),
        (r"\bchannels/\d+(?:_\d+)?\.html", "栏目地址 channels/编号.html"),
        (r"/sitefiles/", "目录 /SiteFiles/"),
    ),
)
