"""Figures that only a person can give: the sheet to fill in, and taking it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.portals import find_portal
from flows.published import portal_meant, reports_folder
from scrapers.durable import replace_whole
from scrapers.oswords import reason
from warehouse.declared import (
    Checked,
    DeclareError,
    Source,
    Wanted,
    append,
    asked_cells,
    check_workbook,
    read_declarations,
    template_of,
)
from warehouse.declared.known import before_of, known_figures
from warehouse.declared.workbook import MOST_BYTES
from warehouse.forms import Form, form_named, forms_of
from warehouse.home import Home
from warehouse.status import published_portals

_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Organ:
    """Whose figures they are."""

    portal: str
    name: str
    names: tuple[str, ...]
    """What the portal is called and was called before."""
    is_one_of_several: bool = False


def organ_meant(home: Home, named: str | None) -> Organ:
    """By the published file; before the first publication by the portal files. Raises PortalFileError."""
    if home.published.is_file():
        portal_id = portal_meant(home, named)
        known = published_portals(home.published)
        one = next((one for one in known if portal_id in (None, one.portal_id)), None)
        if one is not None:
            return Organ(one.portal_id, one.name, tuple(one.names), len(known) > 1)
    portal = find_portal(home, named)
    return Organ(portal.id, portal.portal.name, (portal.id,))


def write_template(root: Path, year: int, form: str | None, out: Path | None, portal: str | None) -> Path:
    """Writes the sheet of the forms of that year, or of the one named; returns its path. Raises DeclareError,
    PortalFileError, FileUnreadable."""
    home = Home(root)
    organ = organ_meant(home, portal)
    forms = _forms(year, form)
    known = known_figures(home.published, organ.portal, year)
    declared = read_declarations(home).of(organ.names, year - 1, year)
    before = before_of(forms, year, known)
    asked = [
        (one, asked_cells(one, year, known, declared, before.previous_forms.get(one.name))) for one in forms
    ]
    content = template_of([(one, cells) for one, cells in asked if cells], year, organ.name, organ.portal)
    folder = reports_folder(home, year, organ.portal if organ.is_one_of_several else None)
    path = out or folder / f"declare-{form or year}.xlsx"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return replace_whole(path, content)
    except OSError as error:
        raise DeclareError(f"无法写入 {path}({reason(error)});请换一个文件名或检查权限和空间") from error


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a sheet."""

    checked: Checked
    added: int
    """Rows that were added to the book; the others said what is in force already."""
    book: Path


def import_sheet(
    root: Path, year: int, file: Path, who: str, now: datetime, portal: str | None, only_good: bool
) -> Imported:
    """Checks a filled sheet; keeps its rows in the book where nothing is wrong, or, `only_good`, those with
    which nothing is. Raises DeclareError where nothing of the file can be read or the book cannot be written,
    PortalFileError, FileUnreadable, HeldOpen."""
    home = Home(root)
    organ = organ_meant(home, portal)
    data = _bytes(file)
    known = known_figures(home.published, organ.portal, year)
    standing = read_declarations(home).of(organ.names, year - 1, year)
    before = before_of(_forms(year, None), year, known)
    source = Source(_UNSAFE.sub("", file.name), who, now)
    checked = check_workbook(data, Wanted(year, organ.portal), source, standing, before)
    added = 0
    if checked.good and (only_good or not checked.faults):
        added = append(home, year, checked.good, now)
    return Imported(checked, added, home.declared / f"{year}.csv")


def _forms(year: int, name: str | None) -> list[Form]:
    if name is not None:
        try:
            return [form_named(name)]
        except KeyError as error:
            raise DeclareError(str(error.args[0])) from error
    forms = forms_of(year)
    if not forms:
        raise DeclareError(f"{year} 年没有要填的表;现有的表从 2014 年起")
    return list(forms)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise DeclareError(f"无法读取 {file}({reason(error)});请核对文件名和权限") from error
