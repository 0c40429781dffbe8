"""What is behind a figure: its rule, the SQL file that made it, and every document that it counts."""

from __future__ import annotations

from pathlib import Path

import duckdb

import sql
from warehouse.query import Row, rows
from warehouse.report.escaping import visible
from warehouse.why.reading import WhyError, amount, moment, opened

ORIGINS = {
    "computed": "可由网站得出",
    "lower_bound": "仅下限:有关栏目从未完整读取过,实际只会更多",
    "declared": "单位填报",
    "missing": "缺:没有栏目归入这一类,或其栏目还没有读到,或不是网站能得出的数",
}


def explain_figure(published: Path, form: str, year: int, code: str) -> str:
    """The figure's value, origin, rule, SQL file and items as text. Raises WhyError when it is not there."""
    with opened(published) as connection:
        which = {"form": form, "year": year, "code": code}
        found = rows(connection, "why/figure", **which)
        if not found:
            raise WhyError(_unknown(connection, form, year, code))
        items = rows(connection, "why/figure_items", **which)
    return visible("\n".join([*_head(found[0]), "", *_items(found[0], items)]))


def _head(figure: Row) -> list[str]:
    file = sql.FOLDER / (figure["sql_file"] or "")
    place = str(file) if file.is_file() else "本版程序中没有这个文件"
    return [
        f"{figure['form']} {figure['year']} {figure['code']} = {amount(figure['value'], figure['measure'])}",
        f"项目      {figure['label']}",
        f"来源      {ORIGINS[figure['origin']]}",
        f"数据截至  {moment(figure['as_of'])}",
        f"口径      {figure['rule'] or '—'}:{figure['rule_text'] or '文件中没有这条规则的文字'}",
        f"计算文件  sql/{figure['sql_file'] or '—'}({place})",
    ]


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
