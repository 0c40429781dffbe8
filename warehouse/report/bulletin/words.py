"""The sentences of a bulletin, and its tables as rows of text, which every format prints alike."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.report.bulletin.records import (
    JUDGED,
    NO_DEMAND,
    NONE_SUCH,
    STATE_WORDS,
    UNIT_STATES,
    Bulletin,
    Standing,
    UnitRow,
    day_text,
    in_categories,
    joined,
    number_text,
)

NAMELESS = "未注明单位"
UNIT_HEAD = ("单位", "发布(条)", "其中(按类别)", "最低要求(次)", "逾期栏目", "即将逾期", "存疑", "从未读到")
RANK, TOTAL = "排名", "合计(不重复)"
OVERDUE_HEAD = ("单位", "栏目", "更新周期(天)", "最近一条", "到期日", "逾期天数", "说明")
SOON_HEAD = ("单位", "栏目", "更新周期(天)", "最近一条", "到期日", "最迟工作日", "说明")
DOUBTFUL_HEAD = ("单位", "栏目", "更新周期(天)", "已知最近一条", "结论", "原因")
LEFT = ("单位", "栏目", "其中(按类别)", "说明", "原因")
"""Columns whose cells begin at the left."""
NOTHING = "没有。"


def name_of(unit: UnitRow) -> str:
    """As it is printed."""
    return unit.name or NAMELESS


def whose(standing: Standing) -> str:
    """The unit whose section it is."""
    return standing.section.unit or NONE_SUCH


def summary(bulletin: Bulletin) -> str:
    """The whole in a paragraph: what was published, by how many units, how the sections stand."""
    whole = f"{bulletin.span.words},{bulletin.portal_name}网站{_published(bulletin)}。"
    return f"{whole}{_units(bulletin)}{_sections(bulletin)}"


def _published(bulletin: Bulletin) -> str:
    total = bulletin.total
    if total.value is None:
        return "没有读到本期的信息,而栏目没有读全,公开信息的条数缺"
    incomplete = ";数据不完整" if total.origin == "lower_bound" else ""
    return f"公开信息{total.words.replace(' ', '')}条(不同栏目公开相同信息计1条{incomplete})"


def _units(bulletin: Bulletin) -> str:
    units = [unit for unit in bulletin.units if not unit.is_pending]
    counts = [unit.published for unit in units if unit.published]
    some = sum(bool(count.value) for count in counts)
    none = sum(count.value == 0 for count in counts)
    unknown = sum(count.value is None for count in counts)
    said = f"{len(units)}个单位中,{some}个发布了信息,{none}个没有发布"
    return f"{said},{unknown}个不能确定。" if unknown else f"{said}。"


def _sections(bulletin: Bulletin) -> str:
    counts = {state: len(bulletin.standing(state)) for state in (*JUDGED, "never_read", "no_cadence")}
    judged = sum(counts[state] for state in JUDGED)
    said = (
        f"规定了更新周期并读到的栏目{judged}个:逾期{counts['overdue']}个,"
        f"即将逾期{counts['soon']}个,存疑{counts['doubtful']}个,"
        f"正常{counts['in_order']}个"
    )
    if counts["no_cadence"]:
        said += f";没有规定更新周期的{counts['no_cadence']}个"
    return f"{said};从未读到的{counts['never_read']}个。" if counts["never_read"] else f"{said}。"


def notes(bulletin: Bulletin) -> tuple[str, ...]:
    """Sentences under the tables: what the numbers are and are not; needless ones are left out."""
    said = [*_about_numbers(bulletin), *_about_categories(bulletin)]
    said += [f"另有 {count} 条{why}。" for count, why in _left_out(bulletin) if count]
    beside = bulletin.beside
    if beside.merged_count:
        said.append(f"同一文件以不同网址重复发布的 {beside.merged_count} 条已并入,不另计。")
    if beside.later_count:
        said.append(f"所计各条中有 {beside.later_count} 条所注日期晚于数据截至之日,照所注日期计入。")
    if any(told.act_by is None for told in bulletin.standing("soon")):
        said.append("标“—”的最迟工作日:不知道该年的放假安排,请写入 overrides/calendar.csv。")
    taken_out = bulletin.standing("taken_out")
    if taken_out:
        names = joined(told.section.name for told in taken_out)
        said.append(f"已从门户文件中移出、不再判断的栏目:{names}。")
    return (*said, *(f"{rule}。" for rule in bulletin.rules))


def _about_numbers(bulletin: Bulletin) -> Iterator[str]:
    counts = [unit.published for unit in bulletin.units if unit.published]
    yield "各单位的“其中”按类别计,属于几个类别的一条在每类各计 1 条,所以相加可以大于发布条数。"
    if any(count.origin == "lower_bound" for count in (*counts, bulletin.total)):
        yield "写“至少”的数字:可能有这个单位信息的栏目没有读全,或有条目的单位待读,实际数不少于此数。"
    if any(count.origin == "missing" for count in (*counts, bulletin.total)):
        yield "写“缺”的:没有读到信息,而有关栏目没有读全,不等于零。"
    if bulletin.beside.pending_count:
        yield f"有 {bulletin.beside.pending_count} 条的发布单位待读或不详,可能属于任何单位。"
    unlisted = [name_of(unit) for unit in bulletin.units if not unit.is_listed and not unit.is_pending]
    if unlisted:
        yield f"不在单位表内、按所印名称保留的单位:{joined(unlisted)}。"


def _about_categories(bulletin: Bulletin) -> Iterator[str]:
    zero = [name for name, count in bulletin.categories.items() if count.value == 0]
    missing = [
        name
        for name, count in bulletin.categories.items()
        if count.value is None and name not in bulletin.without_section
    ]
    if zero:
        yield f"本期没有信息的类别:{joined(zero)}。"
    if missing:
        yield f"缺的类别(有关栏目没有读全,也没有读到信息,不等于零):{joined(missing)}。"
    without = [name for name in bulletin.without_section if bulletin.categories[name].value is None]
    if without:
        yield f"另有 {len(without)} 个类别,门户上没有归入它们的栏目,也是缺,不等于零。"


def _left_out(bulletin: Bulletin) -> list[tuple[int, str]]:
    beside = bulletin.beside
    return [
        (beside.unclassified_count, "本期信息未能归入任何类别,不在任何数字之内"),
        (beside.elsewhere_count, "本期信息的类别不在门户上统计,不在任何数字之内"),
        (beside.excluded_count, "本期信息由人工排除,不在任何数字之内"),
        (beside.unconfirmed_count, "本期信息只见于没有读全的读取,有待确认,不在任何数字之内"),
        (beside.undated_count, "信息没有能读出的发布日期,不属于任何期间,不在任何数字之内"),
    ]


def unit_head(bulletin: Bulletin) -> tuple[str, ...]:
    """Of the table by unit; with a column for ranks where these were asked for."""
    return (*UNIT_HEAD, RANK) if bulletin.with_ranks else UNIT_HEAD


def unit_cells(bulletin: Bulletin, unit: UnitRow) -> tuple[str, ...]:
    """A unit's line of that table."""
    cells = (
        name_of(unit),
        unit.published.words if unit.published else NONE_SUCH,
        unit.in_categories,
        number_text(unit.minimum, NO_DEMAND),
        *(number_text(unit.of(state), NONE_SUCH) for state in UNIT_STATES),
    )
    return (*cells, unit.rank or NONE_SUCH) if bulletin.with_ranks else cells


def total_cells(bulletin: Bulletin) -> tuple[str, ...]:
    """The table's last line: distinct documents of the portal, and all its sections."""
    counts = (str(len(bulletin.standing(state))) for state in UNIT_STATES)
    cells = (TOTAL, bulletin.total.words, in_categories(bulletin.categories), NONE_SUCH, *counts)
    return (*cells, NONE_SUCH) if bulletin.with_ranks else cells


def unit_table(bulletin: Bulletin) -> list[tuple[str, ...]]:
    """All lines of the table by unit."""
    return [*(unit_cells(bulletin, unit) for unit in bulletin.lines), total_cells(bulletin)]


def overdue_rows(bulletin: Bulletin) -> list[tuple[str, ...]]:
    """The overdue sections, the longest overdue first; blank ones before them."""
    late = sorted(bulletin.standing("overdue"), key=lambda told: -(told.overdue_days or 10**6))
    return [
        (
            *_told(told),
            day_text(told.due_on) or NONE_SUCH,
            number_text(told.overdue_days, NONE_SUCH),
            _note(told),
        )
        for told in late
    ]


def soon_rows(bulletin: Bulletin) -> list[tuple[str, ...]]:
    """The sections that fall due, by that day."""
    soon = sorted(bulletin.standing("soon"), key=lambda told: (day_text(told.due_on), told.section.name))
    return [
        (*_told(told), day_text(told.due_on), day_text(told.act_by) or NONE_SUCH, _note(told))
        for told in soon
    ]


def doubtful_rows(bulletin: Bulletin) -> list[tuple[str, ...]]:
    """The sections of which nothing can be said: doubtful, and never read."""
    return [
        (*_told(told), STATE_WORDS[told.state], told.note)
        for told in bulletin.standing("doubtful", "never_read")
    ]


def _told(told: Standing) -> tuple[str, str, str, str]:
    section = told.section
    cadence = number_text(section.cadence_days, NONE_SUCH)
    return whose(told), section.name, cadence, day_text(section.last_on) or NONE_SUCH


def _note(told: Standing) -> str:
    """With what has come since, where the period lies back."""
    since = told.section.next_on
    return ";".join(filter(None, (told.note, f"{since} 已更新" if since else "")))


TABLES = (
    ("逾期栏目", OVERDUE_HEAD, overdue_rows),
    ("即将逾期的栏目", SOON_HEAD, soon_rows),
    ("存疑和从未读到的栏目", DOUBTFUL_HEAD, doubtful_rows),
)
"""The lists of sections: heading, head, rows."""
