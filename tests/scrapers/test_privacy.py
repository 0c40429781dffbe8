"""Personal data: found by form and check digit, masked; what belongs to an office stays."""

from __future__ import annotations

import pytest

from scrapers.privacy import is_card_number, is_id_number, mask, personal_data


def _id_with_right_check(body: str) -> str:
    """GB 11643-1999, written out a second time: the weights are powers of two modulo 11."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def _luhn_right(body: str) -> str:
    """The digit that brings the sum to a multiple of ten."""
    for last in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(body + last)):
            doubled = int(digit) * (2 if place % 2 else 1)
            total += sum(map(int, str(doubled)))
        if total % 10 == 0:
            return body + last
    raise AssertionError


# All made up.
ID = _id_with_right_check("41142419900307001")
CARD_16 = _luhn_right("622202123456789")
CARD_19 = _luhn_right("622202123456789012")


def test_the_check_digit_decides() -> None:
    assert is_id_number("11010519491231002X")  # the example of GB 11643-1999
    assert is_id_number("11010519491231002x")
    assert not is_id_number("110105194912310021")


def test_luhn_decides_over_sixteen_to_nineteen_digits() -> None:
    assert is_card_number(CARD_16)
    assert is_card_number(CARD_19)
    assert not is_card_number(CARD_16[:-1] + str((int(CARD_16[-1]) + 1) % 10))
    assert not is_card_number("0" * 15)


MASKED = [
    (f"身份证号{ID}。", f"身份证号{ID[:6]}********{ID[-4:]}。"),
    (f"卡号:{CARD_16}", f"卡号:{CARD_16[:6]}******{CARD_16[-4:]}"),
    (f"卡号{CARD_19}", f"卡号{CARD_19[:6]}*********{CARD_19[-4:]}"),
    (
        f"卡号 {CARD_19[:4]} {CARD_19[4:8]} {CARD_19[8:12]} {CARD_19[12:16]} {CARD_19[16:]}",
        f"卡号 {CARD_19[:6]}*********{CARD_19[-4:]}",
    ),
    ("张三,手机13812345678", "张三,手机138****5678"),
    ("联系人:李四 138-1234-5678", "联系人:李四 138****5678"),
    ("投诉人王五,电话13912345678", "投诉人王五,电话139****5678"),
]
KEPT = [
    "办公电话:0370-7212345",
    "举报电话:13812345678",
    "咨询热线 13812345678",
    "投诉电话:12345",
    "身份证号110105194912310021",  # wrong check digit: some other number
    "柘政〔2018〕12号,资金 6222021234567 元",
    "项目代码 2018-411424-48-03-012345",
    "/2018/t20180711_13812345678901.html",
    "统一社会信用代码 914114247890123456X",
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text) == text


def test_each_finding_names_kind_masked_value_and_place_once() -> None:
    found = personal_data(title="无", body=f"{ID}、{ID},电话13812345678")
    assert {(one.kind, one.masked, one.place) for one in found} == {
        ("身份证号", f"{ID[:6]}********{ID[-4:]}", "body"),
        ("手机号", "138****5678", "body"),
    }
    assert len(found) == 2


def test_no_finding_holds_the_number_itself() -> None:
    assert not any(ID in one.masked for one in personal_data(body=ID))


def test_masking_is_stable() -> None:
    once = mask(f"{ID} {CARD_16} 13812345678")
    assert mask(once) == once
