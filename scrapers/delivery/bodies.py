"""What is posted to each kind of webhook, and what an answer means. Pure.

企业微信: developer.work.weixin.qq.com/document/path/91770; 钉钉: open.dingtalk.com, 自定义机器人.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from scrapers.delivery.channels import KINDS, Kind, Message, Undelivered, one_line

WECOM_BYTES = 4096
"""Of one Markdown message to 企业微信, in UTF-8."""
DINGTALK_BYTES = 20_000
"""Of one whole request to 钉钉."""
CUT_NOTE = "\n\n(内容过长,其余请看 gongkai status)"

_REMEDIES: Mapping[Kind, Mapping[int, str]] = {
    "wecom": {
        93000: "地址中的 key 不对或机器人已被移除,请在群里重新取得地址",
        45009: "发送太频繁,请稍后再试",
    },
    "dingtalk": {
        310000: "未通过安全设置:请核对加签密钥 GONGKAI_DINGTALK_SECRET、关键词(可设为“公开”)和 IP 范围",
        300001: "地址中的 access_token 不对,请在群里重新取得地址",
        300005: "地址中的 access_token 不对或机器人已被移除,请在群里重新取得地址",
        130101: "发送太频繁,请稍后再试",
    },
    "json": {},
}
"""What to do, by the robots' most frequent errcodes."""
_TOO_OFTEN = (45009, 130101, -1)


def body(kind: Kind, message: Message, now: datetime) -> bytes:
    """The JSON that is posted, no longer than that kind of robot takes."""
    if kind == "wecom":
        content = cut(f"**{message.subject}**\n{message.markdown}", WECOM_BYTES)
        return _json({"msgtype": "markdown", "markdown": {"content": content}})
    if kind == "dingtalk":
        return _dingtalk(message)
    told = {"subject": message.subject, "text": message.text, "markdown": message.markdown}
    return _json({"source": "gongkai", "sent_at": now.isoformat(timespec="seconds"), **told})


def cut(text: str, at_most: int) -> str:
    """`text`, or as many whole characters of it as fit into `at_most` bytes of UTF-8 before a note."""
    encoded = text.encode()
    if len(encoded) <= at_most:
        return text
    room = at_most - len(CUT_NOTE.encode())
    return encoded[:room].decode("utf-8", "ignore").rstrip() + CUT_NOTE


def signed(url: str, secret: str, now: datetime) -> str:
    """钉钉's address with `timestamp` (milliseconds) and `sign` (HMAC-SHA256 of timestamp and secret)."""
    stamp = str(int(now.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    added = urlencode({"timestamp": stamp, "sign": base64.b64encode(digest).decode()})
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def judge(kind: Kind, answer: bytes) -> None:
    """Raises Undelivered when a robot's answer, with status 2xx, is not that it took the message."""
    if kind == "json":
        return
    try:
        told = json.loads(answer)
        code, words = told["errcode"], str(told.get("errmsg", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Undelivered(f"{KINDS[kind]}的回答看不懂;请检查地址是否为群机器人的地址") from None
    if code != 0:
        known = _REMEDIES[kind].get(code, "请把这一行交给维护人员")
        raise Undelivered(
            f"{KINDS[kind]}没有收下(errcode {code}:{one_line(words)});{known}", code in _TOO_OFTEN
        )


def _dingtalk(message: Message) -> bytes:
    """A request that is too long loses of its text what it is too long by."""
    room = DINGTALK_BYTES
    while True:
        text = cut(f"### {message.subject}\n\n{message.markdown}", room)
        made = _json({"msgtype": "markdown", "markdown": {"title": message.subject, "text": text}})
        if len(made) <= DINGTALK_BYTES:
            return made
        room = min(room, len(text.encode())) - (len(made) - DINGTALK_BYTES)


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
