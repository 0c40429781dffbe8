"""What is behind a figure: its rule, the SQL file that made it, and every document that it counts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

import sql
from scrapers.vocabulary import CATEGORIES
from scrapers.vocabulary.outcomes import GROUND_WORDS, OUTCOME_WORDS, WHOLE
from warehouse.ledger import TIME_ZONE
from warehouse.query import Row, rows, value
from warehouse.report.escaping import visible
from warehouse.report.year_read import YearRead, year_read
from warehouse.self_check import FORM as SELF_CHECK
from warehouse.why.evidence import evidence_lines
from warehouse.why.reading import WhyError, cell, knows, moment, opened

ORIGINS = {
    "computed": "可由网站得出",
    "lower_bound": "仅下限,实际不少于此数",
    "declared": "单位填报",
    "missing": "缺,没有数字,不等于零",
}


def explain_figure(published: Path, form: str, year: int, code: str, portal_id: str | None = None) -> str:
    """The figure's value, origin, rule, what proves it, SQL file and items as text; of several portals, that
    of the one meant.

    Raises WhyError when it is not there.
    """
    with opened(published, portal_id) as connection:
        which = {"form": form, "year": year, "code": code}
        found = rows(connection, "why/figure", **which)
        if not found:
            raise WhyError(_unknown(connection, form, year, code))
        items = rows(connection, "why/figure_items", **which)
        basis: list[str] = []
        known = knows(connection, "declarations")
        declared = rows(connection, "why/declaration", **which) if known else []
        if found[0]["origin"] == "declared":
            basis = ["依据", *(f"  {line}" for one in declared for line in _declared(one)), ""]
        elif form == SELF_CHECK:
            basis = ["依据", *(f"  {line}" for line in evidence_lines(connection, year, code)), ""]
        elif not found[0]["sql_file"]:
            basis = ["依据", "  须单位填报,不由网站得出", ""]
        elif knows(connection, "figure_sources"):
            sources = rows(connection, "why/figure_sources", form=form, code=code)
            lines = _basis(found[0], sources, year_read(connection, year))
            left_out = rows(connection, "why/left_out", form=form, year=year)
            undated = int(value(connection, "why/undated"))
            out = _left_out(left_out, undated, form, year)
            basis = ["依据", *(f"  {line}" for line in lines), ""]
            basis += ["本年不计的条目", *(f"  {line}" for line in out), ""]
            basis += [line for one in declared for line in ("没有列入的", f"  {_declared(one)[0]}", "")]
    return visible("\n".join([*_head(found[0]), "", *basis, *_items(found[0], items)]))


def _head(figure: Row) -> list[str]:
    return [
        f"{figure['form']} {figure['year']} {figure['code']} = {cell(figure)}",
        f"项目      {figure['label']}",
        f"来源      {ORIGINS[figure['origin']]}",
        f"数据截至  {moment(figure['as_of'])}",
        f"口径      {figure['rule'] or '—'}:{figure['rule_text'] or '文件中没有这条规则的文字'}",
        f"计算文件  {_made_by(figure['sql_file'])}",
    ]


def _made_by(sql_file: str | None) -> str:
    """The file that counted it, with its place, and the statement where several are in it."""
    if not sql_file:
        return "—(网站上得不出,没有计算)"
    path, _, statement = sql_file.partition("#")
    file = sql.FOLDER / path
    place = str(file) if file.is_file() else "本版程序中没有这个文件"
    return f"sql/{path}({place})" + (f"中的 {statement}" if statement else "")


def _basis(figure: Row, sources: list[Row], read: YearRead) -> list[str]:
    """The sections that the figure rests on and how they were read; whether the year was ever asked for."""
    assigned = [row for row in sources if row["role"] == "assigned"]
    possible = [row for row in sources if row["role"] == "possible"]
    year = figure["year"]
    lines = [_source(row, year) for row in assigned] or [_no_source(figure["code"])]
    unsettled = [row for row in possible if not _is_whole(row, year)]
    lines += [f"可能含有这一类的条目:{_source(row, year)}" for row in unsettled]
    if len(possible) > len(unsettled):
        lines.append(f"另有 {len(possible) - len(unsettled)} 个可能含有这一类条目的栏目,都已读全")
    return [*lines, read.words]


def _declared(one: Row) -> list[str]:
    """Who gave it, in which file, and what the website shows."""
    when = f",{moment(one['declared_at'])}" if one["declared_at"] else ""
    file = f",文件 {one['file']}(SHA-256 {one['file_sha256']})" if one["file"] else ",手写"
    said = {"blank": "空白", "not_applicable": "不适用"}.get(one["state"], one["value_text"])
    said = said if one["value"] is None else f"{one['value'].normalize():f}"
    lines = [f"单位填报 {said}:{one['who']}{when}{file}"]
    lines += [f"备注:{one['remark']}"] if one["remark"] else []
    seen = None if one["site_value"] is None else f"{one['site_value'].normalize():f}"
    return [*lines, f"网站上至少有 {seen}" if seen else "网站上看不到"]


def _no_source(code: str) -> str:
    category = CATEGORIES.get(code)
    if category and not category.on_portal:
        return "这一类不在门户上统计"
    return "没有栏目归入这一类(门户文件没有指定,栏目名称也没有给出):没有依据说它是零"


def _is_whole(source: Row, year: int) -> bool:
    return bool(source["covered"]) and not source["unread_rows"] and not _ends_early(source, year)


def _ends_early(source: Row, year: int) -> bool:
    """Whether the last complete reading came before the year was over."""
    read_on: datetime = source["complete_at"].astimezone(ZoneInfo(TIME_ZONE))
    return read_on.year <= year


def _source(row: Row, year: int) -> str:
    if row["covered"]:
        ground = GROUND_WORDS.get(row["proof"], "没有记依据")
        said = f"{moment(row['complete_at'])} 完整读取({ground})"
        said += ",此后发布的不在内" if _ends_early(row, year) else ""
    elif row["outcome"] is None:
        said = "从未读过"
    else:
        why = f"({row['reason']})" if row["reason"] else ""
        partly = row["outcome"] in WHOLE
        last = "只读了新增部分" if partly else OUTCOME_WORDS[row["outcome"]]
        said = f"从未从头到尾读全,最近一次{last}{why}"
    waiting = f";其中 {row['unread_rows']} 条列表没有日期、内容页还没有读到" if row["unread_rows"] else ""
    return f"栏目 {row['section_id']} {row['name']}:{said}{waiting}"


def _left_out(left_out: list[Row], undated: int, form: str, year: int) -> list[str]:
    forms = "', '".join(dict.fromkeys(("sections", form)))
    query = f"SELECT * FROM 台账.不计条目 WHERE 报表 IN ('{forms}') AND 年度 = {year}"
    told = [f"{row['items']} 条 {row['rule']}:{row['text'] or '—'}" for row in left_out]
    told += [f"(在 DuckDB 中:{query})"] if left_out else ["没有"]
    return told + ([f"另有 {undated} 条没有日期,不属于任何年度(年度 IS NULL)"] if undated else [])


def _items(figure: Row, items: list[Row]) -> list[str]:
    if not items:
        return ["没有所计的条目"]
    query = (
        f"SELECT * FROM 台账.数字明细 WHERE 报表 = '{figure['form']}' AND 年度 = {figure['year']} "
        f"AND 行号 = '{figure['code']}'"
    )
    return [f"所计条目 {len(items)} 条(在 DuckDB 中:{query})", *map(_item, items)]


def _item(item: Row) -> str:
    marks = f"(另有 {item['merged']} 条并入)" if item["merged"] else ""
    marks += f"(已于 {moment(item['removed_at'])} 撤下)" if item["removed_at"] else ""
    told = (item["published_on"], item["unit"] or "—", item["title"] or "(无标题)")
    return f"  {item['item_id']}  {'  '.join(str(part) for part in told)}{marks}  {item['url']}"


def _unknown(connection: duckdb.DuckDBPyConnection, form: str, year: int, code: str) -> str:
    near = rows(connection, "why/near_figures", form=form, year=year, code=code)
    if not near:
        return f"没有数字 {form} {year} {code};文件中还没有任何数字"
    shown = ";".join(f"{row['form']} {row['year']} {row['code']}" for row in near)
    return f"没有数字 {form} {year} {code};相近的有:{shown}"
