"""Prefect flows of the figures that only a person can give: the sheet to fill in, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.declaring import Imported, import_sheet, write_template
from flows.environment import flow_home
from flows.form_parameters import (
    FORM,
    FORM_YEAR,
    ONLY_GOOD,
    SHEET,
    WHO,
    FormYear,
    PrintedForm,
    Text,
    Who,
)
from flows.inbox import handed_in, inbox
from flows.outcomes import concluded
from flows.parameters import PORTAL, PortalName
from flows.run import PORTAL_ZONE, now
from flows.shown import harmless, work_name
from flows.shown_files import key_of, show_written
from flows.steps import Tasks, say
from scrapers.privacy import mask
from warehouse.declared import Trouble
from warehouse.home import Home
from warehouse.report.escaping import visible


@flow(name="declare-template", flow_run_name=work_name("填报表"), persist_result=False)
def declare_template(
    year: FormYear = FORM_YEAR, form: PrintedForm = FORM, portal: PortalName = PORTAL
) -> State:
    """生成填报的 Excel 表:只列网站上得不出的格,附网站上看到的下限和上年的数。"""

    def work() -> Path:
        return Tasks("declare-template").step(
            "生成填报表", lambda: write_template(flow_home(), year, form, None, portal)
        )

    def told(path: Path) -> State:
        harmless(lambda: show_written([path], key_of("declare", year, portal), f"{year} 年填报表"))
        then = f"填好“填报”一栏,放进 {inbox(Home(flow_home())).absolute()},再运行“导入填报”"
        return Completed(name="完成", message=f"已生成 {path.absolute()};{then}")

    return concluded(work, told)


@flow(name="declare-import", flow_run_name=work_name("导入填报"), persist_result=False)
def declare_import(
    year: FormYear = FORM_YEAR,
    file: Text = SHEET,
    who: Who = WHO,
    only_good: bool = ONLY_GOOD,
    portal: PortalName = PORTAL,
) -> State:
    """核对填好的填报表,没有错才记入 declared/年度.csv;有错的一次全部列出,写着工作表、单元格、怎样改。"""

    def work() -> Imported:
        tasks = Tasks("declare-import")
        sheet = tasks.step("找到文件", lambda: handed_in(Home(flow_home()), file))
        at = now().astimezone(PORTAL_ZONE)
        return tasks.step(
            "核对并记下",
            lambda: import_sheet(flow_home(), year, sheet, who.strip(), at, portal, only_good),
        )

    def told(done: Imported) -> State:
        harmless(lambda: show_imported(done, year, portal))
        for one in done.checked.faults:
            say(visible(f"错误 {one.sentence}"))
        return _imported(done, only_good)

    return concluded(work, told)


def _imported(done: Imported, only_good: bool) -> State:
    faults, same = len(done.checked.faults), len(done.checked.good) - done.added
    if faults and not only_good:
        said = "一格也没有记下;每一处见 Artifacts(工作表、单元格、怎样改),改正后再导入"
        return Failed(name="没有导入", message=f"有 {faults} 处错误,{said}")
    told = f"已记入 {done.book.absolute()}:{done.added} 格"
    told += f",另有 {same} 格与已填报的相同" if same else ""
    told += f";{faults} 处有错没有记下,见 Artifacts" if faults else ""
    name = "部分导入" if faults else "完成" if done.added else "未变"
    return Completed(name=name, message=f"{told};公布:运行“重新公布”,或等今晚抓取以后")


def show_imported(done: Imported, year: int, portal: str | None = None) -> None:
    """Every fault of a sheet, what was taken otherwise than it stands there, and what does not agree: with
    sheet, cell and remedy."""
    checked = done.checked
    rows = [_row("错误", one) for one in checked.faults]
    rows += [_row("说明", one) for one in checked.notes]
    rows += [
        {"类别": "提醒", "工作表": "", "单元格": "", "编号": "", "怎样改": visible(mask(one))}
        for one in checked.warnings
    ]
    rows = rows or [{"类别": "没有错误", "工作表": "", "单元格": "", "编号": "", "怎样改": ""}]
    said = f"错误 {len(checked.faults)} 处,说明 {len(checked.notes)} 处,提醒 {len(checked.warnings)} 处"
    create_table_artifact(rows, key=key_of("declared", year, portal), description=f"{year} 年导入填报:{said}")


def _row(kind: str, one: Trouble) -> dict[str, Any]:
    return {
        "类别": kind,
        "工作表": visible(mask(one.sheet)),
        "单元格": one.cell,
        "编号": one.code,
        "怎样改": visible(mask(one.what)),
    }
