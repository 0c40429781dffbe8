"""Parameters of the flows with the Chinese texts that Prefect's forms show."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

PortalName = Annotated[
    str | None,
    Field(title="门户", description="门户的 id;留空则用数据目录中唯一的门户", pattern=r"^[a-z0-9-]+$"),
]
Year = Annotated[int, Field(title="年度", description="哪一年发布的内容,如 2017", ge=1990, le=2100)]
MaybeYear = Annotated[
    int | None,
    Field(
        title="年度", description="补抓哪一年发布的内容,如 2017;补抓几年时留空,填下面两项", ge=1990, le=2100
    ),
]
FromYear = Annotated[
    int | None, Field(title="起始年度", description="补抓几年时的第一年,如 2014", ge=1990, le=2100)
]
ToYear = Annotated[
    int | None, Field(title="截止年度", description="补抓几年时的最后一年,如 2017", ge=1990, le=2100)
]
SectionIds = Annotated[
    list[str] | None, Field(title="栏目", description="只补抓这些栏目(填栏目 id,一行一个);留空为全部栏目")
]
Formats = Annotated[
    list[Literal["md", "html", "csv", "json"]] | None,
    Field(title="格式", description="md、html、csv、json 中的一种或几种;留空为全部"),
]
AsOf = Annotated[
    date | None,
    Field(title="截至日期", description="只计到这一天(北京时间)为止已发现的条目;留空为目前所知的全部"),
]
SealedYear = Annotated[
    int | None,
    Field(title="年度", description="核对这一年的封存文件;留空则核对现行的公布文件", ge=1990, le=2100),
]
