"""What the published file knows of the forms' cells."""

from __future__ import annotations

from pathlib import Path

from warehouse import query
from warehouse.declared.agreeing import Before
from warehouse.declared.asking import Known
from warehouse.forms import Form, forms_of
from warehouse.read_only import open_read_only


def known_figures(published: Path, portal: str, year: int) -> list[Known]:
    """Figures of the portal's forms of that year and the year before; none where nothing was published yet.
    Raises FileUnreadable."""
    if not published.is_file():
        return []
    with open_read_only(published, [portal] if portal else ()) as connection:
        return query.records(connection, "declared/figures", Known, years=[year - 1, year])


def before_of(forms: list[Form], year: int, known: list[Known]) -> Before:
    """Those figures, with the form on which each one's report was made a year before."""
    previous = {form.name: form for form in forms_of(year - 1)}
    found = {form.name: was for form in forms if (was := _previous(form, previous)) is not None}
    return Before(known, found)


def _previous(form: Form, previous: dict[str, Form]) -> Form | None:
    """The same form; of the annual report in sections the one that it was revised from."""
    if form.name in previous or not form.headings:
        return previous.get(form.name)
    return next((one for one in previous.values() if one.headings), None)
