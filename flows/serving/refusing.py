"""Prefect's server says in Chinese what is wrong with the parameters of a run, before the run is made.

The pages hand a form in and show what the server says: beside an input that is empty, else in a note. It says
what the validator of JSON schemas says, in English and in terms of programmers; the text that stands over the
input (`description`) says what may be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

KINDS = {
    "integer": "整数",
    "number": "数",
    "string": "文字",
    "boolean": "是或否",
    "array": "一行一个",
    "object": "一组值",
}
"""What a type of JSON is called."""


def _kind(wanted: Any, instance: Any, schema: Mapping[str, Any]) -> str:
    kinds = [wanted] if isinstance(wanted, str) else [one for one in wanted if isinstance(one, str)]
    named = "、".join(KINDS.get(kind, kind) for kind in kinds if kind != "null")
    return f"应为{named},不能是 {_shown(instance)}"


def _kind_of_any(wanted: Any, instance: Any, schema: Mapping[str, Any]) -> str:
    """Prefect makes `anyOf` of an input that may be left out: its type, or null."""
    return _kind([one.get("type") for one in wanted], instance, schema)


def _pattern(wanted: Any, instance: Any, schema: Mapping[str, Any]) -> str:
    if not str(instance).strip():
        return "不能空着"
    meant = schema.get("description")
    return f"不能写 {_shown(instance)}" + (f";请填 {meant}" if meant else "")


def _required(message: str, schema: Mapping[str, Any]) -> str:
    """`'year' is a required property` in our words; Prefect takes the first one for the input's name."""
    name = message.split("'")[1]
    title = schema.get("properties", {}).get(name, {}).get("title", name)
    return f"'{name}' 没有填:{title}必须填写"


def _named(schema: Mapping[str, Any]) -> str:
    """The input's title, where it has one: what is said of a run that is not made names it in English."""
    return f"{schema['title']}:" if "title" in schema else ""


def _shown(instance: Any) -> str:
    return "(空)" if instance in (None, "") else str(instance)[:80]


SENTENCES: Mapping[str, Callable[[Any, Any, Mapping[str, Any]], str]] = {
    "type": _kind,
    "anyOf": _kind_of_any,
    "pattern": _pattern,
    "enum": lambda wanted, instance, schema: f"没有 {_shown(instance)};可选:{'、'.join(map(str, wanted))}",
    "minimum": lambda wanted, instance, schema: f"不能小于 {wanted}",
    "maximum": lambda wanted, instance, schema: f"不能大于 {wanted}",
    "maxLength": lambda wanted, instance, schema: f"太长,最多 {wanted} 个字",
    "format": lambda wanted, instance, schema: f"不是日期:{_shown(instance)};请写成 2017-12-31 的样子",
}
"""Of each rule that a parameter of ours has: what is said where it is broken."""

_Rule = Callable[[Any, Any, Any, Mapping[str, Any]], Iterator[Any] | None]
"""A rule of the validator: itself, what the schema wants, what was given, the schema → errors."""


def refuse_in_chinese() -> None:
    """From now on the validator of this process's server speaks Chinese; one that Prefect keeps elsewhere
    than where it is known to be stays as it is."""
    from prefect.utilities.schema_tools import validation

    rules: dict[str, _Rule] = getattr(getattr(validation, "_VALIDATOR", None), "VALIDATORS", {})
    for name in rules.keys() & {*SENTENCES, "required"}:
        rules[name] = _saying(name, rules[name])


def _saying(name: str, rule: _Rule) -> _Rule:
    """The same rule, with our words."""

    def checked(validator: Any, wanted: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
        for error in rule(validator, wanted, instance, schema) or ():
            error.message = (
                _required(error.message, schema)
                if name == "required"
                else _named(schema) + SENTENCES[name](wanted, instance, schema)
            )
            yield error

    return checked
