"""The notes under a report's table: what the total is and is not, in sentences that every format prints."""

from __future__ import annotations

from warehouse.report.form import Neighbours, SectionsForm


def notes(form: SectionsForm) -> tuple[str, ...]:
    """Sentences in the order of printing; facts that are zero and need no attention are left out."""
    beside, total = form.neighbours, form.total
    said = [_total(form)]
    if beside.merged_count:
        said.append(f"同一文件以不同网址重复发布的 {beside.merged_count} 条已并入,不另计。")
    if beside.listed_count > (total.value or 0) + beside.merged_count:
        said.append(f"上述文件在各栏目列表中共出现 {beside.listed_count} 次。")
    if any(row.origin == "lower_bound" for row in (*form.rows, total)):
        said.append(
            "标“仅下限”的数字所依据的栏目没有读全(或没有读到本年末,或有条目日期待读),实际数不少于此数。"
        )
    said += [f"另有 {count} 条{why}。" for count, why in _left_out(beside) if count]
    if not form.read.asked:
        said.append(f"{form.read.words}。")
    elif form.read.listed_only:
        said.append(
            f"本年有 {form.read.listed_only} 条只按列表计(内容页没有读过):日期以列表所印为准,"
            "读到以后可能改属其他年度或并入同一文件。"
        )
    if beside.unresolved_unit_items:
        said.append(
            f"合计中有 {beside.unresolved_unit_items} 条所印的发布单位"
            f"({beside.unresolved_unit_names} 个名称)不在单位表内,按所印名称保留。"
        )
    return tuple(said)


def _left_out(beside: Neighbours) -> list[tuple[int, str]]:
    """How many items are in no figure (or not in the total), and why."""
    unread = f"(其中 {beside.undated_unread_count} 条内容页没有读到)" if beside.undated_unread_count else ""
    return [
        (beside.unclassified_count, "本年信息未能归入任何类别,不在合计之内"),
        (beside.elsewhere_count, "本年信息的类别不在门户上统计,不在合计之内"),
        (beside.excluded_count, "本年信息由人工排除,不在任何数字之内"),
        (beside.unconfirmed_count, "本年信息只见于没有读全的读取,有待确认,不在任何数字之内"),
        (beside.undated_count, f"信息没有能读出的发布日期{unread},无法归入年度,不在任何数字之内"),
    ]


def rules(form: SectionsForm) -> tuple[tuple[str, str, str], ...]:
    """The rules behind the figures: (rule, its words, SQL files), each once, in the order of first use."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in (*form.rows, form.total):
        if row.rule:
            files = found.setdefault(row.rule, (row.rule_text, []))[1]
            if row.sql_file and row.sql_file not in files:
                files.append(row.sql_file)
    return tuple((rule, words, "、".join(files)) for rule, (words, files) in found.items())


def _total(form: SectionsForm) -> str:
    added, total = form.neighbours.categories_sum, form.total
    if total.value is None:
        return f"合计缺;各类别数字相加为 {added}。"
    least = "至少" if total.origin == "lower_bound" else ""
    said = f"合计{least} {total.value} 条,按不重复的文件计(不同栏目公开相同信息计 1 条);各类别数字相加"
    if added == total.value:
        return f"{said}也是 {added}。"
    if added < total.value:
        return f"{said}为 {added},小于合计,数字不可用;请运行 gongkai verify。"
    return f"{said}为 {added},多出的 {added - total.value} 是同时属于几个类别而重复相加的。"
