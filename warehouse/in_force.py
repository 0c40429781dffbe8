"""What `gongkai config` shows: every setting in force, its value, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from pydantic import BaseModel

from warehouse.settings import FILE_NAME, EmailSettings, Settings
from warehouse.settings_kept import BudgetSettings, RetentionSettings


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the file, or a secret's name; its value in words, and in Chinese where that is from."""

    key: str
    value: str
    origin: str


def in_force(settings: Settings) -> list[Setting]:
    """Every setting, in the order of the form; of a secret only whether it is set."""
    rows = list(_rows(settings.form, ""))
    if settings.message.email is None:
        rows.append(Setting("message.email", "未设置(不发邮件)", "默认"))
    if not settings.message.webhook:
        rows.append(Setting("message.webhook", "未设置(不发群消息)", "默认"))
    for name in settings.secret_names:
        origin = settings.secrets.origin(name)
        rows.append(Setting(name, "已设置" if origin else "未设置", origin or "—"))
    return rows


def _rows(table: BaseModel, path: str) -> Iterator[Setting]:
    for name in type(table).model_fields:
        value = getattr(table, name)
        key = f"{path}{name}"
        if isinstance(value, BaseModel):
            yield from _rows(value, f"{key}.")
        elif isinstance(value, Mapping):
            for portal_id, of_portal in value.items():
                yield from _stated(of_portal, f"{key}.{portal_id}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, one in enumerate(value, 1):
                yield from _rows(one, f"{key}[{number}].")
        elif key not in ("message.email", "message.webhook"):
            origin = FILE_NAME if name in table.model_fields_set else "默认"
            yield Setting(key, _shown(table, name, value), origin)


def _stated(table: BaseModel, path: str) -> Iterator[Setting]:
    """What a portal's tables state; for the rest the home's hold."""
    for name, of_kind in table:
        for row in _rows(of_kind, f"{path}{name}."):
            if row.key.rpartition(".")[2] in of_kind.model_fields_set:
                yield row


def _shown(table: BaseModel, name: str, value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(table, EmailSettings) and name == "port":
        return str(table.port_used)
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(table, BudgetSettings) and value is None:
        return "不限"
    if isinstance(table, RetentionSettings) and value == "":
        return "不移走"
    return "—" if value in (None, "") else str(value)
