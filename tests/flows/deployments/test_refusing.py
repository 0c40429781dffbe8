"""What the server says of parameters before a run is made, in Chinese, beside the input it is about."""

from __future__ import annotations

import asyncio
import json
from datetime import time
from typing import Any
from unittest.mock import patch

import pytest
from prefect.utilities.schema_tools import validation

from flows.deployments import DEPLOYMENTS, to_prefect
from flows.serving.refusing import refuse_in_chinese

CASES: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "nothing": ("report", {}, {"year": "年度必须填写"}),
    "several": (
        "declare-import",
        {"file": " ", "who": "长" * 51, "only_good": None},
        {"year": "年度必须填写", "file": "不能空着", "who": "最多 50 个字", "only_good": "应为是或否"},
    ),
    "no number": ("seal", {"year": "二〇一七"}, {"year": "年度:应为整数,不能是 二〇一七"}),
    "one that may be left out": ("backfill", {"from_year": "x"}, {"from_year": "应为整数,不能是 x"}),
    "too early": ("declare-template", {"year": 2013}, {"year": "不能小于 2014"}),
    "too late": ("report", {"year": 2999}, {"year": "不能大于 2100"}),
    "month 13": ("bulletin", {"period": "2017-13"}, {"period": "期间:不能写 2017-13;请填 一个月(2017-10)"}),
    "quarter 5": ("bulletin", {"period": "2017-Q5"}, {"period": "不能写 2017-Q5"}),
    "no period": ("bulletin", {"period": "去年"}, {"period": "不能写 去年"}),
    "format": ("bulletin", {"period": "2017", "formats": ["md"]}, {"formats": "没有 md;可选:xlsx"}),
    "form": ("report", {"year": 2017, "forms": ["x"]}, {"forms": "没有 x;可选:sections、statistics-2014"}),
    "portal": ("report", {"year": 2017, "portal": "柘城"}, {"portal": "不能写 柘城;请填 门户的 id"}),
    "day": ("seal", {"year": 2017, "as_of": "12月31日"}, {"as_of": "不是日期:12月31日"}),
    "no source": ("reconcile", {"source": ""}, {"source": "不能空着"}),
    "well": ("bulletin", {"period": " 2017-q4", "rank": True, "formats": []}, {}),
    "nothing to fill in": ("republish", {}, {}),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, str]]:
    """Of each case, what is said beside which input."""
    schemas = {
        row.flow.name: asyncio.run(
            to_prefect(row, time(22), "home", False)
        )._parameter_openapi_schema.model_dump()
        for row in DEPLOYMENTS
    }
    told = []
    with patch.dict(getattr(validation, "_VALIDATOR").VALIDATORS):  # noqa: B009 - of another package
        refuse_in_chinese()
        for name, values, _ in CASES.values():
            # As the server's /ui/schemas/validate answers.
            schema = validation.preprocess_schema(schemas[name])
            errors = validation.validate(values, schema, preprocess=False)
            told.append(validation.build_error_obj(errors)["errors"])
    return {
        case: {one["property"]: json.dumps(one["errors"], ensure_ascii=False) for one in errors}
        for case, errors in zip(CASES, told, strict=True)
    }


@pytest.mark.parametrize("case", CASES)
def test_each_wrong_input_is_told_beside_it(answers: dict[str, dict[str, str]], case: str) -> None:
    expected = CASES[case][2]
    assert answers[case].keys() == expected.keys()
    for name, said in expected.items():
        assert said in answers[case][name], name
        assert "is not" not in answers[case][name] and "does not" not in answers[case][name]
