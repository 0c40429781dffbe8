"""Whether what was declared agrees with itself, with last year and with the website: told, never refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.declared.asking import Known
from warehouse.declared.records import Declaration
from warehouse.forms import Entry, Finding, Form, check, form_named
from warehouse.report.printed.filled import plain


@dataclass(frozen=True, slots=True)
class Before:
    """What stands beside the declared figures."""

    known: Sequence[Known] = ()
    """Figures of the portal, of that year and the year before."""
    previous_forms: Mapping[str, Form] = field(default_factory=dict)
    """Form → the one on which last year's report was made."""


def disagreements(
    good: Sequence[Declaration], year: int, standing: Iterable[Declaration], before: Before
) -> Iterator[str]:
    """For people (Chinese): identities of the forms that do not hold with the declared figures `good`, and
    figures of the website that say otherwise. `standing`: what is in force of both years."""
    declared = {(one.form, one.year, one.code): one for one in standing}
    declared |= {(one.form, one.year, one.code): one for one in good}
    for name in dict.fromkeys(one.form for one in good):
        form, previous_form = form_named(name), before.previous_forms.get(name)
        values = _entries(name, year, declared, before.known)
        previous = _entries(previous_form.name, year - 1, declared, before.known) if previous_form else None
        mine = {one.code for one in good if one.form == name}
        for found in check(form, values, previous or None, previous_form=previous_form):
            if found.outcome in ("fail", "uncertain") and _concerns(found, mine):
                yield f"{name} 勾稽{'不成立' if found.outcome == 'fail' else '存疑'}:{found.sentence}"
    yield from _contradictions(good, before.known)


def _concerns(found: Finding, codes: set[str]) -> bool:
    return any(cell.code in codes and not cell.is_previous for cell in found.cells)


def _entries(
    form: str, year: int, declared: Mapping[tuple[str, int, str], Declaration], known: Iterable[Known]
) -> dict[str, Entry]:
    """What stands in the form's cells; a lower bound is no figure that could be added up."""
    found = {one.code: one.entry for (of, when, _), one in declared.items() if (of, when) == (form, year)}
    computed = {
        one.code: Entry(one.state, one.value, one.value_text or "")
        for one in known
        if (one.form, one.year, one.origin) == (form, year, "computed")
    }
    return found | computed


def _contradictions(good: Iterable[Declaration], known: Iterable[Known]) -> Iterator[str]:
    figures = {(one.form, one.year, one.code): one for one in known}
    for one in good:
        figure = figures.get((one.form, one.year, one.code))
        if figure is None or figure.value is None or one.state == "missing":
            continue
        told, place = plain(one.value or figure.value * 0), f"{one.form} {one.code}"
        if figure.origin == "computed" and one.value != figure.value:
            shown = told if one.value is not None else one.text or one.state
            yield f"{place}:填报 {shown},网站得出 {plain(figure.value)};统计表仍用网站得出的数,并列为矛盾"
        elif figure.origin == "lower_bound" and (one.value or 0) < figure.value:
            yield f"{place}:填报 {told},网站上至少有 {plain(figure.value)};请核对"
