"""A bulletin as one self-contained page for reading and for printing on A4."""

from __future__ import annotations

from urllib.parse import urlsplit

from warehouse.report.bulletin import words
from warehouse.report.bulletin.records import Bulletin
from warehouse.report.formats import TEMPLATES


def as_html(bulletin: Bulletin) -> str:
    """The page; no script, nothing loaded from elsewhere."""
    return TEMPLATES.get_template("bulletin/bulletin.html.j2").render(
        bulletin=bulletin,
        summary=words.summary(bulletin),
        unit_head=words.unit_head(bulletin),
        units=words.unit_table(bulletin),
        origins=[unit.published.origin if unit.published else "" for unit in bulletin.lines],
        lists=[(heading, head, rows(bulletin)) for heading, head, rows in words.TABLES],
        notes=words.notes(bulletin),
        left=words.LEFT,
        home=bulletin.portal_home if urlsplit(bulletin.portal_home).scheme in ("http", "https") else "",
    )
