"""From a night to a robot's group: what is posted, what waits for a robot that is away, and the commands."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.telling import NightTold, channels_of, tell_check, tell_night
from scrapers.delivery import sending
from tests.flows.command import CHECKOUT, GONGKAI, environment, gongkai
from tests.scrapers.delivery.servers import PASSWORD as MAIL_PASSWORD
from tests.scrapers.delivery.servers import Robot, certificate, mail_server, robot
from tests.warehouse.build import BEIJING, portal, section
from tests.warehouse.build import county as made_county
from tests.warehouse.messages.telling import Telling
from warehouse.home import Home
from warehouse.messages.memory import read_memory
from warehouse.settings import Settings, load_settings
from warehouse.watch import NightCheck

NOW = datetime(2018, 1, 21, 22, 30, tzinfo=BEIJING)
KEY = "?key=very-secret-key"
ERROR = "磁盘已满,请腾出空间"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(sending, "PAUSES", ())
    with robot() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    (made.root / "gongkai.toml").write_text('[[message.webhook]]\nkind = "wecom"\n')
    return made


def settings(home: Home, web: Robot) -> Settings:
    return load_settings(home.root, {"GONGKAI_WEBHOOK_URL": web.url + KEY})


def posted(web: Robot) -> list[str]:
    return [one.told["markdown"]["content"] for one in web.posted]


def test_a_night_is_told_to_every_channel_once(home: Home, web: Robot) -> None:
    told = NightTold((), ERROR, NOW)
    [delivery] = tell_night(home, settings(home, web), told, NOW)
    assert (delivery.channel, delivery.ok) == ("企业微信 GONGKAI_WEBHOOK_URL", True)
    assert ERROR in posted(web)[0] and "没有完成,没有公布" in posted(web)[0]
    assert tell_night(home, settings(home, web), NightTold((), ERROR, NOW + timedelta(days=1)), NOW) == []
    assert len(web.posted) == 1


def test_a_published_night_is_told(tmp_path: Path, web: Robot) -> None:
    with made_county(tmp_path / "home", portal(section("dt", "动态", "动态信息"))) as county:
        county.night(dt=[])
        run_id = county.parts and next(iter(county.parts))[0]
        assert run_id
        (county.home.root / "gongkai.toml").write_text('[[message.webhook]]\nkind = "wecom"\n')
        told = NightTold((run_id,), None, county.now - timedelta(days=1))
        [delivery] = tell_night(county.home, settings(county.home, web), told, county.now)
    assert delivery.ok and "样例县人民政府 2018-01-20 夜" in posted(web)[0]


def test_what_a_channel_did_not_take_waits_for_the_next_night(home: Home, web: Robot) -> None:
    web.answers = [(500, b"")]
    [failed] = tell_night(home, settings(home, web), NightTold((), ERROR, NOW), NOW)
    assert not failed.ok and "500" in failed.why
    assert len(read_memory(home).pending["企业微信 GONGKAI_WEBHOOK_URL"]) == 1
    status = gongkai("status", "--home", home.root)
    assert "企业微信 GONGKAI_WEBHOOK_URL 有 1 条消息没有送达" in status.stdout and "500" in status.stdout

    web.answers = [(200, b'{"errcode":0}')]
    web.posted.clear()
    tomorrow = NOW + timedelta(days=1)
    [delivery] = tell_night(home, settings(home, web), NightTold((), ERROR, tomorrow), tomorrow)
    assert delivery.ok and "(补发)" in posted(web)[0] and ERROR in posted(web)[0]
    assert read_memory(home).pending == {}
    day_after = tomorrow + timedelta(days=1)
    assert tell_night(home, settings(home, web), NightTold((), ERROR, day_after), day_after) == []


def test_the_watchdog_tries_again_too(home: Home, web: Robot) -> None:
    web.answers = [(500, b""), (200, b'{"errcode":0}')]
    tell_night(home, settings(home, web), NightTold((), ERROR, NOW), NOW)
    check = NightCheck("ok", NOW.date(), "好")
    [delivery] = tell_check(home, settings(home, web), check, NOW)
    assert delivery.ok and "夜间抓取已恢复正常" in posted(web)[1] and ERROR in posted(web)[1]
    assert tell_check(home, settings(home, web), check, NOW) == []


def test_a_home_without_channels_tells_nobody_and_all_later(home: Home, web: Robot) -> None:
    nobody = load_settings(home.root.parent, {})
    assert tell_night(home, nobody, NightTold((), ERROR, NOW), NOW) == []
    later = NOW + timedelta(days=1)
    assert len(tell_night(home, settings(home, web), NightTold((), ERROR, later), later)) == 1


def test_no_secret_is_remembered(home: Home, web: Robot) -> None:
    web.answers = [(500, b"")]
    tell_night(home, settings(home, web), NightTold((), ERROR, NOW), NOW)
    for path in home.root.rglob("*"):
        assert not path.is_file() or b"very-secret-key" not in path.read_bytes(), path


def test_two_channels_of_one_host_keep_apart(home: Home) -> None:
    hooks = "".join(f'[[message.webhook]]\nkind = "json"\nurl = "http://x.example/{n}"\n' for n in "ab")
    (home.root / "gongkai.toml").write_text(hooks)
    names = [channel.name for channel in channels_of(load_settings(home.root, {}))]
    assert names == ["webhook x.example", "webhook x.example #2"]


def test_a_channel_without_its_secret_says_which(home: Home) -> None:
    [delivery] = tell_night(home, load_settings(home.root, {}), NightTold((), ERROR, NOW), NOW)
    assert not delivery.ok and "GONGKAI_WEBHOOK_URL" in delivery.why and "[secrets] file" in delivery.why


def run(*arguments: str | Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    command = [str(GONGKAI), *map(str, arguments)]
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment() | secrets, capture_output=True, text=True, timeout=100
    )


def test_the_test_message_goes_to_every_channel_by_mail_too(tmp_path: Path, web: Robot) -> None:
    files = certificate(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    with mail_server(files) as mailbox:
        mail = (
            f'[message.email]\nhost = "localhost"\nport = {mailbox.port}\nuser = "gongkai"\n'
            f'sender = "a@x.example"\nto = ["b@x.example"]\nca_file = "{files[0]}"\n'
        )
        hooks = "".join(f'[[message.webhook]]\nkind = "{kind}"\n' for kind in ("dingtalk", "json"))
        hooks += f'url = "{web.url}/x"\n'
        (home / "gongkai.toml").write_text(mail + hooks)
        secrets = {"GONGKAI_SMTP_PASSWORD": MAIL_PASSWORD, "GONGKAI_WEBHOOK_URL": web.url + KEY}
        good = run("message", "--test", "--home", home, **secrets)
        bad = run("message", "--test", "--home", home, **secrets | {"GONGKAI_SMTP_PASSWORD": "wrong-word"})
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.splitlines() == [
        "邮件 localhost: 已送达",
        "钉钉 GONGKAI_WEBHOOK_URL: 已送达",
        "webhook 127.0.0.1: 已送达",
    ]
    assert [mail["Subject"] for mail in mailbox.mails] == ["[公开] 测试消息"]
    assert str(home) in mailbox.mails[0].get_content()
    assert bad.returncode == 5
    assert "邮件 localhost: 没有送达" in bad.stdout and "GONGKAI_SMTP_PASSWORD" in bad.stdout
    assert "钉钉 GONGKAI_WEBHOOK_URL: 已送达" in bad.stdout
    assert "wrong-word" not in bad.stdout + bad.stderr and "very-secret-key" not in bad.stdout + bad.stderr


def test_message_without_channels_says_how(tmp_path: Path) -> None:
    ran = run("message", "--test", "--home", tmp_path)
    assert ran.returncode == 2
    for part in (str(tmp_path / "gongkai.toml"), "[message.email]", "[[message.webhook]]", "gongkai config"):
        assert part in ran.stderr


@pytest.mark.parametrize("command", [["message", "--test"], ["config"], ["status", "--check"]])
def test_settings_that_cannot_be_used_exit_2(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "gongkai.toml").write_text('[night]\nbegins = "22:00"\n')
    ran = run(*command, "--home", tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "[night] 的 begins" in ran.stderr and len(ran.stderr.splitlines()) == 1


def test_config_shows_what_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_text('[night]\nbegin = "21:30"\n')
    ran = run("config", "--home", tmp_path, PREFECT_SERVER_API_AUTH_STRING="admin:very-secret-key")
    assert ran.returncode == 0
    lines = {line.split()[0]: line.split()[1:] for line in ran.stdout.splitlines() if line.strip()}
    assert lines["night.begin"] == ["21:30", "gongkai.toml"]
    assert lines["serve.port"] == ["4200", "默认"]
    assert lines["PREFECT_SERVER_API_AUTH_STRING"][0] == "已设置"
    assert "very-secret-key" not in ran.stdout + ran.stderr


def test_the_check_exits_3_for_a_night_that_was_not_and_tells_once(tmp_path: Path, web: Robot) -> None:
    home = Home(tmp_path / "home")
    home.create()
    (home.root / "portals").mkdir()
    (home.root / "portals" / "yunze.toml").write_text("", encoding="utf-8")
    assert run("status", "--check", "--home", home.root).returncode == 0, "no night was due yet"
    long_ago = datetime(2017, 1, 1, tzinfo=UTC).timestamp()
    os.utime(home.sealed, (long_ago, long_ago))
    (home.root / "gongkai.toml").write_text('[[message.webhook]]\nkind = "wecom"\n')
    secret = {"GONGKAI_WEBHOOK_URL": web.url + KEY}
    ran = run("status", "--check", "--message", "--home", home.root, **secret)
    assert ran.returncode == 3
    assert "公布文件还不存在" in ran.stdout and "已送达" in ran.stderr
    again = run("status", "--check", "--message", "--home", home.root, **secret)
    assert again.returncode == 3 and "已送达" not in again.stderr
    assert len(web.posted) == 1 and "夜间抓取没有按时完成" in posted(web)[0]


def test_a_night_that_was_exits_0(tmp_path: Path) -> None:
    with made_county(tmp_path / "home", portal(section("dt", "动态"), section("zfwj", "文件"))) as county:
        county.now = datetime.now(UTC)
        county.now -= timedelta(days=2)
        while True:
            Telling(county).night([])
            if county.now > datetime.now(UTC):
                break
    ran = run("status", "--check", "--home", tmp_path / "home")
    assert ran.returncode == 0, ran.stdout
    assert "已抓取并公布" in ran.stdout


def test_message_goes_only_with_check(tmp_path: Path) -> None:
    ran = run("status", "--message", "--home", tmp_path)
    assert ran.returncode == 2 and "--check --message" in ran.stderr


def test_neither_watchdog_nor_messages_need_prefect() -> None:
    code = (
        "import sys, json\nimport flows.telling, warehouse.watch, flows.commands.status\n"
        "import scrapers.delivery.mail, scrapers.delivery.webhook\n"
        "print(json.dumps('prefect' in sys.modules))"
    )
    python = str(GONGKAI.with_name("python"))
    ran = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert json.loads(ran.stdout) is False
