"""E-mail by SMTP: TLS with the certificate verified, a Chinese subject, every failure in one sentence."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from scrapers.delivery.channels import MailChannel, Message, Undelivered, one_line
from scrapers.oswords import reason

TIMEOUT = 30.0
"""Seconds for a connection and for each answer."""


def written(message: Message, channel: MailChannel, now: datetime) -> EmailMessage:
    """The mail as it is sent; one text part in UTF-8. Its id is the same for every try."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(message.subject)
    mail["From"] = channel.sender
    mail["To"] = ", ".join(channel.to)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=channel.sender.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, charset="utf-8")
    return mail


def send_mail(mail: EmailMessage, channel: MailChannel) -> str:
    """Sends it once; returns whom the server refused, in a sentence, while it took it for others.

    Raises Undelivered.
    """
    with _sentences(channel), _connected(channel) as server:
        if channel.user:
            server.login(channel.user, channel.password.get_secret_value() if channel.password else "")
        refused = server.send_message(mail, channel.sender, list(channel.to))
    return _refused(refused) if refused else ""


@contextmanager
def _connected(channel: MailChannel) -> Iterator[smtplib.SMTP]:
    """A greeted server, over TLS unless the channel has none."""
    context = ssl.create_default_context()
    if channel.ca_file:
        context.load_verify_locations(channel.ca_file)
    # Our own name, as it is: smtplib would ask the name server for more, which can take long.
    ours = socket.gethostname()
    server = (
        smtplib.SMTP_SSL(channel.host, channel.port, ours, timeout=TIMEOUT, context=context)
        if channel.security == "tls"
        else smtplib.SMTP(channel.host, channel.port, ours, timeout=TIMEOUT)
    )
    try:
        if channel.security == "starttls":
            server.starttls(context=context)
        yield server
        _take_leave(server)
    finally:
        server.close()


def _take_leave(server: smtplib.SMTP) -> None:
    """The mail is taken: how the server says goodbye does not matter."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()


@contextmanager
def _sentences(channel: MailChannel) -> Iterator[None]:
    """Turns what can go wrong into Undelivered, which repeats nothing but a server's own words."""
    where = f"邮件服务器 {channel.host}:{channel.port}"
    try:
        yield
    except smtplib.SMTPException as error:
        raise _of_server(error, where, channel) from None
    except ssl.SSLCertVerificationError as error:
        raise Undelivered(
            f"{where} 的证书未通过核验({one_line(error.verify_message)});请检查 host 是否与证书一致,"
            "内部证书请写 ca_file"
        ) from None
    except ssl.SSLError:
        raise Undelivered(
            f'{where} 无法建立加密连接;请核对 security 和 port("starttls" 一般是 587,"tls" 一般是 465)'
        ) from None
    except socket.gaierror:
        raise Undelivered(f"找不到{where};请检查 [message.email] 的 host 和本机的域名解析", True) from None
    except TimeoutError:
        raise Undelivered(f"{where} 超过 {TIMEOUT:.0f} 秒没有回答;请检查 host、port 和防火墙", True) from None
    except OSError as error:
        words = reason(error)
        raise Undelivered(f"连不上{where}({one_line(words)});请检查 host、port 和防火墙", True) from None


def _of_server(error: smtplib.SMTPException, where: str, channel: MailChannel) -> Undelivered:
    """What the server said no to. A code of 4xx is for now only, 5xx for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Undelivered(f"{where} 拒收:{_refused(error.recipients)}", all(code < 500 for code in codes))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        what = "starttls" if channel.security == "starttls" else "用户名登录"
        return Undelivered(
            f'{where} 不支持 {what},没有发送;请核对 security(也可用 "tls",端口一般是 465)和 user'
        )
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Undelivered(f"{where} 中途断开了连接;请核对 security 和 port", True)
    if not isinstance(error, smtplib.SMTPResponseException):
        return Undelivered(f"{where} 没有按协议回答({type(error).__name__});请核对 host 和 port")
    said = _said(error.smtp_code, error.smtp_error, channel)
    again = 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPAuthenticationError):
        remedy = "请检查 [message.email] 的 user 和密钥 GONGKAI_SMTP_PASSWORD(多数邮箱要用“授权码”)"
        return Undelivered(f"{where} 不接受用户名或密码({said});{remedy}", again)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Undelivered(f"{where} 不接受发件人 {channel.sender}({said});请检查 sender", again)
    return Undelivered(f"{where} 没有收下邮件({said});请把这一行交给邮件管理员", again)


def _said(code: int, words: bytes | str, channel: MailChannel) -> str:
    """A server's answer, without the password that it might repeat."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    if channel.password and channel.password.get_secret_value():
        text = text.replace(channel.password.get_secret_value(), "***")
    return f"{code} {one_line(text)}".rstrip()


def _refused(refused: dict[str, tuple[int, bytes]]) -> str:
    whom = "、".join(
        f"{address}({code} {one_line(words.decode('utf-8', 'replace'))})"
        for address, (code, words) in refused.items()
    )
    return f"收件人 {whom} 被拒;请检查 [message.email] 的 to"
