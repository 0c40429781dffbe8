"""Parameters of the flows: types with their bounds, and the Chinese texts that Prefect's forms show.

Prefect takes bounds from the type and texts from the default (it overwrites a title that stands in the type):

    def report(year: Year = YEAR, …)
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

PortalName = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] | None
PortalNames = list[Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]] | None
Year = Annotated[int, Field(ge=1990, le=2100)]
Sections = list[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]] | None
Day = date | None


def asked(title: str, description: str, default: Any = ...) -> Any:
    """A parameter's texts; without `default` it must be given."""
    return Field(default, description=description, json_schema_extra={"title": title})


PORTAL = asked("门户", "门户的 id,如 zhecheng;数据目录中只有一个门户的不必填,有几个的须填一个", None)
PORTALS = asked("门户", "门户的 id,如 zhecheng,一行一个;留空则为数据目录中的全部门户", None)
YEAR = asked("年度", "哪一年发布的内容,如 2017")
ONE_YEAR = asked("年度", "补抓哪一年的内容,如 2017;要补抓连续几年,这里留空,填下面两项", None)
FROM_YEAR = asked("起始年度", "补抓连续几年时的第一年,如 2014", None)
TO_YEAR = asked("截止年度", "补抓连续几年时的最后一年,如 2017", None)
SECTIONS = asked("栏目", "只补抓这些栏目(填栏目 id,一行一个);留空为全部栏目", None)
AS_OF = asked("截至日期", "只计到这一天(北京时间)为止已发现的条目;留空为目前所知的全部", None)
SEALED_YEAR = asked("年度", "核对这一年的封存文件;留空则核对现行的公布文件", None)
