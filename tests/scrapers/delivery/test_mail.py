"""Mail: what arrives on a real server with TLS and AUTH, and the one sentence for all that can go wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from scrapers.delivery.channels import Delivery, MailChannel, Message
from scrapers.delivery.sending import deliver
from tests.scrapers.delivery.servers import PASSWORD, USER, Mailbox, certificate, mail_server

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""aiosmtpd's word about its own TLS from the first byte on, which it does not see."""

NOW = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)
TOLD = Message("[公开] 云县:2 个栏目没有读全", "要做的事:\n1. 请看 gongkai status\n" + "长" * 500, "**x**")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=["starttls", "tls"])
def served(request: pytest.FixtureRequest, files: tuple[Path, Path]) -> Iterator[tuple[Mailbox, MailChannel]]:
    with mail_server(files, request.param) as mailbox:
        yield mailbox, channel(mailbox.port, request.param, files[0])


def channel(port: int, security: str, ca_file: Path | None) -> MailChannel:
    assert security in ("starttls", "tls", "none")
    password = None if security == "none" else SecretStr(PASSWORD)
    user = "" if security == "none" else USER
    to = ("clerk@x.example", "chief@x.example")
    return MailChannel("邮件", "localhost", port, security, "gongkai@y.example", to, user, password, ca_file)  # type: ignore[arg-type]


def send(to: MailChannel) -> Delivery:
    [delivery] = deliver(TOLD, [to], NOW, pauses=(0.0, 0.0))
    return delivery


def test_a_mail_arrives_as_it_was_written(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    assert send(to) == Delivery("邮件", True)
    [mail] = mailbox.mails
    assert mail["Subject"] == TOLD.subject
    assert mail.get_content().replace("\r\n", "\n").strip() == TOLD.text
    assert (mail["From"], mail["To"]) == ("gongkai@y.example", "clerk@x.example, chief@x.example")
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"].endswith("@y.example>")
    assert mail.get_content_charset() == "utf-8"


def test_a_wrong_password_is_told_and_not_repeated(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    delivery = send(replace(to, password=SecretStr("very-wrong")))
    assert not delivery.ok and mailbox.mails == []
    assert "GONGKAI_SMTP_PASSWORD" in delivery.why and "535" in delivery.why
    assert "very-wrong" not in delivery.why


def test_a_certificate_that_nobody_vouches_for_is_refused(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    delivery = send(replace(to, ca_file=None))
    assert not delivery.ok and mailbox.tried == 0
    assert "证书未通过核验" in delivery.why and "ca_file" in delivery.why


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_host_is_refused(tmp_path: Path, security: str) -> None:
    files = certificate(tmp_path, "other.example")
    with mail_server(files, security) as mailbox:
        delivery = send(channel(mailbox.port, security, files[0]))
    assert not delivery.ok and mailbox.tried == 0
    assert "证书" in delivery.why and "host" in delivery.why


def test_a_server_without_tls_gets_nothing_unless_it_is_meant(files: tuple[Path, Path]) -> None:
    with mail_server(files, "none") as mailbox:
        refused = send(channel(mailbox.port, "starttls", files[0]))
        wrong_port = send(channel(mailbox.port, "tls", files[0]))
        meant = send(channel(mailbox.port, "none", None))
    assert not refused.ok and "starttls" in refused.why and '"tls"' in refused.why
    assert not wrong_port.ok and "security" in wrong_port.why and "port" in wrong_port.why
    assert meant.ok and len(mailbox.mails) == 1


def test_what_is_busy_for_now_is_tried_again(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    mailbox.answers = ["451 try later", "451 try later"]
    assert send(to).ok
    assert mailbox.tried == 3 and len(mailbox.mails) == 1


def test_what_is_refused_for_good_is_not_tried_again(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    mailbox.answers = ["554 spam"]
    delivery = send(to)
    assert not delivery.ok and mailbox.tried == 1
    assert "554 spam" in delivery.why and f"localhost:{mailbox.port}" in delivery.why


def test_one_refused_of_two_is_named_and_the_other_has_it(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    mailbox.refuses = {"chief@x.example"}
    delivery = send(to)
    assert delivery.ok and len(mailbox.mails) == 1
    assert "chief@x.example(550" in delivery.why and "clerk@x.example" not in delivery.why


def test_all_refused_is_a_failure(served: tuple[Mailbox, MailChannel]) -> None:
    mailbox, to = served
    mailbox.refuses = set(to.to)
    delivery = send(to)
    assert not delivery.ok and "clerk@x.example" in delivery.why and "[message.email] 的 to" in delivery.why


def test_nobody_at_the_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    delivery = send(channel(port, "starttls", None))
    assert not delivery.ok
    assert f"连不上邮件服务器 localhost:{port}" in delivery.why and "防火墙" in delivery.why


def test_a_host_that_is_none() -> None:
    delivery = send(replace(channel(25, "starttls", None), host="mail.invalid"))
    assert not delivery.ok
    assert "mail.invalid" in delivery.why


def test_a_server_that_never_answers_holds_nobody_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        to = channel(silent.getsockname()[1], "starttls", None)
        [delivery] = deliver(TOLD, [to], NOW, patience=0.3)
    assert not delivery.ok and "放弃等待" in delivery.why
