"""Tells people: what a night gives to say, what the watchdog found, a test. Wiring only.

The words are the warehouse's, the sending is the scrapers'; a message that a channel does not take is kept
for it and sent with the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from scrapers.delivery.channels import (
    KINDS,
    Channel,
    Delivery,
    MailChannel,
    Message,
    UnreadyChannel,
    WebhookChannel,
)
from scrapers.delivery.sending import deliver
from warehouse.home import Home
from warehouse.messages.compose import MARK, with_waiting
from warehouse.messages.memory import (
    PENDING_KEPT,
    LastNight,
    Memory,
    Undelivered,
    keep_memory,
    read_memory,
)
from warehouse.messages.night import MessagePlan, NightTold, check_message, night_message
from warehouse.settings import SMTP_PASSWORD, EmailSettings, Settings, WebhookSettings
from warehouse.watch import NightCheck

__all__ = ["NightTold", "channels_of", "tell_check", "tell_night", "tell_test"]


def tell_night(home: Home, settings: Settings, told: NightTold, now: datetime) -> list[Delivery]:
    """Tells what a night gives to say, with what is still to be delivered; what came of it on each channel.

    An empty list: nothing was to be said, or nobody is to be told. Never raises for the home or a channel.
    """
    channels = channels_of(settings)
    if not channels:  # nor is it asked what there would be to say
        _tell_nobody(home, LastNight(began=told.began, error=told.error), now)
        return []
    return _tell(home, channels, night_message(home, settings, told, now), now)


def tell_check(home: Home, settings: Settings, check: NightCheck, now: datetime) -> list[Delivery]:
    """Tells what the watchdog found, once a cause, and that it is over; as `tell_night`."""
    channels = channels_of(settings)
    if not channels:
        _tell_nobody(home, read_memory(home).last_night, now)
        return []
    return _tell(home, channels, check_message(home, check, now), now)


def tell_test(home: Home, settings: Settings, now: datetime) -> list[Delivery]:
    """Sends a test message to every channel; empty when none is set up. Nothing is remembered."""
    words = (
        f"这是一条测试消息,收到即表示设置正确。\n数据目录 {home.root}。\n"
        "以后只在有新情况、情况解除、第一晚和每月最后一晚时发送。\n"
    )
    return deliver(Message(f"{MARK} 测试消息", words, words), channels_of(settings), now)


def channels_of(settings: Settings) -> list[Channel]:
    """Every channel of the settings, the mail first; one whose secret is not set is unready and says so."""
    mail = settings.message.email
    channels = [_mail(mail, settings)] if mail else []
    names: dict[str, int] = {}
    for hook in settings.message.webhook:
        name = f"{KINDS[hook.kind]} {hook.address_name}"
        names[name] = names.get(name, 0) + 1
        channels.append(_webhook(hook, f"{name} #{names[name]}" if names[name] > 1 else name, settings))
    return channels


def _tell_nobody(home: Home, last_night: LastNight | None, now: datetime) -> None:
    """Remembers that nobody was told of anything: whoever is set up later hears of everything that stands."""
    keep_memory(home, Memory(last_night=last_night), now)


def _tell(home: Home, channels: Sequence[Channel], plan: MessagePlan, now: datetime) -> list[Delivery]:
    """Sends a plan's message and what waits, each channel its own, and remembers what came of it."""
    deliveries: list[Delivery] = []
    pending: dict[str, tuple[Undelivered, ...]] = {}
    for channel in channels:
        waiting = plan.memory.pending.get(channel.name, ())
        message = with_waiting(plan.message, waiting)
        if message is None:
            continue
        [delivery] = deliver(message, [channel], now)
        deliveries.append(delivery)
        if not delivery.ok:
            pending[channel.name] = _waits(waiting, plan.message, delivery, now)
    after = plan.memory.model_copy(update={"pending": pending})
    if after != read_memory(home):
        keep_memory(home, after, now)
    return deliveries


def _waits(
    waiting: Sequence[Undelivered], message: Message | None, delivery: Delivery, now: datetime
) -> tuple[Undelivered, ...]:
    """What a channel is still to get, oldest first."""
    still = [one.model_copy(update={"why": delivery.why}) for one in waiting]
    if message is not None:
        made = {"subject": message.subject, "text": message.text, "markdown": message.markdown}
        still.append(Undelivered(**made, made_at=now, why=delivery.why))
    return tuple(still[-PENDING_KEPT:])


def _mail(mail: EmailSettings, settings: Settings) -> Channel:
    name = f"邮件 {mail.host}"
    password = settings.secrets.get(SMTP_PASSWORD)
    if mail.user and password is None:
        return UnreadyChannel(name, _lacks(SMTP_PASSWORD, "邮箱的密码或授权码"))
    return MailChannel(
        name=name,
        host=mail.host,
        port=mail.port_used,
        security=mail.security,
        sender=mail.sender,
        to=mail.to,
        user=mail.user,
        password=password,
        ca_file=settings.file.parent / Path(mail.ca_file).expanduser() if mail.ca_file else None,
    )


def _webhook(hook: WebhookSettings, name: str, settings: Settings) -> Channel:
    url = SecretStr(hook.url) if hook.url else settings.secrets.get(hook.url_secret)
    if url is None:
        return UnreadyChannel(name, _lacks(hook.url_secret, "机器人的完整地址"))
    return WebhookChannel(name, hook.kind, url, settings.secrets.get(hook.sign_secret))


def _lacks(secret: str, what: str) -> str:
    return f"没有设置密钥 {secret}({what});请放进环境变量 {secret},或写进 [secrets] file 所指的文件"
