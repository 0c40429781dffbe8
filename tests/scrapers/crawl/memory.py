"""What a ledger would remember of a section, and whole runs over it."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.section import Crawl, CrawlPlace
from scrapers.known import Known, KnownItem, Stored
from scrapers.package import Proof
from scrapers.portalfile import Portal
from scrapers.vocabulary.outcomes import ASKED_AGAIN
from tests.scrapers.crawl.site import BEGIN, NIGHT, TODAY, FakeClient, Section, portal


@dataclass
class Memory:
    """What a ledger would remember of a section, in plain dictionaries; loads packages as the loader does."""

    root: Path
    run_id: str = "nightly-1"
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    fetches: list[dict[str, Any]] = field(default_factory=list)
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    ever_read: set[str] = field(default_factory=set)
    whole: Proof | None = None
    whole_at: datetime | None = None
    accepted_total: int | None = None
    parts: int = 0
    begun: dict[str, str] = field(default_factory=dict)
    """By run id, when it began."""

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    def known(self, section: str = "nb") -> Known:
        answers = {
            fetch["key"]: Stored(
                url=fetch["final_url"], etag=fetch["etag"], last_modified=None, sha256=fetch["sha256"],
                archive_file=fetch["archive_file"], archive_offset=fetch["archive_offset"],
                asked_at=datetime.fromisoformat(fetch["asked_at"]),
            )
            for fetch in self.fetches
            if fetch["outcome"] == "ok"
        }  # fmt: skip
        told = {
            fetch["key"] for fetch in self.fetches
            if fetch["run"] == self.run_id and fetch["outcome"] in ("ok", "unchanged")
        }  # fmt: skip
        return Known(
            items={key: self._item(key, row) for key, row in self.items.items()},
            answers=answers,
            this_run={key: answers[key] for key in told if key in answers},
            complete_rows=self.whole.records_read if self.whole else None,
            complete_at=self.whole_at,
            records_declared=self.accepted_total,
            next_part=self.parts + 1,
        )

    def _item(self, key: str, row: dict[str, Any]) -> KnownItem:
        page = self.pages.get(key)
        failed = page is not None and page["outcome"] in ASKED_AGAIN
        day = date.fromisoformat(row["listed_on"]) if row["listed_on"] else None
        changed = row["accepted"] and row["stood"] != (row["title"], row["listed_on"])
        since = page is None or page["seen_at"] < self.begun[row["run"]]
        return KnownItem(
            item_id=key, url=row["url"], list_title=row["title"], listed_on=day, published_on=None,
            checked_at=datetime.fromisoformat(page["seen_at"]) if page else None,
            gone=page is not None and page["outcome"] in ("gone", "soft_gone"),
            has_page=row["has_page"], accepted=row["accepted"],
            pending=page is None or failed or (changed and since), changed=changed,
            stood_on=date.fromisoformat(row["stood"][1]) if row["stood"] and row["stood"][1] else None,
            read=key in self.ever_read, failed_nights=self._failed_nights(row["url"]) if failed else 0,
            sent_away=page is not None and page["outcome"] == "redirected_away",
        )  # fmt: skip

    def _failed_nights(self, url: str) -> int:
        asked = [fetch for fetch in self.fetches if fetch["url"] == url and fetch["run"] != self.run_id]
        good = [place for place, fetch in enumerate(asked) if fetch["outcome"] not in ASKED_AGAIN]
        return len({fetch["run"] for fetch in asked[good[-1] + 1 if good else 0 :]})

    def checked(self) -> dict[str, datetime]:
        good = {key: page for key, page in self.pages.items() if page["outcome"] not in ASKED_AGAIN}
        return {key: datetime.fromisoformat(page["seen_at"]) for key, page in good.items()}

    def load(self) -> None:
        """Takes in the packages in place, as the loader does, and removes them."""
        self.archive.mkdir(exist_ok=True)
        for folder in sorted((self.root / "work" / "packages").glob("*")):
            for warc in folder.glob("*.warc.gz"):
                warc.rename(self.archive / warc.name)
            self._take(folder)
            shutil.rmtree(folder)
            self.parts += 1

    def _take(self, folder: Path) -> None:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        for fetch in _lines(folder / "fetches.jsonl"):
            self.fetches.append(fetch | {"run": manifest["run_id"]})
        for row in _lines(folder / "rows.jsonl"):
            held = self.items.get(row["item_id"], {"accepted": False, "stood": None})
            stays = {"accepted": held["accepted"], "stood": held["stood"], "run": manifest["run_id"]}
            self.items[row["item_id"]] = row | stays
        for page in _lines(folder / "items.jsonl"):
            self.pages[page["item_id"]] = page
            if page["outcome"] == "ok":
                self.ever_read.add(page["item_id"])
        self.rejects += _lines(folder / "rejects.jsonl")
        if manifest["proof"]:
            self._accept(Proof(**manifest["proof"]), datetime.fromisoformat(manifest["finished_at"]))

    def _accept(self, proof: Proof, at: datetime) -> None:
        if proof.outcome not in ("complete", "empty"):
            return
        if proof.whole_list:
            self.items = {key: row for key, row in self.items.items() if row["run"] == self.run_id}
            self.whole, self.whole_at = proof, at
        for row in self.items.values():
            row |= {"accepted": True, "stood": (row["title"], row["listed_on"])}
        self.accepted_total = proof.records_declared

    def next_night(self) -> None:
        """Another run begins."""
        self.run_id = f"nightly-{int(self.run_id.rpartition('-')[2]) + 1}"
        self.parts = 0


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass
class Night:
    """One run over one section, with everything a test looks at."""

    memory: Memory
    client: FakeClient
    policy: RevisitPolicy = field(default_factory=lambda: RevisitPolicy("nightly", TODAY))
    portal: Portal = field(default_factory=portal)
    begun_at: datetime = BEGIN

    def crawl(self, checked: dict[str, datetime] | None = None) -> Crawl:
        self.memory.begun[self.memory.run_id] = self.begun_at.isoformat()
        (self.memory.root / "work").mkdir(exist_ok=True)
        self.memory.archive.mkdir(exist_ok=True)
        return Crawl(
            portal=self.portal, run_id=self.memory.run_id, policy=self.policy,
            client=self.client,  # type: ignore[arg-type]
            place=CrawlPlace(self.memory.root / "work", self.memory.archive),
            checked=self.memory.checked() if checked is None else checked,
            now=lambda: self.client.at, stop=threading.Event(), progress=lambda *_: None,
            begun_at=self.begun_at,
        )  # fmt: skip

    def run(self) -> Proof:
        """Crawls and loads."""
        try:
            return self.crawl().section(self.portal.section[0], self.memory.known())
        finally:
            self.memory.load()


def night(
    memory: Memory,
    site: Section | list[Section],
    days: int = 0,
    policy: RevisitPolicy | None = None,
    details: bool = True,
    **web: Any,
) -> tuple[Proof, FakeClient]:
    """A whole run, `days` after the first; another run than the last one where days go by."""
    if days:
        memory.next_night()
    begin = BEGIN + days * NIGHT
    fake = FakeClient(site if isinstance(site, list) else [site], at=begin, **web)
    whose = portal(details=details)
    one = Night(memory, fake, policy or RevisitPolicy("nightly", TODAY + days * NIGHT), whose, begun_at=begin)
    return one.run(), fake
