"""What is delivered, where to, and what came of it. Secrets are wrapped: printed, they show nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

Security = Literal["starttls", "tls", "none"]
Kind = Literal["json", "wecom", "dingtalk"]

KINDS: dict[Kind, str] = {"json": "webhook", "wecom": "企业微信", "dingtalk": "钉钉"}
"""How a kind of webhook is called where people read."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; both bodies say the same, one without any marks, one in Markdown."""

    subject: str
    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class MailChannel:
    """A mail server and who gets the mail; `user` empty uses it without a name."""

    name: str
    host: str
    port: int
    security: Security
    sender: str
    to: tuple[str, ...]
    user: str = ""
    password: SecretStr | None = None
    ca_file: Path | None = None
    """PEM file of a further CA, for a server whose certificate no public one signed."""


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """A robot's or program's address."""

    name: str
    kind: Kind
    url: SecretStr
    sign: SecretStr | None = None
    """The secret with which 钉钉 wants each message signed (加签)."""


@dataclass(frozen=True, slots=True)
class UnreadyChannel:
    """A channel that is set up by half: nothing can be sent, and `why` says what is missing."""

    name: str
    why: str


Channel = MailChannel | WebhookChannel | UnreadyChannel


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a message on one channel."""

    channel: str
    ok: bool
    why: str = ""
    """One Chinese sentence: what, where, what to do. Of a delivered one, who was refused; else empty."""


class Undelivered(Exception):
    """Not delivered; the message is the sentence. `again`: the same may work in a moment."""

    def __init__(self, why: str, again: bool = False) -> None:
        self.again = again
        super().__init__(why)


def one_line(text: str, at_most: int = 160) -> str:
    """A stranger's words on one line, cut to what a sentence can hold."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= at_most else line[: at_most - 1] + "…"
