"""Parameters of the flows with the Chinese texts that Prefect's forms show, and steps as Prefect tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from pydantic import Field

PortalName = Annotated[
    str | None, Field(title="门户", description="门户文件的路径或名称;留空则用数据目录中唯一的门户")
]
HomeFolder = Annotated[str, Field(title="数据目录", description="存放全部数据的目录")]
Year = Annotated[
    int, Field(title="年度", description="要补抓或统计哪一年发布的内容,如 2017", ge=1990, le=2100)
]
SectionIds = Annotated[
    list[str] | None, Field(title="栏目", description="只补抓这些栏目(填栏目 id);留空为全部栏目")
]
Formats = Annotated[
    list[str] | None, Field(title="格式", description="md、html、csv、json 中的一种或几种;留空为全部")
]

DEFAULT_HOME = "warehouse/data"


def as_task(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Runs one step as a Prefect task of that name; Prefect neither caches nor repeats it."""

    # Arguments are bound here: Prefect would look through all that an open run holds, at every step.
    def bound() -> Any:
        return function(*arguments)

    as_named = task(name=name, cache_policy=NO_CACHE, retries=0, persist_result=False)
    return as_named(bound)()
