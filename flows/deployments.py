"""The table of deployments: what runs by itself, and what a person can start from Prefect's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.backfill import backfill
from flows.bulletin import bulletin
from flows.declare import declare_import, declare_template
from flows.nightly import nightly
from flows.publishing import republish_flow
from flows.reconcile import reconcile
from flows.report import report
from flows.seal import seal
from flows.serving.due import cron_of
from flows.verify import verify

TIME_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One row: the flow, what staff read about it, and whether it runs every night."""

    name: str
    flow: Flow[..., Any]
    description: str
    every_night: bool = False


DEPLOYMENTS = (
    Deployment(
        "每晚抓取",
        nightly,
        "每晚自动运行:抓取各栏目的新增和变化,入库,公布一次。也可以点 Quick run 立即运行一次。"
        "同一时间只有一次;正在补抓时,补抓自动让路。",
        every_night=True,
    ),
    Deployment(
        "补抓",
        backfill,
        "补抓某一年(或连续几年)发布的全部内容。点 Custom run,填年度(或起止年度)即可;给每晚的抓取让路,"
        "遵守夜间时段,停止(Cancel)后再次运行即接着抓。同一时间只有一次。",
    ),
    Deployment(
        "统计表",
        report,
        "由公布文件生成某一年的统计表和年度报表(Word、Excel、网页等),不联网。点 Custom run,填年度。",
    ),
    Deployment(
        "通报",
        bulletin,
        "由公布文件生成某个月、季度、半年或全年的通报:各单位公开了多少,哪些栏目逾期、即将逾期。"
        "点 Custom run,填期间,如 2017-10。",
    ),
    Deployment(
        "填报表",
        declare_template,
        "生成填报的 Excel 表:只列网站上得不出、要由人填的数字。点 Custom run,填年度;填好后运行“导入填报”。",
    ),
    Deployment(
        "导入填报",
        declare_import,
        "核对填好的填报表并记下;有错的一次全部列出(工作表、单元格、怎样改),不记。"
        "先把文件放进数据目录的 declared/inbox/,再点 Custom run,填年度、文件名和填报人。",
    ),
    Deployment(
        "重新公布",
        republish_flow,
        "按人工决定、填报的数字和现行规则重新统计并公布,不重新抓取,几秒钟。",
    ),
    Deployment(
        "对照",
        reconcile,
        "把已公布的年度报告逐个数字与本库比较,也核对报告自身。点 Custom run,填网址,"
        "或放进 declared/inbox/ 的文件的名称。",
    ),
    Deployment("封存", seal, "封存某一年的数字、条目和来历,此后不再改动;再次封存另存新版并列出差异。"),
    Deployment("核对", verify, "重新计算每个数字、重读每个存档页面,逐条列出差异;不写入任何文件。"),
)


async def to_prefect(
    row: Deployment, begins: time, home: str, shared: bool, active: bool = True
) -> RunnerDeployment:
    """The row as Prefect takes it, for the home of that name; on a server that several homes share, the home
    stands in the deployment's name. `active`: whether the schedule is, which somebody may have paused. The
    flow is named by its module, so that it is found from any folder."""
    made = await row.flow.ato_deployment(
        name=f"{row.name} {home}" if shared else row.name,
        description=row.description,
        schedule=Cron(cron_of(begins), timezone=TIME_ZONE, active=active) if row.every_night else None,
        entrypoint_type=EntrypointType.MODULE_PATH,
        tags=[home],
    )
    for name, shown in made._parameter_openapi_schema.properties.items():
        made._parameter_openapi_schema.properties[name] = _one_input(shown)
    return made


def _one_input(shown: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out, as one input: its page would ask for the type first (int or None)."""
    kinds = [kind for kind in shown.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return shown
    # Without its default, null: what stands in no input is then not sent, and null would be refused.
    return {**{key: value for key, value in shown.items() if key not in ("anyOf", "default")}, **kinds[0]}
