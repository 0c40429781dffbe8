"""Boda 博达 (VSB): items `info/1039/5355.htm`; list pages count down, page 2 is `column/{pages-1}.htm`.

Static pages are written from the oldest up, so page 2 repeats rows of page 1:
callers drop repeats by address.
"""

from __future__ import annotations

from scrapers.parsing.cms.family import Family

FAMILY = Family(
    name="boda",
    marks=(
        (r"_vsb_|vsb_content|\.vsb\.css", "博达 vsb 标记"),
        (r"\binfo/\d+/\d+\.htm", "条目地址 info/栏目/编号.htm"),
        (r"/system/(?:resource|_component|_content)/", "目录 /system/resource/"),
        (r"#begineditable", "模板注释 #begineditable"),
    ),
)
