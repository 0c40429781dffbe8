"""A message to every channel at once: a few tries each, and an end to all of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from scrapers.delivery.channels import (
    Channel,
    Delivery,
    MailChannel,
    Message,
    Undelivered,
    UnreadyChannel,
)

PAUSES = (2.0, 6.0)
"""Seconds before the second and the third try, where the same may work in a moment."""
PATIENCE = 180.0
"""Seconds after which nobody waits for a channel any more."""


def deliver(
    message: Message,
    channels: Sequence[Channel],
    now: datetime,
    pauses: Sequence[float] | None = None,
    patience: float = PATIENCE,
) -> list[Delivery]:
    """What came of the message on each channel, in their order; never raises for a channel's failure.

    Before each further try it waits (`pauses`, else PAUSES). A channel that takes longer than `patience` is
    given up: what hangs there cannot hold up a night.
    """
    results: dict[int, Delivery] = {}

    def run(place: int, channel: Channel) -> None:
        results[place] = _deliver(message, channel, now, PAUSES if pauses is None else pauses)

    threads = [
        threading.Thread(target=run, args=(place, channel), daemon=True, name=f"deliver-{place}")
        for place, channel in enumerate(channels)
    ]
    ends = time.monotonic() + patience
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(ends - time.monotonic(), 0))
    hangs = f"{patience:.0f} 秒内没有发完,已放弃等待;请检查网络和对方服务器"
    broke = "发送时程序出错;请把运行记录交给维护人员"
    return [
        results.get(place) or Delivery(channel.name, False, hangs if thread.is_alive() else broke)
        for place, (channel, thread) in enumerate(zip(channels, threads, strict=True))
    ]


def _deliver(message: Message, channel: Channel, now: datetime, pauses: Sequence[float]) -> Delivery:
    if isinstance(channel, UnreadyChannel):
        return Delivery(channel.name, False, channel.why)
    send = _sender(message, channel, now)
    for pause in (*pauses, None):
        try:
            return Delivery(channel.name, True, send())
        except Undelivered as error:
            if pause is None or not error.again:
                return Delivery(channel.name, False, str(error))
            time.sleep(pause)
    raise AssertionError("the last try returns")


def _sender(message: Message, channel: Channel, now: datetime) -> Callable[[], str]:
    """What sends it once, however often it is called; smtplib and requests are loaded only here."""
    if isinstance(channel, MailChannel):
        from scrapers.delivery.mail import send_mail, written

        mail = written(message, channel, now)
        return lambda: send_mail(mail, channel)
    assert not isinstance(channel, UnreadyChannel)
    from scrapers.delivery.webhook import post

    return lambda: post(message, channel, now)
