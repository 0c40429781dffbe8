"""Webhooks: what is posted to each kind, what their answers mean, and that no secret gets out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from scrapers.delivery.bodies import body
from scrapers.delivery.channels import Delivery, Kind, Message, UnreadyChannel, WebhookChannel
from scrapers.delivery.sending import deliver
from tests.scrapers.delivery.servers import Robot, robot

NOW = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)
TOLD = Message("[公开] 云县", "正文", "**正文**")
LONG = Message("[公开] 云县", "正文", '"换行"\n公开𠮷' * 3000)
KEY = "693a91f6-7xxx-4bc4"
KINDS: tuple[Kind, ...] = ("json", "wecom", "dingtalk")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with robot() as running:
        yield running


def channel(url: str, kind: Kind, sign: str | None = None) -> WebhookChannel:
    address = f"{url}/robot/send?key={KEY}"
    return WebhookChannel("群", kind, SecretStr(address), SecretStr(sign) if sign else None)


def send(to: WebhookChannel, message: Message = TOLD) -> Delivery:
    [delivery] = deliver(message, [to], NOW, pauses=(0.0, 0.0))
    return delivery


def test_a_program_gets_everything_as_json(web: Robot) -> None:
    web.answers = [(204, b"")]
    assert send(channel(web.url, "json")) == Delivery("群", True)
    assert web.posted[0].told == {
        "source": "gongkai",
        "sent_at": "2018-01-20T18:00:00+00:00",
        "subject": TOLD.subject,
        "text": "正文",
        "markdown": "**正文**",
    }


def test_a_program_on_this_machine_is_not_asked_through_a_proxy(
    web: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    web.answers = [(204, b"")]
    assert send(channel(web.url, "json")) == Delivery("群", True)


def test_wecom_gets_markdown(web: Robot) -> None:
    assert send(channel(web.url, "wecom")).ok
    [posted] = web.posted
    assert posted.told == {"msgtype": "markdown", "markdown": {"content": "**[公开] 云县**\n**正文**"}}
    assert posted.path == f"/robot/send?key={KEY}"


def test_dingtalk_gets_markdown_signed(web: Robot) -> None:
    assert send(channel(web.url, "dingtalk", "SECgeheim")).ok
    [posted] = web.posted
    assert posted.told["msgtype"] == "markdown"
    assert posted.told["markdown"] == {"title": "[公开] 云县", "text": "### [公开] 云县\n\n**正文**"}
    asked = {name: value for name, [value] in parse_qs(urlsplit(posted.path).query).items()}
    stamp = "1516471200000"
    wanted = hmac.new(b"SECgeheim", f"{stamp}\nSECgeheim".encode(), hashlib.sha256).digest()
    assert asked == {"key": KEY, "timestamp": stamp, "sign": base64.b64encode(wanted).decode()}


def test_dingtalk_without_a_secret_is_not_signed(web: Robot) -> None:
    assert send(channel(web.url, "dingtalk")).ok
    assert "sign" not in web.posted[0].path


def test_what_is_too_long_is_cut_between_characters_and_says_so() -> None:
    wecom = json.loads(body("wecom", LONG, NOW))["markdown"]["content"]
    assert 4000 < len(wecom.encode()) <= 4096
    dingtalk = body("dingtalk", LONG, NOW)
    assert 19_000 < len(dingtalk) <= 20_000
    for text in (wecom, json.loads(dingtalk)["markdown"]["text"]):
        assert text.endswith("(内容过长,其余请看 gongkai status)")
        assert "\ufffd" not in text
    assert json.loads(body("json", LONG, NOW))["markdown"] == LONG.markdown


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("wecom", {"errcode": 93000, "errmsg": f"invalid webhook url {KEY}"}, ["93000", "key", "重新取得"]),
        ("wecom", {"errcode": 40058, "errmsg": "too long"}, ["40058", "too long"]),
        ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, ["310000", "加签", "关键词"]),
        ("dingtalk", {"errcode": 300005, "errmsg": "token is not exist"}, ["300005", "access_token"]),
        ("wecom", ["no robot"], ["看不懂", "地址"]),
        ("dingtalk", {}, ["看不懂"]),
    ],
)
def test_a_robot_that_says_no_is_told_with_its_words(
    web: Robot, kind: Kind, answer: object, said: list[str]
) -> None:
    web.answers = [(200, json.dumps(answer).encode())]
    delivery = send(channel(web.url, kind))
    assert not delivery.ok and len(web.posted) == 1
    for part in said:
        assert part in delivery.why
    assert KEY not in delivery.why


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_is_busy_is_asked_again(web: Robot, kind: Kind) -> None:
    web.answers = [(503, b""), (502, b""), (200, b'{"errcode":0}')]
    assert send(channel(web.url, kind)).ok
    assert len(web.posted) == 3


def test_after_three_tries_it_is_told(web: Robot) -> None:
    web.answers = [(500, b"")]
    delivery = send(channel(web.url, "json"))
    assert not delivery.ok and "500" in delivery.why and len(web.posted) == 3


def test_a_redirect_is_not_followed(web: Robot) -> None:
    web.answers, web.headers = [(307, b"")], {"Location": f"{web.url}/elsewhere?key={KEY}"}
    delivery = send(channel(web.url, "json"))
    assert not delivery.ok and "307" in delivery.why and "最终的地址" in delivery.why
    assert len(web.posted) == 1


def test_a_page_that_is_none_is_told_at_once(web: Robot) -> None:
    web.answers = [(404, b"")]
    delivery = send(channel(web.url, "json"))
    assert not delivery.ok and "404" in delivery.why and len(web.posted) == 1


def test_an_endless_answer_is_not_read_to_its_end(web: Robot) -> None:
    web.answers = [(200, b'{"errcode":0,"errmsg":"' + b"x" * 3_000_000 + b'"}')]
    delivery = send(channel(web.url, "wecom"))
    assert not delivery.ok and "看不懂" in delivery.why


def test_no_secret_is_in_any_word_or_log(
    web: Robot, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    web.answers = [(500, b"")]
    addresses = [web.url, nobody, "https://nowhere.invalid", "http://[::bad", "ftp://x.example"]
    with caplog.at_level(logging.DEBUG):
        deliveries = [send(channel(address, "dingtalk", "SECgeheim")) for address in addresses]
    assert [delivery.ok for delivery in deliveries] == [False] * len(addresses)
    captured = capfd.readouterr()
    said = (
        f"{deliveries}{caplog.text}{captured.out}{captured.err}{channel(web.url, 'dingtalk', 'SECgeheim')!r}"
    )
    for secret in (KEY, "SECgeheim", "&sign="):
        assert secret not in said
    assert "127.0.0.1" in deliveries[0].why and "nowhere.invalid" in deliveries[2].why


def test_each_channel_is_told_whatever_comes_of_the_others(web: Robot) -> None:
    missing = UnreadyChannel("企业微信", "没有设置 GONGKAI_WEBHOOK_URL")
    refused = WebhookChannel("一", "json", SecretStr("http://127.0.0.1:1/"))
    deliveries = deliver(TOLD, [missing, refused, channel(web.url, "json")], NOW, pauses=())
    assert [(delivery.channel, delivery.ok) for delivery in deliveries] == [
        ("企业微信", False),
        ("一", False),
        ("群", True),
    ]
    assert deliveries[0].why == "没有设置 GONGKAI_WEBHOOK_URL"


def test_one_that_hangs_is_given_up(web: Robot) -> None:
    web.hold.clear()
    [delivery] = deliver(TOLD, [channel(web.url, "json")], NOW, patience=0.3)
    assert not delivery.ok and "放弃等待" in delivery.why
