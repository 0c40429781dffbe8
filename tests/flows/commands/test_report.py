"""What `gongkai report` offers is what there is: options are written out, so that `--help` loads no form."""

from __future__ import annotations

from flows.commands import report
from flows.writing import NAMES
from warehouse.report import bulletin, printed


def test_the_forms_and_formats_offered_are_those_there_are() -> None:
    assert report.FORMS == NAMES
    assert set(report.FORMATS) == set(printed.FORMATS)
    assert set(report.BULLETIN_FORMATS) == set(bulletin.FORMATS)
