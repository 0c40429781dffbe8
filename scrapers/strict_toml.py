"""Reading a TOML file that a clerk wrote: unknown keys are errors, every mistake is one Chinese sentence.

The one home of that rule: the portal file and a home's settings are both read by it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from scrapers.oswords import reason

File = TypeVar("File", bound=BaseModel)
Location = tuple[int | str, ...]

_FAULTS = {
    "string_type": "须为文字,请加引号",
    "string_too_short": "不能为空",
    "int_type": "须为整数",
    "int_parsing": "须为整数",
    "int_from_float": "须为整数",
    "float_type": "须为数字",
    "float_parsing": "须为数字",
    "finite_number": "须为有限的数字",
    "bool_type": "须为 true 或 false",
    "bool_parsing": "须为 true 或 false",
    "tuple_type": '须为列表,例如 ["甲", "乙"]',
    "too_short": "至少要有 {min_length} 项",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "model_type": "须为一个表",
}
"""What is wrong, and what is allowed, by pydantic's kind of error."""

_TOLD = 4
"""So many mistakes of a file are told at once."""

_TOML_FAULTS = (
    ("Cannot overwrite", "同一个键只能写一次"),
    ("Cannot declare", "同一个表只能写一次,{several}"),
    ("Cannot mutate", "同一个表只能写一次,{several}"),
    ("Invalid value", "文字要加英文引号"),
    ("Expected '='", "键和值之间用英文等号"),
    ("Unclosed array", "列表要以 ] 结束,各项之间用英文逗号"),
    ("Illegal character", "有不能出现的字符,或文字少了结尾的引号"),
    ("Unterminated", "文字少了结尾的引号"),
    ("", "请检查引号、等号和括号,都须用英文符号"),
)


class StrictTable(BaseModel):
    """A table of such a file: no key that is not declared, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Words:
    """What one kind of file says in its own words."""

    several: str
    """How several tables of one kind are written, e.g. 多个单位用 [[unit]]."""
    pattern: str
    """What a text may hold that does not fit its pattern."""


def read_strict(path: Path, model: type[File], words: Words, wrong: Callable[[str], Exception]) -> File:
    """The file at `path` as `model`. Raises `wrong(sentence)` for one that cannot be read or does not fit.

    A sentence is one line: the file, the line or key, and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise wrong(f"{path}: 无法读取({reason(error)});请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise wrong(f"{path}: 第 {error.start} 字节不是 UTF-8;请另存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise wrong(f"{path}: {_toml_sentence(str(error), text, words)}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise wrong(f"{path}: {_sentences(model, error.errors(), words)}") from error


def _toml_sentence(message: str, text: str, words: Words) -> str:
    """tomllib's message in Chinese: the line, what stands there, and what TOML wants."""
    found = re.search(r"line (\d+), column (\d+)", message)
    remedy = next((said for part, said in _TOML_FAULTS if part in message), _TOML_FAULTS[-1][1])
    remedy = remedy.format(several=words.several)
    if found is None:
        return f"不是有效的 TOML:文件到末尾还不完整;{remedy}"
    number = int(found[1])
    line = text.splitlines()[number - 1].strip()[:80] if number <= text.count("\n") + 1 else ""
    return f"第 {number} 行第 {found[2]} 列不是有效的 TOML({line});{remedy}"


def _sentences(model: type[BaseModel], errors: Sequence[ErrorDetails], words: Words) -> str:
    """Every mistake of the file, unknown keys first: a key that is misspelt is missing as well."""
    told = sorted(errors, key=lambda error: error["type"] != "extra_forbidden")
    sentences = [_sentence(model, error, words) for error in told[:_TOLD]]
    more = f";等 {len(errors)} 处" if len(errors) > _TOLD else ""
    return ";另外,".join(sentences) + more


def _sentence(model: type[BaseModel], error: ErrorDetails, words: Words) -> str:
    """One line: the place in the file's own terms, and the remedy."""
    location = error["loc"]
    where = _Place.of(model, location)
    kind = error["type"]
    if kind == "extra_forbidden":
        allowed = sorted(where.model.model_fields)
        near = get_close_matches(str(location[-1]), allowed, 1)
        meant = f"(是不是 {near[0]}?)" if near else ""
        return f"{where} 是未知的键{meant};允许的键: {'、'.join(allowed)}"
    if kind == "missing":
        return f"缺少 {where};请补上"
    if kind in ("value_error", "assertion_error"):
        message = str(error["ctx"]["error"]) if "ctx" in error else "不合要求"
        return f"{where}: {message}" if location else message
    if kind == "string_pattern_mismatch":
        return f"{where} = {_shown(error['input'])}: {words.pattern}"
    if where.is_whole_array and kind != "too_short":
        return f"{where} 要写成双括号的表;请把 [{where.table}] 改为 [[{where.table}]]"
    remedy = _FAULTS.get(kind, "类型或取值不对").format(**error.get("ctx", {}))
    return f"{where} = {_shown(error['input'])}: {remedy}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file: `("section", 1, "url")` is the second `[[section]]`'s `url`."""

    model: type[BaseModel]
    """The table's own form."""
    table: str
    """Its name, dotted; empty at the top of the file."""
    is_array: bool
    number: int | None
    """Which of an array of tables, from 0."""
    keys: Sequence[int | str]
    """What follows within the table."""
    within: str = ""
    """In words: of which of an array of tables this is a table."""

    @classmethod
    def of(cls, model: type[BaseModel], location: Location) -> _Place:
        """The place that pydantic's location names in a file of that form."""
        names: list[str] = []
        within = ""
        rest = list(location)
        while rest:
            field = model.model_fields.get(str(rest[0]))
            inner, is_array = _inner(field.annotation) if field else (None, False)
            if inner is None:
                return cls(model, ".".join(names), False, None, rest, within)
            names.append(str(rest.pop(0)))
            if _is_by_name(field) and rest:
                names.append(str(rest.pop(0)))
            model = inner
            if is_array:
                index = rest.pop(0) if rest else None
                number = index if isinstance(index, int) else None
                if number is None or not _is_table(model, rest):
                    return cls(model, ".".join(names), True, number, rest, within)
                within += f"第 {number + 1} 个 [[{'.'.join(names)}]] 的 "
        return cls(model, ".".join(names), False, None, (), within)

    @property
    def is_whole_array(self) -> bool:
        """Whether this is an array of tables itself, not one of them."""
        return self.is_array and self.number is None

    def __str__(self) -> str:
        keys = _dotted(self.keys)
        if not self.table:
            return f"顶层的 {keys}"
        head = f"[[{self.table}]]" if self.is_array else f"[{self.table}]"
        if self.number is not None:
            head = f"第 {self.number + 1} 个 {head}"
        return self.within + (f"{head} 的 {keys}" if keys else head)


def _is_by_name(field: FieldInfo | None) -> bool:
    """Whether the field holds tables under names that a person gives, as `[portal.NAME]`."""
    return field is not None and get_origin(field.annotation) in (dict, Mapping)


def _is_table(model: type[BaseModel], rest: Sequence[int | str]) -> bool:
    """Whether what follows leads into a table of a table of that form."""
    field = model.model_fields.get(str(rest[0])) if rest else None
    return field is not None and _inner(field.annotation)[0] is not None


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The table that a field of this type holds, if any, and whether it holds an array of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    if get_origin(annotation) is tuple:
        return _inner(get_args(annotation)[0])[0], True
    if get_origin(annotation) in (dict, Mapping):
        return _inner(get_args(annotation)[1])[0], False
    if get_origin(annotation) in (Union, UnionType):
        return next((found for part in get_args(annotation) if (found := _inner(part))[0]), (None, False))
    return None, False


def _shown(value: object) -> str:
    """A value as a reader finds it in the file, cut to what fits a line."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _dotted(path: Sequence[int | str]) -> str:
    """`("aliases", 0)` → `aliases 第 1 项`."""
    return "".join(f" 第 {part + 1} 项" if isinstance(part, int) else f".{part}" for part in path).strip(".")
