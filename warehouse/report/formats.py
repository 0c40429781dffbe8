"""The formats of the `sections` report: each function gives the whole file's text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warehouse.report.draft import draft
from warehouse.report.escaping import csv_text, markdown_text, typeset, visible
from warehouse.report.form import ORIGIN_WORDS, Row, SectionsForm, moment_words
from warehouse.report.notes import notes, rules
from warehouse.report.wording import pieces

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
"""Of every report that is a page; a word of a stranger is escaped unless a template says otherwise."""
TEMPLATES.filters |= {"moment": moment_words, "pieces": pieces, "typeset": typeset, "visible": visible}


def as_html(form: SectionsForm) -> str:
    """One self-contained page for reading and printing on A4; no script, nothing loaded from elsewhere."""
    return TEMPLATES.get_template("sections.html.j2").render(
        form=form,
        title=title(form),
        home=form.portal_home if urlsplit(form.portal_home).scheme in ("http", "https") else "",
        draft=draft(form),
        notes=notes(form),
        rules=rules(form),
        origins=ORIGIN_WORDS,
    )


def as_markdown(form: SectionsForm) -> str:
    """The same facts as Markdown."""
    return (
        "\n\n".join(
            [
                f"# {markdown_text(title(form))}",
                f"数据截至 {moment_words(form.data_as_of)} · 生成于 {moment_words(form.built_at)}",
                _markdown_table(form),
                *_markdown_missing(form),
                "## 说明",
                _markdown_list(notes(form)),
                *_markdown_proven(form),
                *_markdown_incomplete(form),
                *_markdown_draft(form),
                "## 统计口径",
                _markdown_list(
                    f"{rule}:{words or '(文件中没有说明)'}({files})" for rule, words, files in rules(form)
                ),
            ]
        )
        + "\n"
    )


def as_csv(form: SectionsForm) -> str:
    """One line per row of the form, missing ones included; begins with a BOM for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            "门户",
            "年度",
            "行号",
            "项目",
            "数值",
            "写法",
            "计量单位",
            "来源",
            "数据截至",
            "统计口径",
            "计算文件",
        ]
    )
    for row in (*form.rows, form.total):
        writer.writerow(
            [
                csv_text(form.portal_name),
                form.year,
                csv_text(row.code),
                csv_text(row.label),
                "" if row.value is None else row.value,
                row.number,
                csv_text(row.measure),
                row.origin_words,
                "" if row.as_of is None else moment_words(row.as_of),
                csv_text(row.rule),
                csv_text(row.sql_file),
            ]
        )
    return f"\ufeff{text.getvalue()}"


def as_json(form: SectionsForm) -> str:
    """The whole form with draft and notes, for programs; instants in ISO form, a missing value is null.

    `number` is how a figure is to be written: 至少 68, where it is a lower bound.
    """
    said = draft(form)
    content = {"form": "sections"} | asdict(form) | {"draft": asdict(said), "notes": list(notes(form))}
    for told, row in zip([*content["rows"], content["total"]], [*form.rows, form.total], strict=True):
        told["number"] = row.number
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain) + "\n"


FORMATS: dict[str, Callable[[SectionsForm], str]] = {
    "md": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
"""By the ending of the file."""


def title(form: SectionsForm) -> str:
    """The report's heading."""
    return f"{form.portal_name}{form.year}年政府信息公开栏目统计表"


def _markdown_table(form: SectionsForm) -> str:
    rows = [*form.given, form.total]
    lines = [_markdown_line(row, mark="**" if row is form.total else "") for row in rows]
    head = ["| 类别 | 数量 | 单位 | 来源 | 数据截至 |", "|---|---:|---|---|---|"]
    return "\n".join([*head, *lines])


def _markdown_line(row: Row, mark: str) -> str:
    as_of = "" if row.as_of is None else moment_words(row.as_of)
    label, measure = markdown_text(row.label), markdown_text(row.measure)
    return f"| {mark}{label}{mark} | {mark}{row.number}{mark} | {measure} | {row.origin_words} | {as_of} |"


def _markdown_missing(form: SectionsForm) -> list[str]:
    if not form.missing:
        return []
    labels = "、".join(markdown_text(row.label) for row in form.missing)
    return [f"缺({len(form.missing)} 类,没有数字,不等于零):{labels}"]


def _markdown_proven(form: SectionsForm) -> list[str]:
    cells = [
        (section.name, section.categories or "逐条归类", section.ground, moment_words(section.complete_at))
        for section in form.proven
    ]
    return _markdown_section("完整读取过的栏目", ("栏目", "类别", "依据", "完整读取"), cells)


def _markdown_incomplete(form: SectionsForm) -> list[str]:
    cells = [
        (section.name, section.outcome_words, section.read_of_declared, section.reason, section.basis)
        for section in form.incomplete
    ]
    return _markdown_section("没有读全的栏目", ("栏目", "最近结果", "读到/声明", "原因", "数字依据"), cells)


def _markdown_section(heading: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A heading and a table under it; nothing where there is no row."""
    lines = ["| " + " | ".join(markdown_text(cell) for cell in cells) + " |" for cells in rows]
    head = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return [f"## {heading}", "\n".join([*head, *lines])] if lines else []


def _markdown_draft(form: SectionsForm) -> list[str]:
    said = draft(form)
    left = [f"缺数,在文中以【】标出:{'、'.join(said.missing)}"] if said.missing else []
    left += [f"为零未写入:{'、'.join(said.zero)}"] if said.zero else []
    left += (
        [f"{'、'.join(said.repeated)}在上文写到不止一处,是同一批信息,合计只计一次"] if said.repeated else []
    )
    return [
        f"## 报告文字草稿(第 {said.version} 版措辞)",
        *map(markdown_marked, said.paragraphs),
        *([_markdown_list(left)] if left else []),
    ]


def markdown_marked(paragraph: str) -> str:
    """A paragraph in Markdown, what a person must write or check (【…】) in bold."""
    told = [(markdown_text(piece), to_write) for piece, to_write in pieces(paragraph)]
    return "".join(f"**{piece}**" if to_write else piece for piece, to_write in told)


def _markdown_list(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {markdown_text(sentence)}" for sentence in sentences)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
