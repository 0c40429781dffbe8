"""A home's settings: defaults, strict keys, every mistake one Chinese line, secrets never shown."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest

from warehouse.home import HomeError
from warehouse.in_force import in_force
from warehouse.settings import Settings, SettingsError, load_settings

EMAIL = '[message.email]\nhost = "mail.example"\nsender = "a@x.cn"\nto = ["b@x.cn"]\n'
HOOK = '[[message.webhook]]\nkind = "wecom"\n'
URL = "https://qyapi.example/cgi-bin/webhook/send?key=very-secret-key"


def settings(home: Path, text: str | bytes | None = None, **environ: str) -> Settings:
    if text is not None:
        (home / "gongkai.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(home, environ)


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.night.begin, found.night.jitter_minutes, found.night.report_by) == (time(22), 30, time(8))
    assert (found.serve.host, found.serve.port, found.serve.keep_days) == ("127.0.0.1", 4200, 30)
    assert found.message.email is None and found.message.webhook == ()


def test_a_home_that_is_not_there_yet_has_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "not yet", {}).night.begin == time(22)


def test_what_is_written_is_in_force(tmp_path: Path) -> None:
    text = '[night]\nbegin = "21:30"\nreport_by = 06:15:00\njitter_minutes = 0\n[serve]\nport = 4300\n'
    found = settings(tmp_path, text + EMAIL + 'security = "tls"\nuser = "a"\n' + HOOK)
    assert (found.night.begin, found.night.report_by, found.night.jitter_minutes) == (
        time(21, 30),
        time(6, 15),
        0,
    )
    assert found.serve.port == 4300
    assert found.message.email is not None
    assert (found.message.email.security, found.message.email.port_used) == ("tls", 465)
    assert [hook.kind for hook in found.message.webhook] == ["wecom"]


MISTAKES: dict[str, tuple[str | bytes, list[str]]] = {
    "unknown key": ('[night]\nbegins = "22:00"\n', ["[night] 的 begins", "未知的键", "jitter_minutes"]),
    "unknown table": ("[desk]\na = 1\n", ["顶层的 desk", "未知的键", "night", "serve"]),
    "no time": ('[night]\nbegin = "late"\n', ["[night] 的 begin", "late", "22:00"]),
    "hour 25": ('[night]\nbegin = "25:00"\n', ["begin", "25:00", "24 小时制"]),
    "number for time": ("[night]\nbegin = 22\n", ["begin", "22", "时和分"]),
    "time with zone": ('[night]\nbegin = "22:00+09:00"\n', ["begin", "22:00+09:00", "北京时间"]),
    "time with zone name": ('[night]\nbegin = "22:00 Asia/Tokio"\n', ["Asia/Tokio", "北京时间"]),
    "begin is report_by": ('[night]\nbegin = "08:00"\n', ["[night]", "begin", "report_by", "08:00", "晚于"]),
    "jitter beyond": (
        '[night]\nreport_by = "22:20"\n',
        ["jitter_minutes = 30", "report_by", "22:20", "改晚"],
    ),
    "jitter too long": ("[night]\njitter_minutes = 200\n", ["jitter_minutes", "200", "不能大于 180"]),
    "port 0": ("[serve]\nport = 0\n", ["[serve] 的 port", "0", "不能小于 1"]),
    "port 70000": ("[serve]\nport = 70000\n", ["70000", "不能大于 65535"]),
    "port as text": ('[serve]\nport = "4200"\n', ["port", "须为整数"]),
    "host with port": ('[serve]\nhost = "127.0.0.1:4200"\n', ["host", "主机名", "port"]),
    "keep 0 days": ("[serve]\nkeep_days = 0\n", ["keep_days", "不能小于 1"]),
    "email without host": (EMAIL.replace("host", "#"), ["缺少 [message.email] 的 host"]),
    "email unknown key": (EMAIL + 'password = "geheim"\n', ["[message.email] 的 password", "sender"]),
    "email to nobody": (EMAIL.replace('"b@x.cn"', ""), ["to", "至少要有 1 项"]),
    "email to text": (EMAIL.replace('["b@x.cn"]', '"b@x.cn"'), ["to", "列表"]),
    "email to no address": (EMAIL.replace('"b@x', '"老王", "b@x'), ["[message.email] 的 to", "老王"]),
    "header in address": (EMAIL.replace("b@x", "b@x\\nBcc: c@ex"), ["电子邮箱"]),
    "email unknown security": (EMAIL + 'security = "ssl"\n', ["security", "ssl", "starttls", "tls", "none"]),
    "email in the clear": (EMAIL + 'security = "none"\n', ["none", "本机", "mail.example", "starttls"]),
    "webhook of no kind": ('[[message.webhook]]\nkind = "x"\n', ["1 个 [[message.webhook]] 的 kind"]),
    "webhook single brackets": ('[message.webhook]\nkind = "wecom"\n', ["[[message.webhook]]", "双括号"]),
    "webhook no address": (HOOK + 'url = "qyapi.example"\n', ["第 1 个 [[message.webhook]] 的 url", "https://"]),
    "webhook with key": (HOOK + f'url = "{URL}"\n', ["url", "GONGKAI_WEBHOOK_URL", "密钥文件", "环境变量"]),
    "webhook with access_token": (HOOK + 'url = "http://o/?access_token=very-secret-key"\n', ["_URL"]),
    "webhook with password": (HOOK + 'url = "https://me:very-secret-key@o/"\n', ["GONGKAI_WEBHOOK_URL"]),
    "webhook unquoted": (HOOK + f"url = {URL}\n", ["第 3 行", "引号"]),
    "password unquoted": (EMAIL + "password = very-secret-key\n", ["第 5 行", "引号"]),
    "secret's name": (HOOK + 'url_secret = "PATH"\n', ["url_secret", "GONGKAI_"]),
    "one address twice": (HOOK + HOOK, ["同一个 url_secret", "GONGKAI_WEBHOOK_URL_2"]),
    "table twice": ("[night]\n[night]\n", ["第 2 行", "只能写一次", "[[message.webhook]]"]),
    "GBK": ('[night]\nbegin = "晚"\n'.encode("gbk"), ["UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_that_names_file_key_and_remedy(name: str, tmp_path: Path) -> None:
    text, parts = MISTAKES[name]
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, text)
    message = str(caught.value)
    assert isinstance(caught.value, HomeError)
    assert message.startswith(str(tmp_path / "gongkai.toml"))
    assert "\n" not in message
    for part in parts:
        assert part in message, message
    assert "very-secret-key" not in message
    said = message.removeprefix(str(tmp_path))
    assert not re.search(r"\b(should|must|valid|Invalid|Input|expected|Field|required)\b", said), message


def test_the_environment_wins_over_the_file_of_secrets(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.write_text(f'# ours\nGONGKAI_SMTP_PASSWORD = "from file"\nexport GONGKAI_WEBHOOK_URL={URL}\n\n')
    secrets.chmod(0o600)
    text = '[secrets]\nfile = "secrets"\n'
    found = settings(tmp_path, text, GONGKAI_SMTP_PASSWORD="from environment").secrets
    password, url = found.get("GONGKAI_SMTP_PASSWORD"), found.get("GONGKAI_WEBHOOK_URL")
    assert password is not None and password.get_secret_value() == "from environment"
    assert url is not None and url.get_secret_value() == URL
    assert found.origin("GONGKAI_SMTP_PASSWORD") == "环境变量 GONGKAI_SMTP_PASSWORD"
    assert found.origin("GONGKAI_WEBHOOK_URL") == f"密钥文件 {secrets}"
    assert found.get("GONGKAI_DINGTALK_SECRET") is None


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("GONGKAI_SMTP_PASSWORD=x\n", 0o640, ["chmod 600", "0640"]),
        ("GONGKAI_SMTP_PASSWORD=x\nvery-secret-key\n", 0o600, ["第 2 行", "名称=值"]),
        ("SMTP_PASSWORD=very-secret-key\n", 0o600, ["第 1 行", "SMTP_PASSWORD", "GONGKAI_"]),
        (None, 0o600, ["无法读取", "[secrets]"]),
    ],
    ids=["others may read", "no pair", "name of none", "not there"],
)
def test_a_file_of_secrets_that_cannot_be_used(
    tmp_path: Path, text: str | None, mode: int, said: list[str]
) -> None:
    file = tmp_path / "secrets"
    if text is not None:
        file.write_text(text)
        file.chmod(mode)
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, '[secrets]\nfile = "secrets"\n')
    for part in [str(file), *said]:
        assert part in str(caught.value)
    assert "very-secret-key" not in str(caught.value)


def test_no_way_of_showing_settings_shows_a_secret(tmp_path: Path) -> None:
    found = settings(
        tmp_path, HOOK, GONGKAI_WEBHOOK_URL=URL, PREFECT_SERVER_API_AUTH_STRING="very-secret-key"
    )
    shown = f"{found!r}{found}{in_force(found)}{found.secrets!r}"
    assert "very-secret-key" not in shown


def test_what_is_in_force_says_where_each_is_from(tmp_path: Path) -> None:
    text = '[night]\nbegin = "21:30"\n' + EMAIL + 'user = "a"\n' + HOOK
    rows = {
        row.key: (row.value, row.origin)
        for row in in_force(settings(tmp_path, text, GONGKAI_WEBHOOK_URL=URL))
    }
    assert rows["night.begin"] == ("21:30", "gongkai.toml")
    assert rows["night.report_by"] == ("08:00", "默认")
    assert rows["message.email.port"] == ("587", "默认")
    assert rows["message.email.to"] == ("b@x.cn", "gongkai.toml")
    assert rows["message.webhook[1].kind"] == ("wecom", "gongkai.toml")
    assert rows["GONGKAI_WEBHOOK_URL"] == ("已设置", "环境变量 GONGKAI_WEBHOOK_URL")
    assert rows["GONGKAI_SMTP_PASSWORD"] == ("未设置", "—")


def test_a_home_that_tells_nobody_says_so(tmp_path: Path) -> None:
    rows = {row.key: row.value for row in in_force(settings(tmp_path))}
    assert "未设置" in rows["message.email"] and "未设置" in rows["message.webhook"]
