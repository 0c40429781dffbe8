"""Document numbers and index numbers: one form for every spelling, and whose number it is."""

import csv
import re

import pytest

from scrapers.parsing.items.numbers import (
    find_document_number,
    normalise_document_number,
    normalise_index_number,
    own_document_number,
    stated_document_number,
)
from tests.shared import SHARED, needs_shared

SPELLINGS = [
    ("柘政办〔2018〕24号", "柘政办〔2018〕24号"),
    ("柘政办[2018]24号", "柘政办〔2018〕24号"),
    ("柘政办［2018］24号", "柘政办〔2018〕24号"),
    ("柘政办（2018）24号", "柘政办〔2018〕24号"),
    ("柘政办(2018)24号", "柘政办〔2018〕24号"),
    ("柘政办【2018】24号", "柘政办〔2018〕24号"),
    ("柘政办﹝2018﹞24号", "柘政办〔2018〕24号"),
    ("（柘政办〔2018〕24号）", "柘政办〔2018〕24号"),
    ("柘政办 〔 2018 〕 24 号", "柘政办〔2018〕24号"),
    ("柘政办〔２０１８〕２４号", "柘政办〔2018〕24号"),
    ("\u200b柘政办〔2018〕24号", "柘政办〔2018〕24号"),
    ("发文字号：柘政办〔2018〕24号", "柘政办〔2018〕24号"),
    ("文 号:柘政办〔2018〕24号", "柘政办〔2018〕24号"),
    ("的通知徐府发〔2023〕9号", "徐府发〔2023〕9号"),
    ("吉市产权公发[2018]第109号", "吉市产权公发〔2018〕第109号"),
    ("穗人社规字〔2019〕6号", "穗人社规字〔2019〕6号"),
    ("省政府令 第170号", "省政府令第170号"),
    ("发文字号：山西省人民政府令第304号", "山西省人民政府令第304号"),
    ("重庆市人民政府令第 359 号", "重庆市人民政府令第359号"),
    ("令第179号", "令第179号"),
    ("交通运输部令2016年第62号", "交通运输部令2016年第62号"),
    ("国家税务总局公告2019年第44号", "国家税务总局公告2019年第44号"),
    ("2018年第2403号 公告", "2018年第2403号公告"),
    ("川办发〔2019〕1号、川办函〔2019〕2号", "川办发〔2019〕1号"),
]


@pytest.mark.parametrize(("raw", "normal"), SPELLINGS)
def test_one_form(raw: str, normal: str) -> None:
    assert normalise_document_number(raw) == normal
    assert normalise_document_number(normal) == normal


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "无",
        "暂无",
        "-",
        "便函",
        "公示",
        "2018-03-04",
        "2018年3月4日",
        "〔2018〕24号",
        "关于做好工作的通知",
        "主题词：",
    ],
)
def test_no_number(raw: str) -> None:
    assert normalise_document_number(raw) is None


def test_a_kind_of_letter_is_stated_but_is_no_number() -> None:
    assert stated_document_number(" 便函 ") == "便函"
    assert stated_document_number("无") is None
    assert stated_document_number("见附件") is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("柘政办〔2018〕24号", "柘政办〔2018〕24号"),
        ("（柘政办〔2018〕24号）", "柘政办〔2018〕24号"),
        ("柘政办〔2018〕24号 签发人：赵一", "柘政办〔2018〕24号"),
        ("柘城县人民政府文件 柘政〔2018〕12号", "柘政〔2018〕12号"),
        ("根据柘政办〔2018〕24号", None),
        ("根据《意见》（豫政办〔2017〕138号）精神", None),
        ("转发国办发〔2017〕47号", None),
        ("原柘政办〔2018〕24号同时废止。", None),
        ("广州市人民政府令第179号", None),
        ("2018年6月4日", None),
    ],
)
def test_only_a_letterhead_line_is_the_documents_own(line: str, number: str | None) -> None:
    assert own_document_number(line) == number


def test_first_number_in_running_text() -> None:
    text = "根据《意见》（豫政办〔2017〕138号）和商政办〔2018〕8号文件精神"
    assert find_document_number(text) == "豫政办〔2017〕138号"
    assert find_document_number("贯彻国办发〔2017〕47号") == "国办发〔2017〕47号"
    assert find_document_number("2018年第3号") is None


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("11440100MB2C90856P/2023-00331", "11440100MB2C90856P/2023-00331"),
        (" 014717475N/2023-0040295 ", "014717475N/2023-0040295"),
        ("索 引 号：000014348/2020-35147", "000014348/2020-35147"),
        ("GA000-0201-2018-00012", "GA000-0201-2018-00012"),
        ("无", None),
        ("", None),
        ("发布机构", None),
        ("2018-03-04", None),
        ("2018年3月4日", None),
    ],
)
def test_index_numbers(raw: str, normal: str | None) -> None:
    assert normalise_index_number(raw) == normal


@needs_shared
def test_four_thousand_real_numbers() -> None:
    with (SHARED / "portals" / "document_numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        raws = [row["document_number_raw"] for row in csv.DictReader(file)]
    read = {raw: normalise_document_number(raw) for raw in raws}
    assert len(raws) == 4000
    assert [raw for raw, number in read.items() if bool(raw) != bool(number)] == []
    form = re.compile(r"[\u4e00-\u9fff]+(?:〔\d{4}〕\d+号|(?:令|公告)(?:\d{4}年)?第\d+号)")
    assert [number for number in read.values() if number and not form.fullmatch(number)] == []
    digits = [(re.findall(r"\d+", raw), re.findall(r"\d+", number)) for raw, number in read.items() if number]
    assert all(before == after for before, after in digits)
