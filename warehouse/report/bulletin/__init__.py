"""The 通报: what each unit published in a period, which sections are overdue and which fall due."""

from warehouse.report.bulletin.files import FORMATS, render_bulletin
from warehouse.report.bulletin.period import Period, parse_period
from warehouse.report.bulletin.plain import render_text
from warehouse.report.bulletin.reading import read_bulletin
from warehouse.report.bulletin.records import Bulletin

__all__ = [
    "FORMATS",
    "Bulletin",
    "Period",
    "parse_period",
    "read_bulletin",
    "render_bulletin",
    "render_text",
]
