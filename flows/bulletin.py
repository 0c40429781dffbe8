"""Prefect flow of a bulletin (通报): what each unit published in a period, without a request."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.form_parameters import BULLETIN_FORMATS, PERIOD, RANK, BulletinFormats, Period
from flows.outcomes import concluded
from flows.parameters import PORTAL, PortalName
from flows.report import written_state
from flows.shown import harmless, work_name
from flows.shown_files import key_of, show_text, show_written
from flows.steps import Tasks
from flows.writing import write_bulletin


@flow(name="bulletin", flow_run_name=work_name("通报"), persist_result=False)
def bulletin(
    period: Period = PERIOD,
    formats: BulletinFormats = BULLETIN_FORMATS,
    rank: bool = RANK,
    portal: PortalName = PORTAL,
) -> State:
    """由公布文件生成某一期间的通报:各单位公开了多少,哪些栏目逾期、即将逾期;不联网。"""

    def work() -> tuple[str, list[Path]]:
        return Tasks("bulletin").step(
            "生成通报",
            lambda: write_bulletin(flow_home(), period, formats, portal=portal, with_ranks=rank),
        )

    def told(written: tuple[str, list[Path]]) -> State:
        text, paths = written
        what = f"{period.strip()} 通报"
        harmless(lambda: show_written(paths, key_of("bulletin", period, portal), what))
        harmless(lambda: show_text(text, key_of("bulletin-text", period, portal), what))
        return written_state(paths)

    return concluded(work, told)
