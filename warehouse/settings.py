"""A home's own settings, `gongkai.toml`: when the night is, who is told, where the pages listen.

Strict like the portal file: an unknown key is an error. No file is all defaults. Secrets never stand in it:
they come from the environment or from a file that only its owner may read (`warehouse.secrets`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import parse_qsl, urlsplit

from pydantic import Field, field_validator, model_validator

from scrapers.address import is_loopback
from scrapers.oswords import reason
from scrapers.strict_toml import StrictTable, Words, read_strict
from warehouse.secrets import SECRET_NAME, Secrets, SettingsError, read_secrets
from warehouse.settings_kept import (
    BudgetSettings,
    PortalsTable,
    PortalTables,
    RetentionSettings,
    for_portal,
)

__all__ = [
    "EmailSettings", "MessageSettings", "NightSettings", "ServeSettings", "Settings", "SettingsError",
    "WebhookSettings", "load_settings", "strange_portals",
]  # fmt: skip

FILE_NAME = "gongkai.toml"

SMTP_PASSWORD = "GONGKAI_SMTP_PASSWORD"
WEBHOOK_URL = "GONGKAI_WEBHOOK_URL"
DINGTALK_SECRET = "GONGKAI_DINGTALK_SECRET"
API_AUTH = "PREFECT_SERVER_API_AUTH_STRING"

_WORDS = Words(
    several="多个 webhook 用 [[message.webhook]]",
    pattern="须以 GONGKAI_ 开头,只用大写字母、数字和下划线",
)
_KEYS = re.compile(r"key|token|secret|sign|password|passwd|auth|credential", re.IGNORECASE)
"""Names of parameters of an address that make it a secret."""
_SECRET_VALUE = re.compile(rf"((?:{_KEYS.pattern})\w*\s*[=:]\s*)[^&\s)]+|(?<=//)[^/\s@]+@", re.I)
"""In a line of the file that a sentence repeats: what may be a secret."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_Port = Annotated[int, Field(ge=1, le=65535, strict=True)]
_SecretName = Annotated[str, Field(pattern=SECRET_NAME)]


class NightSettings(StrictTable):
    """`[night]`: times of day in Asia/Shanghai."""

    begin: time = time(22, 0)
    jitter_minutes: Annotated[int, Field(ge=0, le=180, strict=True)] = 30
    """A night begins up to so many minutes after `begin`, so that many homes do not ask in one second."""
    report_by: time = time(8, 0)
    """By when the night must have been published; a time before `begin` is that of the next day."""

    @field_validator("begin", "report_by", mode="before")
    @classmethod
    def _time_of_day(cls, value: object) -> time:
        return _time_of_day(value)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.begin == self.report_by:
            raise ValueError(f"begin 和 report_by 都是 {self.begin:%H:%M};report_by 须晚于 begin,例如 08:00")
        if self.room <= timedelta(minutes=self.jitter_minutes):
            raise ValueError(
                f"begin = {self.begin:%H:%M} 加上 jitter_minutes = {self.jitter_minutes} 已到 report_by = "
                f"{self.report_by:%H:%M};请把 report_by 改晚,或减小 jitter_minutes"
            )
        return self

    @property
    def room(self) -> timedelta:
        """From `begin` to the next `report_by`; more than nothing, at most a day."""
        day = datetime(2000, 1, 1)
        ends = datetime.combine(day, self.report_by)
        begins = datetime.combine(day, self.begin)
        return ends - begins if ends > begins else ends + timedelta(days=1) - begins


class ServeSettings(StrictTable):
    """`[serve]`: where Prefect's pages listen, and for how many days its own record is kept."""

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: _Port = 4200
    keep_days: Annotated[int, Field(ge=1, le=3650, strict=True)] = 30

    @field_validator("host")
    @classmethod
    def _bare_host(cls, value: str) -> str:
        return _host(value)


class EmailSettings(StrictTable):
    """`[message.email]`: the mail server that takes our messages, and who gets them."""

    host: str
    port: _Port | None = None
    """None is the usual one: 587 for starttls, 465 for tls, 25 for none."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    """Empty: the server is used without a name. The password is the secret GONGKAI_SMTP_PASSWORD."""
    sender: str
    to: Annotated[tuple[str, ...], Field(min_length=1)]
    ca_file: str = ""
    """PEM file of a further CA, for a server with a certificate of the house; relative to the home."""

    @property
    def port_used(self) -> int:
        """The port written, else the usual one."""
        return self.port or _PORTS[self.security]

    @field_validator("host")
    @classmethod
    def _bare_host(cls, value: str) -> str:
        return _host(value)

    @field_validator("security", mode="before")
    @classmethod
    def _known_security(cls, value: object) -> object:
        if value not in _PORTS:
            raise ValueError(f'没有“{value}”这种方式;可用 "starttls"、"tls"、"none"(只限本机)')
        return value

    @field_validator("sender")
    @classmethod
    def _one_address(cls, value: str) -> str:
        return _mail_address(value)

    @field_validator("to")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_mail_address(one) for one in value)

    @model_validator(mode="after")
    def _never_in_the_clear(self) -> Self:
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError(
                f'security = "none" 只能用于本机(127.0.0.1);{self.host} 请用 "starttls" 或 "tls"'
            )
        return self


class WebhookSettings(StrictTable):
    """`[[message.webhook]]`: a group robot or a program that takes our messages.

    An address that carries a key is a secret: it stands in the environment or the file of secrets under the
    name `url_secret`, and `url` is left out.
    """

    kind: Literal["json", "wecom", "dingtalk"]
    url: str = ""
    url_secret: _SecretName = WEBHOOK_URL
    sign_secret: _SecretName = DINGTALK_SECRET
    """Name of the secret that 钉钉 calls 加签; a robot without it is used unsigned."""

    @field_validator("kind", mode="before")
    @classmethod
    def _known_kind(cls, value: object) -> object:
        if value not in ("json", "wecom", "dingtalk"):
            raise ValueError(f'没有“{value}”这一种;可用 "json"、"wecom"(企业微信)、"dingtalk"(钉钉)')
        return value

    @field_validator("url")
    @classmethod
    def _without_a_key(cls, value: str) -> str:
        if value:
            _refuse_keys(value)
        return value

    @property
    def address_name(self) -> str:
        """What tells this address from another, without being one: the host, or the secret's name."""
        return (urlsplit(self.url).hostname or "") if self.url else self.url_secret


class MessageSettings(StrictTable):
    """`[message]`: the ways on which people are told; none is a home that tells nobody."""

    email: EmailSettings | None = None
    webhook: tuple[WebhookSettings, ...] = ()

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        used: set[str] = set()
        for hook in self.webhook:
            address = hook.url or hook.url_secret
            if address in used:
                what = f"url = {hook.url}" if hook.url else f'url_secret = "{hook.url_secret}"'
                raise ValueError(
                    f"两个 [[message.webhook]] 用了同一个 {what};请删去一个,"
                    f'或给第二个另写 url_secret,例如 "{WEBHOOK_URL}_2"'
                )
            used.add(address)
        return self


class SecretsTable(StrictTable):
    """`[secrets]`: a file of NAME=value lines; a relative path starts at the home."""

    file: Annotated[str, Field(min_length=1)] | None = None


class SettingsFile(StrictTable):
    """The whole file."""

    night: NightSettings = NightSettings()
    serve: ServeSettings = ServeSettings()
    message: MessageSettings = MessageSettings()
    secrets: SecretsTable = SecretsTable()
    retention: RetentionSettings = RetentionSettings()
    budget: BudgetSettings = BudgetSettings()
    portal: PortalsTable = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force in one home. Shown in any way, it never shows a secret's value."""

    night: NightSettings
    serve: ServeSettings
    message: MessageSettings
    secrets: Secrets
    file: Path
    """The home's gongkai.toml, whether it is there or not."""
    form: SettingsFile
    """As the file has it."""

    def retention(self, portal_id: str | None = None) -> RetentionSettings:
        """How long what is kept, of that portal where it differs."""
        return for_portal(self.form.retention, self._of(portal_id).retention)

    def budget(self, portal_id: str | None = None) -> BudgetSettings:
        """What a night may take, of that portal where it differs."""
        return for_portal(self.form.budget, self._of(portal_id).budget)

    def _of(self, portal_id: str | None) -> PortalTables:
        return self.form.portal.get(portal_id or "", PortalTables())

    @property
    def secret_names(self) -> tuple[str, ...]:
        """Names of the secrets that these settings may need, each once."""
        names = [SMTP_PASSWORD] if self.message.email and self.message.email.user else []
        for hook in self.message.webhook:
            names += [] if hook.url else [hook.url_secret]
            names += [hook.sign_secret] if hook.kind == "dingtalk" else []
        return tuple(dict.fromkeys([*names, API_AUTH]))


def load_settings(root: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the home at `root`; all defaults when it has no gongkai.toml.

    Raises SettingsError: one line with the file, the line or key, and what is allowed.
    """
    file = root / FILE_NAME
    try:
        there = file.is_symlink() or file.exists()
    except OSError as error:
        raise SettingsError(f"{file}: 无法读取({reason(error)});请检查路径和权限") from error
    form = read_strict(file, SettingsFile, _WORDS, _wrong) if there else SettingsFile()
    secrets = read_secrets(form.secrets.file, root, environ, f"{file}: [secrets] 的 file")
    return Settings(form.night, form.serve, form.message, secrets, file, form)


def strange_portals(root: Path, settings: Settings) -> list[str]:
    """One sentence for each portal for which something is set, and that the home does not hold."""
    held = sorted(path.stem for path in (root / "portals").glob("*.toml"))
    return [
        f"{settings.file}: [portal.{name}] 没有起作用,数据目录中没有这个门户;"
        f"有的是:{'、'.join(held) or '(还没有)'}"
        for name in settings.form.portal
        if name not in held
    ]


def _wrong(sentence: str) -> SettingsError:
    """The error with that sentence, without what a clerk may have put beside a secret's name."""
    one_line = " ".join(sentence.split())
    return SettingsError(_SECRET_VALUE.sub(lambda found: f"{found[1] or ''}***", one_line))


def _time_of_day(value: object) -> time:
    """`"22:00"`, or TOML's own time of day. Raises ValueError with what is allowed."""
    if isinstance(value, time):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(r"(?:[01]?\d|2[0-3]):[0-5]\d", text):
        hour, minute = text.split(":")
        return time(int(hour), int(minute))
    if re.match(r"\d{1,2}:\d{2}(?::\d{2})?\s*\S", text):
        raise ValueError(f'"{text}" 带了时区或多余的字;一律按北京时间(Asia/Shanghai),只写时和分,例如 "22:00"')
    raise ValueError(f'{value!r} 不是时刻;请写 24 小时制的时和分,例如 "22:00"'.replace("'", '"'))


def _host(value: str) -> str:
    if re.search(r"[/@?#\s]", value) or value.count(":") == 1:
        raise ValueError(f'"{value}" 不是主机名;只写主机名或 IP 地址,端口写在 port')
    return value


def _mail_address(value: str) -> str:
    if not value.isascii() or not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+", value.strip()):
        raise ValueError(f'"{value}" 不是电子邮箱;只写地址本身,例如 "zwgk@example.gov.cn"')
    return value.strip()


def _refuse_keys(url: str) -> None:
    """Raises ValueError for what is no web address, and for an address that carries a key, without repeating
    that."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("须为 http:// 或 https:// 开头的完整网址")
    if (
        parts.username
        or parts.password
        or any(_KEYS.search(name) for name, _ in parse_qsl(parts.query, True))
    ):
        raise ValueError(
            f"地址里带有密钥,不能写在 {FILE_NAME} 里;请删去 url,把整个地址放进环境变量 {WEBHOOK_URL},"
            f"或写进 [secrets] file 所指的密钥文件({WEBHOOK_URL}=地址)"
        )
