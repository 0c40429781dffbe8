"""What stands in one input cell, as an answer to what it asks: a number, a choice, a text, 空白, 不适用.

What a person may have meant otherwise is never guessed: it is told with the remedy. What means one thing only
(full-width digits, 1,234, a number kept as text) is taken, and told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from scrapers.documents.numbers import UNITS, number_of
from scrapers.privacy import mask
from warehouse.declared.options import NO, YES, options_of
from warehouse.declared.records import DIGITS, PLACES, WORDS
from warehouse.forms import Entry, Value
from warehouse.handwritten import quoted
from warehouse.report.escaping import visible
from warehouse.report.printed.filled import plain

_NUMBERS = ("int", "signed", "decimal")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_CONSTANT = re.compile(r"=\s*([-+]?\d+(?:\.\d+)?)", re.ASCII)
_NOTHING = re.compile(r"[-—–/\\无○〇零没有]{1,4}")
"""Written for none, and it may be 0, a blank or 不适用."""
_BETWEEN = re.compile(r"[、,,;;|\n]+")
_LONGEST = 500
"""Signs of a text."""
_OR_WORDS = "没有发生写 0,表上留空写 空白,不适用写 不适用"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell says; without `entry` and fault nothing was filled in."""

    entry: Entry | None = None
    fault: str = ""
    """What was found and the remedy (Chinese)."""
    note: str = ""
    """What was taken, although it stands there otherwise (Chinese)."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a workbook holds of one cell, as openpyxl tells it."""

    value: Any
    kind: str
    """n, s, b, d, e, f: openpyxl's `data_type`."""
    number_format: str
    epoch: datetime
    """Of the workbook's dates: 1900 or 1904."""


def answer_of(written: Written, form: str, value: Value) -> Answer:
    """The answer; every kind of cell takes the words of WORDS."""
    found = written.value
    if found is None or (isinstance(found, str) and not _cleaned(found)):
        return Answer()
    if written.kind == "e":
        return Answer(fault=f"是错误值 {found};请改成要填的内容")
    if written.kind == "f":
        return _formula(str(getattr(found, "text", found)), form, value)
    if isinstance(found, (datetime, date, time, timedelta)):
        return _day(found, written.epoch, value)
    if isinstance(found, str) and (state := WORDS.get(_cleaned(found))):
        return Answer(Entry(state))
    if value.kind in _NUMBERS:
        return _number_cell(written, value)
    return _word_cell(found, form, value)


def number_answer(text: str, value: Value) -> Answer:
    """A number written as text, in a cell that asks for one; by the same rules in the sheet and in the
    book."""
    told = _cleaned(text)
    if _PLAIN.fullmatch(told):
        return _checked(Decimal(told), value, _note_of(text, told))
    if _GROUPED.fullmatch(told):
        return _checked(Decimal(told.replace(",", "")), value, f"写的是{quoted(text)},按千位分隔的数读")
    return _other_number(text, told, value)


def word_answer(text: str, form: str, value: Value) -> Answer:
    """A text, personal data in it masked, or one or several of what may be chosen."""
    told, options = mask(visible(text).strip()), options_of(form, value)
    if not options:
        long = f"有 {len(told)} 个字,太长;请写在 {_LONGEST} 个字以内"
        return Answer(fault=long) if len(told) > _LONGEST else Answer(Entry("given", None, told))
    parts = [_cleaned(part) for part in _BETWEEN.split(told) if _cleaned(part)]
    parts = parts if value.kind == "choices" else [_cleaned(told)]
    by_label = {_cleaned(option): option for option in options}
    if unknown := [part for part in parts if part not in by_label]:
        return Answer(fault=f"是{quoted('、'.join(unknown))},只能填 {'、'.join((*options, *WORDS))}")
    chosen = sorted({by_label[part] for part in parts}, key=options.index)
    return Answer(Entry("given", None, "、".join(chosen)))


def _cleaned(text: str) -> str:
    """In half width, without spaces around it and signs that nobody sees."""
    return visible(unicodedata.normalize("NFKC", text)).strip().removeprefix("'").strip()


def _note_of(text: str, told: str) -> str:
    if text.strip() != told:
        return f"写的是{quoted(text)},按 {told} 读(全角数字或多余的符号)"
    return f"{told} 是以文本存的数,按数读"


def _formula(text: str, form: str, value: Value) -> Answer:
    constant = _CONSTANT.fullmatch(text.strip())
    if constant and value.kind in _NUMBERS:
        return _checked(Decimal(constant[1]), value, f"是公式 {text},按 {constant[1]} 读")
    told = "公式存下的结果不作数;请填算好的数(选择性粘贴—数值)"
    return Answer(fault=f"是公式{quoted(text)},{told}")


def _day(found: Any, epoch: datetime, value: Value) -> Answer:
    """A number that a spreadsheet turned into a day; which it was is said, and not taken."""
    if value.kind not in _NUMBERS:
        return Answer(fault=f"是日期格式({found});请把单元格设为“文本”,照要填的样子重写")
    from openpyxl.utils.datetime import (
        to_excel,
    )  # here: every command imports this module, hardly one a workbook

    try:
        serial = Decimal(f"{float(to_excel(found, epoch)):.15g}")
        was = f"(如果本来填的是 {plain(serial)},把单元格格式改为“常规”即可)"
    except (ValueError, TypeError, OverflowError):
        was = ""
    shown = found.isoformat(" ") if isinstance(found, datetime) else str(found)
    return Answer(fault=f"是日期 {shown},这一格要填数{was};请改成数")


def _number_cell(written: Written, value: Value) -> Answer:
    found = written.value
    if isinstance(found, bool):
        return Answer(fault=f"是 {str(found).upper()},这一格要填数;{_OR_WORDS}")
    if isinstance(found, str):
        return number_answer(found, value)
    if "%" in written.number_format:
        return Answer(fault=f"是百分数({found * 100:g}%),这一格要填数;请改成数,并把格式改为“常规”")
    # Excel keeps and shows 15 digits: 0.30000000000000004 was typed as 0.3.
    return _checked(Decimal(f"{found:.15g}"), value, "")


def _word_cell(found: Any, form: str, value: Value) -> Answer:
    if isinstance(found, bool):
        if value.kind == "bool":
            return Answer(
                Entry("given", None, YES if found else NO), note=f"是 {str(found).upper()},按是或否读"
            )
        return Answer(fault=f"是 {str(found).upper()};请照要填的样子写")
    if isinstance(found, str):
        return word_answer(found, form, value)
    if value.kind == "text" and found == int(found) and abs(found) < 10**15:
        note = "是以数存的文字,按文字读;开头若有 0,请设为“文本”重写"
        return Answer(Entry("given", None, str(int(found))), note=note)
    options = options_of(form, value)
    wanted = f"只能填 {'、'.join((*options, *WORDS))}" if options else "请把单元格设为“文本”重写"
    return Answer(fault=f"是数 {found:g},{wanted}")


def _other_number(text: str, told: str, value: Value) -> Answer:
    """No plain number: what it is, and what is to be written instead."""
    found = number_of(told)
    if _NOTHING.fullmatch(told):
        return Answer(fault=f"是{quoted(text)},分不清是哪一种;{_OR_WORDS}")
    if found is None:
        return Answer(fault=f"是{quoted(text)},不是一个数;请只写数,{_OR_WORDS}")
    if found.approximate:
        return Answer(fault=f"是{quoted(text)},不是确数;请填确数")
    if found.remark:
        return Answer(fault=f"是{quoted(text)},数后有说明;请只填 {plain(found.value)},说明写在备注一栏")
    if found.unit in ("", value.measure) and re.search(r"\d", told) and not re.search("[百千万亿]", told):
        return _checked(found.value, value, f"写的是{quoted(text)},按 {plain(found.value)} 读")
    return Answer(fault=_in_measure(text, found.value, found.unit, value))


def _in_measure(text: str, number: Decimal, unit: str, value: Value) -> str:
    """With another unit: what it would be in the cell's own, where both measure the same."""
    asked = f"这一格按“{value.measure}”填" if value.measure else "这一格只填数"
    if unit in UNITS and value.measure in UNITS and UNITS[unit][0] == UNITS[value.measure][0]:
        converted = number * UNITS[unit][1] / UNITS[value.measure][1]
        return f"是{quoted(text)},{asked};折合 {plain(converted)},请改填 {plain(converted)}"
    if unit in ("", value.measure):
        return f"是{quoted(text)},{asked};请用阿拉伯数字填 {plain(number)}"
    return f"是{quoted(text)},单位是“{unit}”,{asked};请核对后只填数"


def _checked(number: Decimal, value: Value, note: str) -> Answer:
    """Whether it is a number that the cell can hold."""
    said = plain(number)
    places = max(0, -int(number.normalize().as_tuple().exponent))
    if value.kind != "signed" and number < 0:
        return Answer(fault=f"是 {said},不能小于 0;请改正")
    if value.kind in ("int", "signed") and places:
        hint = "(万元、万件请折算成个数)" if places else ""
        return Answer(fault=f"是 {said},这一格要填整数;请改成整数{hint}")
    if places > PLACES:
        return Answer(fault=f"是 {said},小数超过 {PLACES} 位;请四舍五入到 {PLACES} 位以内")
    if abs(number) >= 10**DIGITS:
        return Answer(fault=f"是 {said},大得不像一个统计数(超过 {DIGITS} 位);请核对")
    return Answer(Entry("given", number + 0), note=note)


def remark_of(found: Any) -> tuple[str, str]:
    """What stands in a remark, personal data masked, and a fault (Chinese) where it is too long to keep."""
    text = "" if found is None else mask(visible(" ".join(str(found).split())))
    return text[:_LONGEST], f"备注超过 {_LONGEST} 个字;请写短些" if len(text) > _LONGEST else ""
