"""A small site whose item pages only a layout reads right, and a home that has lived through nights of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.night import run_night
from flows.run import Surroundings
from flows.summary import Summary
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import FAST, Quiet
from tests.scrapers.http.server import Server, answer

HOST = "http://www.yun.example"
NEWEST = date(2017, 12, 20)
TEXT = "现将办理情况通知如下,请遵照执行。" * 8

TEMPLATES = {
    "a slogan is the only heading": "<div class=wz>{title}</div><hr><h1>深入推进政务公开工作专栏</h1>"
    "<p class=sj>发布时间:{day}</p>",
    "the title stands in a cell": "<table class=t><tr><td>名称</td><td class=mc>{title}</td></tr></table>"
    "<h2 class=x>云县政务公开示范单位创建专题</h2><p>日期 {day}</p>",
    "the column is the heading, the day is bare": "<p class=bt>{title}</p>"
    "<div class=lm><h1>乡村振兴与脱贫攻坚衔接专栏</h1></div><span class=rq>{day}</span>",
    "a day of change stands first": "<h1>{title}</h1><div class=x>更新时间:2018-04-30</div>"
    "<div class=sj><span class=d>{day}</span></div>",
}
"""Of these the rules read another title or day than the rows say, and all pages alike have them elsewhere."""

SLOGAN = TEMPLATES["a slogan is the only heading"]
PLAIN = "<h2 class=bt>{title}</h2><p class=fb>发布日期:{day}</p>"
"""Reads right by the rules."""


@dataclass
class Notice:
    """An item and its row."""

    path: str
    title: str
    day: date
    template: str
    text: str = TEXT

    @property
    def page(self) -> str:
        """Its page."""
        head = "<meta charset=utf-8><title>云县人民政府</title>"
        body = self.template.format(title=self.title, day=self.day)
        return (
            f"<html><head>{head}</head><body>{body}<div class=content><p>{self.text}</p></div></body></html>"
        )


def notices(template: str, count: int = 8, folder: str = "nb", first: int = 100) -> list[Notice]:
    """So many, one a day, the newest first."""
    return [
        Notice(f"/{folder}/{n}.html", f"关于第{n}号事项办理情况的通知", NEWEST - timedelta(days=i), template)
        for i, n in enumerate(range(first + count, first, -1))
    ]


@dataclass
class LaidOut:
    """The site, its portal file and its home; `sections` by id."""

    root: Path
    sections: dict[str, list[Notice]]
    layouts: dict[str, str] = field(default_factory=dict)
    """Tables that a person wrote below a section."""
    nights: int = 0

    @property
    def home(self) -> Path:
        """The home."""
        return self.root / "home"

    def write_portal_file(self) -> Path:
        """The portal file, as the sections and layouts are now."""
        head = f'[portal]\nid = "yun"\nname = "云县人民政府"\nhome = "{HOST}/"\nhome_links = "off"\n'
        text = "".join(
            f'[[section]]\nid = "{key}"\nname = "栏目{key}"\nurl = "{HOST}/{key}/"\ncategory = "政府文件"\n'
            f"{self.layouts.get(key, '')}\n"
            for key in self.sections
        )
        file = self.root / "yun.toml"
        file.write_text(head + text, encoding="utf-8")
        return file

    def night(self) -> Summary:
        """One night, a day after the last one; every section comes out complete."""
        routes = {f"{HOST}/{key}/": answer(_list(rows)) for key, rows in self.sections.items()}
        for row in (row for rows in self.sections.values() for row in rows):
            routes[HOST + row.path] = answer(row.page.encode())
        clock = NightClock(FIRST_NIGHT + timedelta(days=self.nights))
        self.nights += 1
        with Server({**routes}) as server, _through(server):
            around = Surroundings(lambda _: FAST, clock, threading.Event(), Quiet)
            summary = run_night(self.home, str(self.write_portal_file()), around)
        assert summary.complete, [(section.id, proof) for section, proof in summary.sections]
        return summary


def _list(rows: Sequence[Notice]) -> bytes:
    lines = "".join(f'<li><a href="{row.path}">{row.title}</a><span>{row.day}</span></li>' for row in rows)
    return (
        "<html><head><meta charset=utf-8><title>栏目</title></head><body>"
        f"<ul class=list>{lines}</ul><div class=page>共{len(rows)}条</div></body></html>"
    ).encode()


@contextmanager
def _through(server: Server) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("http_proxy", f"http://{server.host}")
        patch.delenv("no_proxy", raising=False)
        patch.delenv("NO_PROXY", raising=False)
        yield
