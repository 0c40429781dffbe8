"""Tables for the terminal: what a run read of what was declared, by section and by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from flows.progress import section_line
from scrapers.vocabulary.outcomes import GROUND_WORDS, OUTCOME_WORDS
from warehouse.completeness import Completeness, SectionMonths, remedy
from warehouse.in_force import Setting
from warehouse.report.escaping import markdown_text, visible

if TYPE_CHECKING:
    from flows.summary import Summary
    from flows.trying import Tried
    from scrapers.package import Proof
    from scrapers.portalfile import Section


def completeness_table(summary: Summary) -> str:
    """Plain text, one line per section: outcome, on what a complete reading rests, pages and records read of
    those declared, reason; of several portals a table each, then those that were not read and why."""
    title = f"{summary.years.text} 年补抓完整性" if summary.years else "今晚各栏目完整性"
    if len(summary.portals) + len(summary.unread) <= 1:
        return _sections(title, summary.sections)
    tables = [_sections(f"{title}:{portal.portal.name}", pairs) for portal, pairs in summary.portals]
    lines = [f"门户 {portal_id} 没有读:{visible(why)}" for portal_id, why in summary.unread]
    return "\n\n".join([*tables, *(["\n".join(lines)] if lines else [])])


def _sections(title: str, pairs: Sequence[tuple[Section, Proof]]) -> str:
    table = _table(title, ["栏目", "结果", "依据"], ["页(读到/自称)", "条(读到/自称)"], ["说明"])
    for section, proof in pairs:
        table.add_row(
            f"{section.id} {section.name}",
            OUTCOME_WORDS[proof.outcome],
            _ground(proof.ground),
            of_declared(proof.pages_read, proof.pages_declared),
            of_declared(proof.records_read, proof.records_declared),
            proof.reason,
        )
    return _text(table)


def stopped_words(summary: Summary) -> str:
    """What became of a night or a backfill that was stopped, without the end of the sentence."""
    file = "公布文件已在抓取时段结束时更新" if summary.published else "公布文件未动"
    return f"已停止;已抓取的部分已保存,{file}"


def month_tables(table: Completeness) -> str:
    """Plain text: per year one line per section with its items by month, then what could not be proven."""
    parts = []
    for year in table.years.each:
        grid = _table(f"{year} 年各栏目逐月条数", *_month_heads(table), [])
        for section in table.sections:
            grid.add_row(*(visible(cell) for cell in _month_cells(table, section, year)))
        parts.append(_text(grid))
    return "\n\n".join([*parts, "\n".join(_unproven_lines(table))])


def month_markdown(table: Completeness) -> str:
    """The same as Markdown; what strangers wrote (names, reasons) is escaped."""
    words, numbers = _month_heads(table)
    rule = "|" + "---|" * len(words) + "---:|" * len(numbers)
    parts = []
    for year in table.years.each:
        rows = [_markdown_row(_month_cells(table, section, year)) for section in table.sections]
        lines = [f"### {year} 年各栏目逐月条数", "", _markdown_row([*words, *numbers]), rule, *rows]
        parts.append("\n".join(lines))
    title, *others = _unproven_lines(table)
    listed = [f"- {markdown_text(line)}" for line in others]
    return "\n\n".join([*parts, f"**{markdown_text(title)}**", "\n".join(listed)]).rstrip() + "\n"


def tried_table(tried: Tried) -> str:
    """Plain text: the newest items of a trial, and what came of it."""
    heads = ["标题", "发布日期", "单位", "类别", "文号"]
    table = _table(f"试读 {tried.section.id} {tried.section.name}:最新的 {len(tried.rows)} 条", heads, [], [])
    for row in tried.rows:
        day = row.published_on.isoformat() if row.published_on else "—"
        cells = (row.title, day, row.unit, row.categories, row.document_number)
        table.add_row(*(visible(cell) if cell else "—" for cell in cells))
    if tried.paused:
        said = f"{tried.paused};没有读完,没有保存,也没有公布"
    elif tried.proof is None:
        said = f"读了约 {tried.pages} 页后停止(--pages 可放宽);没有保存,也没有公布"
    else:
        said = f"{section_line(tried.proof)};没有保存,也没有公布"
    return f"{_text(table)}\n{said}"


def settings_table(settings: Sequence[Setting]) -> str:
    """Plain text: each setting, its value in force, and where that is from."""
    table = _table("", ["设置", "现值", "来历"], [], [])
    for setting in settings:
        table.add_row(setting.key, setting.value, setting.origin)
    return _text(table).lstrip("\n")


def _month_heads(table: Completeness) -> tuple[list[str], list[str]]:
    """Columns of words and of numbers; the ground of `complete` and items without date only where any is."""
    ground = ["依据"] if any(section.ground for section in table.sections) else []
    undated = ["无日期"] if any(section.undated for section in table.sections) else []
    return ["栏目", "结果", *ground], [*(f"{month}月" for month in range(1, 13)), "全年", *undated]


def _month_cells(table: Completeness, section: SectionMonths, year: int) -> list[str]:
    """One line of the table of a year, as `_month_heads` names the columns."""
    words, numbers = _month_heads(table)
    ground = [_ground(section.ground)] if "依据" in words else []
    outcome = OUTCOME_WORDS.get(section.outcome or "", "没有读到")
    months = [_items(section, section.of(year, month)) for month in range(1, 13)]
    undated = [_items(section, section.undated)] if "无日期" in numbers else []
    return [
        f"{section.section_id} {section.name}",
        outcome,
        *ground,
        *months,
        _items(section, section.of_year(year)),
        *undated,
    ]


def _ground(ground: str | None) -> str:
    """On what a complete reading rests; — where it is not complete, or nothing was kept."""
    return GROUND_WORDS.get(ground or "", ground or "—")


def _items(section: SectionMonths, items: int | None) -> str:
    """A number, `≥` before it where the section may hold more; — where nothing is known."""
    return "—" if items is None else str(items) if section.proven else f"≥{items}"


def _unproven_lines(table: Completeness) -> list[str]:
    """未能证明完整的: each section with the reason and what to do."""
    if not table.unproven:
        return ["未能证明完整的: 无"]
    return [f"未能证明完整的 {len(table.unproven)} 个栏目:", *map(_unproven, table.unproven)]


def _unproven(section: SectionMonths) -> str:
    outcome = OUTCOME_WORDS.get(section.outcome or "", "没有读到")
    reason = f"({section.reason})" if section.reason else ""
    return visible(f"  {section.section_id} {section.name}: {outcome}{reason}。{remedy(section)}")


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(markdown_text(cell) for cell in cells) + " |"


def _table(title: str, *columns: list[str]) -> Table:
    """A borderless table of three kinds of columns: words, numbers, words."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    words, numbers, remarks = columns
    for head in words:
        table.add_column(head, overflow="fold")
    for head in numbers:
        table.add_column(head, justify="right", no_wrap=True)
    for head in remarks:
        table.add_column(head, overflow="fold")
    return table


def _text(table: Table) -> str:
    console = Console(width=140, color_system=None, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def of_declared(read: int | None, declared: int | None) -> str:
    """`read/declared`, with — for what is not known."""
    return "/".join("—" if number is None else str(number) for number in (read, declared))
