"""A home of many small portals, served by one process on loopback under their own names, and its nights."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from flows.night import run_night
from flows.portals import Names
from flows.run import Surroundings
from flows.summary import Summary
from scrapers.http.manners import Manners
from scrapers.portalfile import Portal
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import Quiet
from tests.scrapers.http.server import Asked, Server, answer

MANNERS = Manners(requests_per_second=10, tries=1, connect_timeout=1, read_timeout=2, total_timeout=3)

Row = tuple[str, str, str]
"""Path, title, day."""

SHAPES: tuple[Mapping[str, Sequence[Row]], ...] = (
    {
        "zfwj": [
            ("/a/1.html", "关于印发防汛预案的通知", "2017-03-02"),
            ("/a/2.html", "关于植树的通知", "2016-01-05"),
        ]
    },
    {
        "zfwj": [("/a/1.html", "关于春耕的通知", "2017-03-02")],
        "nb": [("/b/1.html", "2016年信息公开年报", "2017-03-30")],
    },
    {"zfwj": [(f"/a/{n}.html", f"第{n}号通告", f"2017-0{n}-11") for n in range(1, 6)]},
    {
        "nb": [
            ("/b/1.html", "2017年信息公开年报", "2018-03-28"),
            ("/b/2.html", "2016年信息公开年报", "2017-03-20"),
        ]
    },
)
CATEGORIES = {"zfwj": ("县政府文件", "政府文件"), "nb": ("信息公开年报", "信息公开年报")}


@dataclass
class County:
    """A portal: what its sections list, and on which host it stands."""

    id: str
    sections: Mapping[str, Sequence[Row]]
    host: str = ""
    manners: str = ""
    """Lines of its `[manners]`."""

    def __post_init__(self) -> None:
        self.host = self.host or f"www.{self.id}.example"

    @property
    def toml(self) -> str:
        """Its portal file."""
        head = (
            f'[portal]\nid = "{self.id}"\nname = "{self.id}人民政府"  # 全称\nhome = "http://{self.host}/"\n'
            'home_links = "off"\n'
        )
        sections = "".join(
            f'[[section]]\nid = "{key}"\nname = "{CATEGORIES[key][0]}"\n'
            f'url = "http://{self.host}/{self.id}/{key}/"\ncategory = "{CATEGORIES[key][1]}"\n'
            for key in self.sections
        )
        return f"{head}\n[manners]\n{self.manners}\n\n{sections}"

    def routes(self) -> Iterator[tuple[str, bytes]]:
        """What its host answers, by address."""
        for key, rows in self.sections.items():
            lines = "".join(
                f'<li><a href="/{self.id}{path}">{title}</a><span>{day}</span></li>'
                for path, title, day in rows
            )
            listed = f"<ul class=list>{lines}</ul><div class=page>共{len(rows)}条</div>"
            yield f"http://{self.host}/{self.id}/{key}/", _html(CATEGORIES[key][0], listed)
            for path, title, day in rows:
                head = f"<h1>{title}</h1><p>发布日期:{day}</p>"
                text = f"{head}<div class=content><p>{title}。特此通知。</p></div>"
                yield f"http://{self.host}/{self.id}{path}", _html(title, text)


@dataclass
class Province:
    """The portals, their home, and what was asked."""

    root: Path
    counties: list[County]
    nights: int = 0
    dead: set[str] = field(default_factory=set)
    """Hosts that answer nothing."""
    slow: float = 0.0
    """Seconds that an answer takes."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Of each request, in order: host, and the portal for which it was."""

    @property
    def home(self) -> Path:
        """The home."""
        return self.root / "home"

    def write(self, *counties: County) -> None:
        """Their portal files into the home, all when none is named."""
        folder = self.home / "portals"
        folder.mkdir(parents=True, exist_ok=True)
        for county in counties or self.counties:
            (folder / f"{county.id}.toml").write_text(county.toml, encoding="utf-8")

    def around(self, manners: Callable[[Portal], Manners] | None = None) -> Surroundings:
        """The surroundings of the next night, a day after the last one."""
        clock = NightClock(FIRST_NIGHT + timedelta(days=self.nights))
        self.nights += 1
        return Surroundings(manners or (lambda _: MANNERS), clock, threading.Event(), Quiet)

    def night(self, names: Names = None, around: Surroundings | None = None) -> Summary:
        """One night."""
        with self.served():
            return run_night(self.home, names, around or self.around())

    @contextmanager
    def served(self) -> Iterator[None]:
        """The names of all portals lead to one server on loopback."""
        routes = {url: self._answering(page) for county in self.counties for url, page in county.routes()}
        with Server({**routes}) as server, pytest.MonkeyPatch.context() as patch:
            patch.setenv("http_proxy", f"http://{server.host}")
            patch.delenv("no_proxy", raising=False)
            patch.delenv("NO_PROXY", raising=False)
            yield

    def _answering(self, page: bytes) -> Callable[[Asked], bytes]:
        def answering(asked: Asked) -> bytes:
            host, county = asked.path.split("/")[2:4]
            self.asked.append((host, county))
            time.sleep(self.slow)
            return answer(b"", "503 Service Unavailable") if host in self.dead else answer(page)

        return answering


def _html(title: str, body: str) -> bytes:
    head = f"<meta charset=utf-8><title>{title}</title>"
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def counties(count: int) -> list[County]:
    """So many portals, of the shapes in turn."""
    return [County(f"xian-{n:02}", SHAPES[n % len(SHAPES)]) for n in range(count)]
