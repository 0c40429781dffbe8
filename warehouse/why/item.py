"""Everything that decided whether and where an item counts: dates, sections, rules, merges, people."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scrapers.address import item_id
from warehouse.overrides import KINDS
from warehouse.portal_names import published_first_ids
from warehouse.query import Row, rows
from warehouse.report.escaping import visible
from warehouse.self_check import STATE_WORDS
from warehouse.why.reading import WhyError, amount, knows, moment, opened

UNITS = {
    "printed": "页面或列表所印",
    "alias": "所印别名归并",
    "title": "没有印单位,取标题所写",
    "section": "没有印单位,取栏目固定单位",
    "default": "没有印单位,取门户默认单位",
    "unread": "列表没有印单位,内容页还没有读到,或有待完整读取确认",
    "unknown": "列表没有印单位,内容页已不存在或不是网页",
    "person": "人工决定",
}
DATES = {"page": "内容页", "list": "列表页(内容页没有印或没有读到)"}
DECIDERS = {"section": "栏目的类别", "rule": "分类规则", "person": "人工决定"}
COMPARED = {
    "title": "标题",
    "published_on": "发布日期",
    "published_at": "发布时刻",
    "issued_on": "成文日期",
    "unit": "单位",
    "document_number": "文号",
    "index_number": "索引号",
}
CHANGES = {"withdrawn": "撤下", "restored": "恢复", "moved": "移到新网址", "edited": "列表行改动"}
PARTS = (
    "why/sections",
    "why/classifications",
    "why/merges",
    "why/versions",
    "why/changes",
    "why/decisions",
    "why/findings",
)

Facts = dict[str, list[Row]]

_UNTOLD: Row = {"rule": "", "text": "", "fact": "这个文件由较早的程序做成,没有记下原因"}


def explain_item(published: Path, named: str) -> str:
    """Every rule that counted or excluded the item named by id or address, as text.

    Raises WhyError for an item that is not there, with near matches.
    """
    with opened(published) as connection:
        found = rows(connection, "why/find_item", ids=_ids(connection, named))
        if not found:
            raise WhyError(_unknown(connection, named))
        item = found[0]
        facts = {name.removeprefix("why/"): rows(connection, name, item_id=item["item_id"]) for name in PARTS}
        kept = next((row["other_id"] for row in facts["merges"] if row["other_is_kept"]), item["item_id"])
        facts["figures"] = rows(connection, "why/figures_of_item", item_id=kept)
        facts["exclusions"] = (
            rows(connection, "why/exclusions", item_id=item["item_id"])
            if knows(connection, "exclusions")
            else [_UNTOLD]
        )
        checked: list[Row] = []
        if knows(connection, "check_evidence"):
            checked = rows(connection, "why/evidence_of_item", item_id=item["item_id"])
        taken_out: list[Row] = []
        if knows(connection, "redactions"):
            taken_out = rows(connection, "why/redactions", item_id=item["item_id"])
    chapters = [
        _head(item, facts),
        _chapter("计入的数字", _figures(item, facts)),
        _chapter("所在栏目", [_section(row, facts) for row in facts["sections"]]),
        _chapter("分类", [_classification(row) for row in facts["classifications"]]),
        _chapter("合并", [_merge(row) for row in facts["merges"]]),
        _chapter("内容版本", _versions(facts["versions"])),
        ["依规删除", *(f"  {_taken_out(row)}" for row in taken_out)] if taken_out else [],
        _chapter("变动", [_change(row, item["item_id"]) for row in facts["changes"]]),
        _chapter("人工决定", [_decision(row) for row in facts["decisions"]]),
        ["自查表", *(f"  {_checked(row)}" for row in checked)] if checked else [],
        _chapter("检查结果", [_finding(row) for row in facts["findings"]]),
    ]
    return visible("\n\n".join("\n".join(lines) for lines in chapters if lines))


def _ids(connection: duckdb.DuckDBPyConnection, named: str) -> list[str]:
    if "://" not in named:
        return [named.strip().lower()]
    try:
        return [item_id(first_id, named) for first_id in published_first_ids(connection).values()]
    except ValueError:
        return []


def _unknown(connection: duckdb.DuckDBPyConnection, named: str) -> str:
    near = rows(connection, "why/near_items", words=named)
    lines = [f"没有条目 {named};" + ("相近的有:" if near else "也没有相近的;请核对编号或网址")]
    return visible("\n".join(lines + [f"  {row['item_id']}  {row['title']}  {row['url']}" for row in near]))


def _chapter(title: str, lines: list[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines or ["(无)"])]


def _head(item: Row, facts: Facts) -> list[str]:
    printed = f"“{item['unit_printed']}”" if item["unit_printed"] else ""
    unit_why = item["unit_decision"] or f"{_unit_from(item)}{printed}{_by(item['unit_rule'])}"
    removed = f"{moment(item['removed_at'])} 发现;仍计入其发布年度" if item["removed_at"] else "没有"
    return [
        f"{item['title'] or '(无标题)'}",
        f"条目编号  {item['item_id']}({item['portal']})",
        f"网址      {item['url']}",
        f"年度      {_year(item, facts)}",
        f"成文日期  {item['issued_on'] or '未注明'}(不用于划分年度)",
        f"单位      {item['unit'] or '—'}({unit_why})",
        f"文号      {item['document_number'] or '未注明'};索引号 {item['index_number'] or '未注明'}",
        f"附件      {item['attachments']} 个",
        f"首次发现  {moment(item['first_seen_at'])};最近发现 {moment(item['last_seen_at'])}(北京时间)",
        f"撤下      {removed}",
    ]


def _taken_out(row: Row) -> str:
    what = "标题、网页和附件" if row["with_title"] else "网页和附件(标题保留)"
    return (
        f"{moment(row['redacted_at'])} {row['who']} 删除了{what},原因:{row['why']};"
        f"存档 {row['records']} 条记录只留下原内容的校验和,数字不因此而变(见 redactions)"
    )


def _unit_from(item: Row) -> str:
    """Where the unit is told to come from; with printed words, that of a section is its name's."""
    if item["unit_from"] == "section" and item["unit_printed"]:
        return "没有印单位,标题也没有写,取栏目名称所写"
    return UNITS.get(item["unit_from"], "没有依据")


def _by(rule: str | None) -> str:
    return f";依据 {rule}" if rule else ""


def _year(item: Row, facts: Facts) -> str:
    day = item["published_on"]
    if day is None:
        facts_told = [row["fact"] for row in facts["exclusions"] if row["rule"].startswith("X-undated@")]
        return f"无:{(facts_told or ['没有能读出的发布日期'])[0]};不属于任何年度"
    versions = facts["versions"]
    said = [row["date_read_from"] for row in versions if row["published_on"] == day and row["date_read_from"]]
    basis = DATES[item["date_from"]] + (f",读自 {said[-1]}" if said and item["date_from"] == "page" else "")
    return f"{day.year},以发布日期 {day} 为准(依据:{basis})"


def _figures(item: Row, facts: Facts) -> list[str]:
    merged = [row for row in facts["merges"] if row["other_is_kept"]]
    told = [
        f"{row['form']} {row['year']} {row['code']} = {amount(row['value'], row['measure'], row['origin'])}"
        f"(口径 {row['rule']}:{row['text'] or '—'})"
        for row in facts["figures"]
    ]
    if merged:
        head = f"本条已并入 {merged[0]['other_id']},不另计"
        return [f"{head};那一条计入:" if told else f"{head};那一条没有计入这个文件中的数字", *told]
    return told or [_why_not(facts["exclusions"])]


def _why_not(exclusions: list[Row]) -> str:
    for row in exclusions:
        rule = f"(规则 {row['rule']}:{row['text'] or '—'})" if row["rule"] else ""
        return f"没有计入任何数字:{row['fact']}{rule}"
    return "没有计入这个文件中的数字:封存的文件只含一个年度的数字,本条属于另一个年度"


def _checked(row: Row) -> str:
    return f"{row['year']} {row['code']} {row['label'] or ''}:{STATE_WORDS[row['state']]},{row['words']}"


def _decided(facts: Facts, kind: str) -> bool:
    return any(row["kind"] == kind and row["state"] == "applied" for row in facts["decisions"])


def _section(row: Row, facts: Facts) -> str:
    title = f"“{row['list_title']}”" if row["list_title"] else "(列表没有印标题)"
    parts = [
        f"{row['section_id']} {row['name']}:列表标题{title},列表日期 {row['listed_on'] or '没有能读出的'}"
    ]
    parts.append("置顶" if row["pinned"] else "")
    if row["accepted_at"]:
        parts.append(f"由 {moment(row['accepted_at'])} 的完整读取确认")
    if row["counted"]:
        by_person = _decided(facts, "include")
        basis = "" if row["accepted_at"] else "(人工决定计入)" if by_person else "(栏目从未完整读取过)"
        parts.append(f"这一行可以计入{basis}")
    else:
        parts.append("不计入(人工排除)" if _decided(facts, "exclude") else "不计入(尚待完整读取确认)")
    parts.append(f"{moment(row['left_at'])} 发现已离开该栏目" if row["left_at"] else "")
    return ";".join(part for part in parts if part)


def _classification(row: Row) -> str:
    by = DECIDERS[row["decided_by"]]
    return f"{row['category']}:{by} {row['rule']}:{row['text'] or '文件中没有这条规则的文字'}"


def _merge(row: Row) -> str:
    which = "并入" if row["other_is_kept"] else "保留本条,并入了"
    other = f"{row['other_id']} {row['title'] or '(无标题)'}({row['published_on'] or '无日期'},{row['url']})"
    return f"{which} {other};依据(与同一份文件中的至少一条相符){row['rule']}:{row['text'] or '—'}"


def _versions(versions: list[Row]) -> list[str]:
    lines = []
    for before, row in zip([None, *versions], versions, strict=False):
        place = (
            f"archive/{row['archive_file']} 偏移 {row['archive_offset']}"
            if row["archive_file"]
            else "没有存档"
        )
        lines.append(
            f"第 {row['version']} 版 {moment(row['seen_at'])} {place} "
            f"内容 {(row['content_sha256'] or '—')[:16]}{_read_by(row)}{_changes(before, row)}"
        )
    return lines or ["没有读到内容页,只有列表行"]


def _read_by(row: Row) -> str:
    """By which reader and which layout of its section a version was read, as far as that was kept."""
    if row["reader_version"] is None:
        return ""
    layout = f"、内容页版式第 {row['layout_version']} 版" if row["layout_version"] else ""
    return f" 读取器 {row['reader_version']}{layout}"


def _changes(before: Row | None, row: Row) -> str:
    if before is None:
        return ""
    changed = [
        f"{word}“{before[name] or '无'}”→“{row[name] or '无'}”"
        for name, word in COMPARED.items()
        if before[name] != row[name]
    ]
    if before["content_sha256"] != row["content_sha256"] and before["title"] == row["title"]:
        changed.append("正文有改动")
    return ";变化:" + (",".join(changed) or "附件或栏目字段")


def _change(row: Row, asked: str) -> str:
    here = row["other_item_id"] == asked
    word = "由旧网址移来" if here else CHANGES.get(row["change"], row["change"])
    return f"{moment(row['changed_at'])} {word}:{row['detail'] or '—'}"


def _decision(row: Row) -> str:
    told = f"{KINDS.get(row['kind'], row['kind'])} {row['value']}".strip()
    effect = "已起作用" if row["state"] == "applied" else "没有起作用"
    state = f"{effect}:{row['note']}" if row["note"] else effect
    signed = f"{row['who']},{row['decided_on'] or '日期不明'};原因:{row['why']}"
    return f"decisions.csv 第 {row['line']} 行:{told}({signed}):{state}"


def _finding(row: Row) -> str:
    verdict = f"(人工结论:{row['verdict']},{row['verdict_by']},{row['verdict_on']})" if row["verdict"] else ""
    whose = f"(所在栏目 {row['section_id']})" if row["section_id"] else ""
    return f"{row['check_id']}{whose}:{row['message']}{verdict}"
