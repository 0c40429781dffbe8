"""The table of deployments: each offers just what its flow takes, in words that staff read."""

from __future__ import annotations

import asyncio
import inspect
import re
from datetime import time
from typing import Any

import pytest

from flows.deployments import DEPLOYMENTS, Deployment, to_prefect
from flows.writing import NAMES
from warehouse.forms import FORMS
from warehouse.report import printed
from warehouse.report.bulletin import FORMATS

HAN = re.compile(r"[\u4e00-\u9fff]")


def made(row: Deployment, shared: bool = False) -> Any:
    return asyncio.run(to_prefect(row, time(22, 5), "gongkai-home-1", shared))


def form(row: Deployment) -> dict[str, Any]:
    """The parameters as the deployment's page shows them."""
    return dict(made(row)._parameter_openapi_schema.properties)


@pytest.mark.parametrize("row", DEPLOYMENTS, ids=lambda row: row.flow.name)
def test_a_deployment_offers_the_parameters_of_its_flow(row: Deployment) -> None:
    assert list(form(row)) == list(inspect.signature(row.flow.fn).parameters)


@pytest.mark.parametrize("row", DEPLOYMENTS, ids=lambda row: row.flow.name)
def test_every_text_of_a_form_is_chinese_and_every_input_has_a_type(row: Deployment) -> None:
    assert HAN.search(row.name) and HAN.search(row.description)
    for name, shown in form(row).items():
        assert HAN.search(shown["title"]), name
        assert HAN.search(shown["description"]), name
        assert shown["type"] in ("integer", "string", "array", "boolean"), (
            name
        )  # one input, no choice of types


def test_years_are_bounded_and_forms_and_formats_are_chosen_from_what_there_is() -> None:
    rows = {row.flow.name: form(row) for row in DEPLOYMENTS}
    for name in ("year", "from_year", "to_year"):
        assert (rows["backfill"][name]["minimum"], rows["backfill"][name]["maximum"]) == (1990, 2100)
    assert rows["report"]["formats"]["items"]["enum"] == list(printed.FORMATS)
    assert rows["bulletin"]["formats"]["items"]["enum"] == list(FORMATS)
    assert rows["report"]["forms"]["items"]["enum"] == list(NAMES)
    assert rows["declare-template"]["form"]["enum"] == [form.name for form in FORMS]
    for name in NAMES:
        assert f"{name} " in rows["report"]["forms"]["description"]
    assert "{" not in rows["report"]["forms"]["description"]


def test_only_the_night_has_a_schedule_at_its_minute_in_beijing() -> None:
    planned = {row.flow.name: made(row).schedules for row in DEPLOYMENTS}
    [schedule] = planned.pop("nightly")
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("5 22 * * *", "Asia/Shanghai")
    assert not any(planned.values())


def test_a_schedule_that_somebody_paused_stays_so_when_it_is_made_anew() -> None:
    [night] = [row for row in DEPLOYMENTS if row.every_night]
    for active in (True, False):
        made_so = asyncio.run(to_prefect(night, time(22, 5), "gongkai-home-1", False, active))
        assert [schedule.active for schedule in made_so.schedules or ()] == [active]


def test_on_a_shared_server_the_home_stands_in_the_name() -> None:
    assert {made(row, shared=True).name for row in DEPLOYMENTS} == {
        f"{row.name} gongkai-home-1" for row in DEPLOYMENTS
    }
    assert {made(row).name for row in DEPLOYMENTS} == {row.name for row in DEPLOYMENTS}


def test_a_deployments_flow_is_found_from_any_folder() -> None:
    for row in DEPLOYMENTS:
        assert made(row).entrypoint == f"{row.flow.fn.__module__}.{row.flow.fn.__name__}"
