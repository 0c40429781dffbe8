"""Writing the reports of a year, or a bulletin: plain functions, for the command line and Prefect flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from flows.published import portal_meant, reports_folder
from warehouse import calendars
from warehouse.forms import FORMS, Form, form_named, forms_of
from warehouse.home import Home
from warehouse.report import FORMATS as OF_SECTIONS
from warehouse.report import ReportError, bulletin, render, render_text, self_check
from warehouse.report.printed import FORMATS, FormsOfYear, read_forms, render_forms, told

SECTIONS = "sections"
SELF_CHECK = "self-check"
NAMES = (SECTIONS, *(form.name for form in FORMS), SELF_CHECK)
"""The forms that can be asked for by name."""


def write_report(
    home: Path,
    year: int,
    formats: Sequence[str] | None = None,
    out: Path | None = None,
    portal: str | None = None,
    form: str | Sequence[str] | None = None,
) -> tuple[str, list[Path]]:
    """The tables as text, and the files written (default: the home's `reports/YEAR`; with a folder per portal
    where it holds several). `form`: one of NAMES, or several; none: `sections`, what the year's documents
    prescribe, and the self-check where the file has one of that year.
    Raises ReportError, PortalFileError where a portal has to be named."""
    place = Home(home)
    portal_id = portal_meant(place, portal)
    folder = out or reports_folder(place, year, portal_id)
    asked = list(formats or FORMATS)
    names = [form] if isinstance(form, str) else list(form or ())
    texts: list[str] = []
    paths: list[Path] = []
    if set(names) != {SELF_CHECK}:
        read = read_forms(place.published, year, _wanted(year, names), portal_id)
        texts += _texts(read, names)
        if not names or SECTIONS in names:
            paths += render(read.sections, [name for name in asked if name in OF_SECTIONS], folder)
        paths += render_forms(read, asked, folder)
    if not names or SELF_CHECK in names:
        with nullcontext() if names else suppress(self_check.NoSelfCheck):
            checked = self_check.read_self_check(place.published, year, portal_id)
            texts.append(self_check.told(checked) if texts else self_check.render_text(checked))
            paths += self_check.render_self_check(checked, asked, folder)
    return "\n".join(texts), paths


def _wanted(year: int, names: Sequence[str]) -> tuple[Form, ...]:
    if not names:
        return forms_of(year)
    return tuple(form_named(name) for name in dict.fromkeys(names) if name not in (SECTIONS, SELF_CHECK))


def _texts(read: FormsOfYear, names: Sequence[str]) -> Iterator[str]:
    if not names or SECTIONS in names:
        yield render_text(read.sections)
    yield from map(told, [read] * len(read.forms), read.forms)


def write_bulletin(
    home: Path,
    period: str,
    formats: Sequence[str] | None = None,
    out: Path | None = None,
    portal: str | None = None,
    *,
    year: int | None = None,
    with_ranks: bool = False,
) -> tuple[str, list[Path]]:
    """The bulletin of a period as text, and the files written: `bulletin-PERIOD.*` where the reports of its
    year stand. Raises ReportError (no such period, another year than `year`, nothing read yet),
    PortalFileError where a portal has to be named."""
    asked = bulletin.parse_period(period)
    if year is not None and year != asked.year:
        raise ReportError(f"--year {year} 和 --period {asked.code} 不是同一年;通报只写 --period 就可以")
    place = Home(home)
    portal_id = portal_meant(place, portal)
    working_days = calendars.read_calendar(place.overrides / calendars.FILE_NAME)
    made = bulletin.read_bulletin(place.published, asked, portal_id, with_ranks, working_days)
    folder = out or reports_folder(place, asked.year, portal_id)
    return bulletin.render_text(made), bulletin.render_bulletin(
        made, list(formats or bulletin.FORMATS), folder
    )
