"""Posts to a webhook: no redirect followed, the answer bounded, the secret address in no word and no log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

import requests
import urllib3

from scrapers.address import is_loopback
from scrapers.delivery.bodies import body, judge, signed
from scrapers.delivery.channels import Message, Undelivered, WebhookChannel, one_line

CONNECT_TIMEOUT, ANSWER_TIMEOUT = 10.0, 20.0
"""Seconds for a connection, and for each part of an answer."""
ANSWER_BYTES = 65_536
"""More of an answer is not read."""


def post(message: Message, channel: WebhookChannel, now: datetime) -> str:
    """Posts it once; nothing is to be said then. Raises Undelivered, which names only the address's host."""
    url = channel.url.get_secret_value()
    where = f"{channel.name}(主机 {_host(url)})"
    with _sentences(where), _unlogged():
        if channel.kind == "dingtalk" and channel.sign:
            url = signed(url, channel.sign.get_secret_value(), now)
        status, answer = _ask(url, body(channel.kind, message, now))
    _judge_status(status, where)
    try:
        judge(channel.kind, answer)
    except Undelivered as error:
        raise Undelivered(_without(str(error), channel), error.again) from None
    return ""


def _ask(url: str, told: bytes) -> tuple[int, bytes]:
    """Status, and the beginning of the answer."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "gongkai"}
    with (
        requests.Session() as session,
        _past_the_proxy(session, url).post(
            url,
            data=told,
            headers=headers,
            timeout=(CONNECT_TIMEOUT, ANSWER_TIMEOUT),
            allow_redirects=False,
            stream=True,
        ) as response,
    ):
        answer = b""
        for part in response.iter_content(8192):
            answer += part
            if len(answer) >= ANSWER_BYTES:
                break
        return response.status_code, answer


def _past_the_proxy(session: requests.Session, url: str) -> requests.Session:
    """A program on this machine is not asked through the proxy of the portals."""
    session.trust_env = not is_loopback(_host(url))
    return session


def _judge_status(status: int, where: str) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise Undelivered(f"{where} 让转到另一个地址(状态 {status}),没有跟随;请改用最终的地址")
    if status >= 500 or status in (408, 429):
        raise Undelivered(f"{where} 暂时不能接收(状态 {status});稍后会再试", True)
    raise Undelivered(f"{where} 不接受这条消息(状态 {status});请检查地址")


@contextmanager
def _sentences(where: str) -> Iterator[None]:
    """Turns what requests raises into Undelivered. Its text is never repeated: it holds the address."""
    try:
        yield
    except requests.exceptions.SSLError:
        raise Undelivered(f"{where} 的证书未通过核验,或无法建立加密连接;请检查地址和本机时间") from None
    except requests.exceptions.ProxyError:
        raise Undelivered(f"连不上代理服务器(发往 {where});请检查 https_proxy、http_proxy", True) from None
    except requests.exceptions.Timeout:
        raise Undelivered(f"{where} 迟迟没有回答;请检查网络和防火墙", True) from None
    except requests.exceptions.ConnectionError:
        raise Undelivered(f"连不上 {where};请检查地址、网络和防火墙", True) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        kind = type(error).__name__
        raise Undelivered(f"{where} 的地址不能用({kind});请写完整网址,以 https:// 开头") from None


@contextmanager
def _unlogged() -> Iterator[None]:
    """What urllib3 logs of this thread's requests holds the whole address: it is dropped."""
    ours = threading.get_ident()
    loggers = [
        logging.getLogger(f"urllib3.{name}") for name in ("connectionpool", "util.retry", "connection")
    ]

    def of_others(record: logging.LogRecord) -> bool:
        return record.thread != ours

    for logger in loggers:
        logger.addFilter(of_others)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(of_others)


def _host(url: str) -> str:
    try:
        return one_line(urlsplit(url).hostname or "?", 80)
    except ValueError:
        return "?"


def _without(text: str, channel: WebhookChannel) -> str:
    """A robot's words without what is secret of the address, should it repeat that."""
    url = channel.url.get_secret_value()
    parts = urlsplit(url)
    values = [pair.partition("=")[2] for pair in parts.query.split("&")]
    sign = channel.sign.get_secret_value() if channel.sign else ""
    for secret in (url, parts.password or "", sign, *values, parts.path):
        if len(secret) > 3:
            text = text.replace(secret, "***")
    return text
