"""Puts what there is to say into words: subject, plain text, and Markdown that every robot reads the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.delivery.channels import Message, one_line
from warehouse.messages.causes import Cause
from warehouse.messages.facts import NightFacts
from warehouse.messages.memory import ToldCause, Undelivered
from warehouse.report.escaping import visible

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN = 8
"""Causes, groups or what is over that a message names; the others are counted."""

MARK = "[公开]"
"""Every subject begins so: people filter by it, and 钉钉's robots may want a word."""

EVENTS = {"withdrawn": "撤下", "edited": "修改", "moved": "换了网址", "restored": "恢复"}

_SAFE = str.maketrans("\\`*[]<>#|~$&", "＼｀＊［］＜＞＃｜～＄＆")
_OURS = str.maketrans("\\`*[]<>|", "＼｀＊［］＜＞｜")
_UNDERSCORE = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
"""Within a word it stresses nothing, and stands in paths."""


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that one message says."""

    night: str
    """Its name, e.g. `2018-01-20 夜`."""
    home: str
    new: Sequence[Cause] = ()
    over: Sequence[ToldCause] = ()
    still_count: int = 0
    """Causes that stand and were told before."""
    facts: NightFacts | None = None
    is_first: bool = False
    month: str = ""
    """The month whose end this tells, `YYYY-MM`."""
    error: str | None = None
    is_check: bool = False
    """Said by the watchdog, not by a night."""
    shown: int = field(default=SHOWN)


def compose(said: Said) -> Message:
    """The message."""
    values = {"said": said, "facts": said.facts, "events": EVENTS}
    return Message(
        subject=one_line(f"{MARK} {_whose(said)}{said.night}:{_gist(said)}"),
        text=_rendered("night.txt.j2", values),
        markdown=_rendered("night.md.j2", values),
    )


def with_waiting(message: Message | None, waiting: Sequence[Undelivered]) -> Message | None:
    """A message with those behind it that a channel did not take before; None when there is none at all."""
    if not waiting:
        return message
    old = list(reversed(waiting))
    if message is None:
        message, old = Message(f"{old[0].subject}(补发)", old[0].text, old[0].markdown), old[1:]
    text, markdown = message.text, message.markdown
    for one in old:
        text += f"\n──── 此前未能送达:{one.subject}\n\n{one.text}"
        markdown += f"\n**此前未能送达:{plain(one.subject)}**\n\n{one.markdown}"
    return Message(message.subject, text, markdown)


def plain(text: str) -> str:
    """A stranger's words on one line, without a sign that means something in any robot's Markdown.

    Robots differ in what a backslash does, so such signs become their full-width twins; addresses lose the
    slashes that make them links.
    """
    line = one_line(visible(text), 300).replace("://", ":／／").translate(_SAFE)
    return _UNDERSCORE.sub("＿", line)


def ours(text: str) -> str:
    """Our own words with a path, a command or a section's address in them, which people copy."""
    return one_line(visible(text), 500).translate(_OURS)


def _whose(said: Said) -> str:
    return f"{one_line(said.facts.portal_names, 40)} " if said.facts and said.facts.portal_names else ""


def _gist(said: Said) -> str:
    """The subject's last words: how it stands."""
    if said.error is not None:
        return "没有完成,没有公布"
    if said.is_check and said.new:
        return "夜间抓取没有按时完成"
    parts = [f"{len(said.new)} 项新情况需要处理"] if said.new else []
    parts += [f"{len(said.over)} 项已恢复"] if said.over else []
    if not parts and said.still_count:
        parts = [f"没有新情况,仍有 {said.still_count} 项未解决"]
    return "、".join(parts) or "一切正常"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # most nights say nothing

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # mail is plain text, and Markdown has `plain`
    )
    made.filters["plain"] = plain
    made.filters["ours"] = ours
    made.filters["line"] = lambda text: one_line(visible(text), 500)
    return made


def _rendered(name: str, values: Mapping[str, object]) -> str:
    """A template's text, with no more than one empty line between its parts."""
    return re.sub(r"\n{3,}", "\n\n", _environment().get_template(name).render(values).strip()) + "\n"
