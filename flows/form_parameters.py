"""Parameters of the flows that make, take and compare forms; what can be chosen is what there is: forms,
formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from flows.parameters import asked
from flows.writing import NAMES
from warehouse.forms import FORMS as PRINTED
from warehouse.forms import Form
from warehouse.report import bulletin, printed


def _chosen(*names: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Of a text: one of those names, which the pages offer as a list."""

    def known(name: str) -> str:
        if name not in names:
            raise ValueError(f"没有 {name};可选:{'、'.join(names)}")
        return name

    return AfterValidator(known), WithJsonSchema({"type": "string", "enum": list(names)})


def _words(form: Form) -> str:
    """`report-2021 政府信息公开工作年度报告(2021 年起)`."""
    title = form.title.replace("（{year}年度）", "").replace("{year}年", "")
    until = f"{form.first_year}–{form.last_year} 年" if form.last_year else f"{form.first_year} 年起"
    return f"{form.name} {title}({until})"


_OURS = {"sections": "sections 栏目统计表", "self-check": "self-check 自查表"}
"""Forms that no document prints."""


def _told(forms: Sequence[Form]) -> str:
    return ";".join(map(_words, forms))


_FORM, _FORM_SCHEMA = _chosen(*NAMES)
_PRINTED, _PRINTED_SCHEMA = _chosen(*(form.name for form in PRINTED))
_FORMAT, _FORMAT_SCHEMA = _chosen(*printed.FORMATS)
_BULLETIN, _BULLETIN_SCHEMA = _chosen(*bulletin.FORMATS)

Forms = list[Annotated[str, _FORM, _FORM_SCHEMA]] | None
PrintedForm = Annotated[str, _PRINTED, _PRINTED_SCHEMA] | None
Formats = list[Annotated[str, _FORMAT, _FORMAT_SCHEMA]] | None
BulletinFormats = list[Annotated[str, _BULLETIN, _BULLETIN_SCHEMA]] | None
Period = Annotated[
    str,
    Field(pattern=r"^\s*(199[0-9]|20[0-9]{2}|2100)(-(0?[1-9]|1[0-2]|[Qq][1-4]|[Hh][12]))?\s*$"),
]
FormYear = Annotated[int, Field(ge=2014, le=2100)]
Text = Annotated[str, Field(pattern=r"\S", max_length=300)]
Who = Annotated[str, Field(pattern=r"\S", max_length=50)]

FORMS = asked(
    "表式",
    "一种或几种;留空则为栏目统计表和这一年规定的各种报表。"
    f"{';'.join(_OURS[name] for name in NAMES if name in _OURS)};{_told(PRINTED)}",
    None,
)
FORMATS = asked("格式", f"{'、'.join(printed.FORMATS)} 中的一种或几种;留空为全部", None)
PERIOD = asked("期间", "一个月(2017-10)、一个季度(2017-Q4)、半年(2017-H1)或全年(2017)")
BULLETIN_FORMATS = asked("格式", f"{'、'.join(bulletin.FORMATS)} 中的一种或几种;留空为全部", None)
RANK = asked("排名", "是否按发布条数给各单位排名", False)
FORM_YEAR = asked("年度", "哪一年的报表,如 2021;从 2014 年起")
FORM = asked("表式", f"只要一张表的,选它;留空则为这一年的各张表。{_told(PRINTED)}", None)
SHEET = asked(
    "文件",
    "填好的 Excel 文件(.xlsx):放进数据目录的 declared/inbox/,这里填文件名;在 reports/ 里直接填的,填从数据"
    "目录起的路径,如 reports/2021/declare-2021.xlsx",
)
WHO = asked("填报人", "谁填报的,会记入 declared/ 的每一行,如 王某")
ONLY_GOOD = asked(
    "只记没有错的", "不选:有一处错就一格也不记(改正后再导入);选:有错也先记下没有错的各格", False
)
SOURCE = asked(
    "报告",
    "已公布的年度报告:网址(http:// 或 https:// 开头),或文件(PDF、Word、网页、文本):放进数据目录的 "
    "declared/inbox/,这里填文件名",
)
COMPARED_YEAR = asked("年度", "与哪一年的数字比较;留空则按报告所写的年度", None)
