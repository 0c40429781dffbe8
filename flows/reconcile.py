"""Prefect flow that sets a published annual report beside the warehouse's figures."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.environment import flow_home
from flows.form_parameters import COMPARED_YEAR, SOURCE, Text
from flows.inbox import handed_in
from flows.outcomes import concluded
from flows.parameters import PORTAL, PortalName, Year
from flows.published import portal_meant, reports_folder
from flows.reconciling import reconcile_source
from flows.shown import harmless, work_name
from flows.shown_files import key_of, show_text, show_written
from flows.steps import Tasks
from scrapers.privacy import mask
from warehouse.home import Home
from warehouse.reconcile.against import Reconciled
from warehouse.reconcile.comparing import VERDICTS
from warehouse.reconcile.telling import json_of, text_of
from warehouse.report.escaping import json_text, visible
from warehouse.report.files import write_files
from warehouse.report.form import ORIGIN_WORDS

_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 60
"""Signs of a report's name that its files take over."""


@flow(name="reconcile", flow_run_name=work_name("对照"), persist_result=False)
def reconcile(source: Text = SOURCE, year: Year | None = COMPARED_YEAR, portal: PortalName = PORTAL) -> State:
    """把已公布的年度报告的每个数字与本库比较:一致、相差多少和可能的原因;也核对报告自身。"""
    home = Home(flow_home())

    def work() -> tuple[Reconciled, list[Path]] | str:
        tasks = Tasks("reconcile")
        named = tasks.step("找到报告", lambda: _named(home, source.strip()))
        found = tasks.step("读报告并比较", lambda: reconcile_source(home.root, named, year, portal))
        if isinstance(found, str):
            return found
        return found, tasks.step("写入结果", lambda: _written(home, found, portal))

    def told(done: tuple[Reconciled, list[Path]] | str) -> State:
        if isinstance(done, str):
            return Failed(name="失败", message=visible(done))
        found, paths = done
        what = f"对照 {visible(mask(found.report.name))} 与 {found.year} 年的数字"
        key = key_of("reconcile", found.year, portal)
        harmless(lambda: show_compared(found, key, what))
        harmless(lambda: show_text(text_of(found), f"{key}-text", what))
        harmless(lambda: show_written(paths, f"{key}-files", what))
        return _state(found)

    return concluded(work, told)


def _named(home: Home, source: str) -> str:
    """An address as it is; a file that was handed in by its path. Raises NotHandedIn."""
    return source if "://" in source else str(handed_in(home, source))


def _written(home: Home, found: Reconciled, portal: str | None) -> list[Path]:
    """The same as the command prints, as files beside the reports of the year."""
    folder = reports_folder(home, found.year, portal_meant(home, portal))
    name = _NO_NAME.sub("-", mask(Path(found.report.name).stem))[:_LONGEST].strip("-.") or "report"
    as_json = json_text(json.dumps(json_of(found), ensure_ascii=False, indent=2))
    return write_files(
        folder, {f"reconcile-{name}.txt": text_of(found), f"reconcile-{name}.json": f"{as_json}\n"}
    )


def _state(found: Reconciled) -> State:
    counts = Counter(row.verdict for row in found.rows)
    said = "、".join(f"{words} {counts[verdict]}" for verdict, words in VERDICTS.items() if counts[verdict])
    wrong = sum(one.outcome == "fail" for one in found.itself)
    wrong += sum(added.outcome == "differs" for added in found.report.sums)
    itself = f";报告自身不符 {wrong} 处" if wrong else ""
    name = "不一致" if counts["differs"] or wrong else "完成"
    message = f"报告中的数字 {len(found.rows)} 个:{said or '没有读到数字'}{itself};逐个见 Artifacts"
    return Completed(name=name, message=message)


def _ours(row: Mapping[str, Any]) -> str:
    """The warehouse's figure; a lower bound never as if it were all."""
    if row["ours"] is None:
        return ""
    return f"至少 {row['ours']}" if row["origin"] == "lower_bound" else str(row["ours"])


def show_compared(found: Reconciled, key: str, what: str) -> None:
    """Every figure of the report beside the warehouse's."""
    told: Any = json_of(found)
    rows = [
        {
            "报告所说": visible(row["label"]),
            "报告": f"{row['printed'] or ''}{row['unit']}",
            "本库": _ours(row),
            "来历": ORIGIN_WORDS.get(row["origin"], "") if row["ours"] is not None else "",
            "类别或编号": row["code"] or "",
            "结果": row["words"] + (f",差 {row['difference']}" if row["verdict"] == "differs" else ""),
            "可能的原因": ";".join(map(visible, row["causes"])),
            "在报告哪里": visible(row["where"]),
        }
        for row in told["figures"]
    ]
    create_table_artifact(rows, key=key, description=what)
