"""The self-check (自查表) of a year as files: indicators with their verdicts, what is at fault and since
when, what falls due, what could not be seen."""

from warehouse.report.self_check.files import FORMATS, render_self_check
from warehouse.report.self_check.plain import render_text, told
from warehouse.report.self_check.reading import NoSelfCheck, read_self_check
from warehouse.report.self_check.records import SelfCheck

__all__ = [
    "FORMATS",
    "NoSelfCheck",
    "SelfCheck",
    "read_self_check",
    "render_self_check",
    "render_text",
    "told",
]
