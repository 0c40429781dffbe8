"""Packages: what one crawl of a section, or of a bounded part of it, brought. There whole or not at all.

A package is a folder: `package.json` (manifest with row counts and sha256 of each file), one JSON-lines
file per kind of row, and the WARC files of its answers. It is written under `aside/`, fsynced, and renamed
into `packages/`; whoever finds it there finds all of it. Loading is idempotent by `package_id`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Literal, get_args

from scrapers.durable import fsync
from scrapers.layout import LayoutKind, LearnedFrom
from scrapers.reader_version import reader_version
from scrapers.records import (
    Attachment,
    FetchOutcome,
    Observation,
    ObservationKind,
    SectionOutcome,
)

FORMAT = 1
"""Version of the package format; a loader refuses a newer one."""

Role = Literal["list", "item", "robots", "home", "link"]
"""`home`: the portal's home page, `link`: what it links to, asked only for whether it is there."""

HOME_SECTION = "_home"
"""Stands for a section's id in what was asked for the home page; no portal file can name a section so."""

Ground = Literal["total", "pager_end", "single_page", "increment", "person", "before"]
"""What shows a complete reading to be one: the list's own total, every way onward followed to its end, a list
without any, rows known from a proven reading, a person's word (bounds.csv); or that it was read by a version
of the program that kept no ground."""

GROUNDS: frozenset[str] = frozenset(get_args(Ground))


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One question asked, and what came of it. `asked_at` is an aware instant, `bytes` the body's size."""

    url: str
    key: str
    """The question: method, address and body; what conditional requests and resuming go by."""
    role: Role
    asked_at: datetime
    status: int | None
    outcome: FetchOutcome
    reason: str
    bytes: int
    sha256: str | None
    etag: str | None
    last_modified: str | None
    content_type: str | None
    archive_file: str | None
    archive_offset: int | None
    final_url: str | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the section's list as read tonight; grain: page × position."""

    item_id: str
    url: str
    page_number: int
    position: int
    page_url: str
    title: str
    listed_on: date | None
    unit: str | None
    index_number: str | None
    document_number: str | None
    pinned: bool
    has_page: bool
    """False where there is no page of ours to read: another host, a PDF, a weixin article."""
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Masked:
    """Personal data found and masked: its kind (身份证号, 银行卡号, 手机号), masked text, and place."""

    kind: str
    masked: str
    place: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item page as read tonight. `outcome` other than ok carries no fields."""

    item_id: str
    url: str
    seen_at: datetime
    outcome: FetchOutcome
    reason: str = ""
    title: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    issued_on: date | None = None
    unit: str | None = None
    document_number: str | None = None
    document_number_raw: str | None = None
    index_number: str | None = None
    column: str | None = None
    content_sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    read_from: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    masked: tuple[Masked, ...] = ()
    text_length: int | None = None
    body_digest: str | None = None
    observed: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectRow:
    """A row or page that could not be read, and why; `position` is its 1-based place on the page."""

    url: str
    position: int | None
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """Something observed that is no item page's: a letter's row on a list, the home page, a link on it."""

    kind: ObservationKind
    source: Literal["list", "home"]
    url: str
    item_id: str | None
    fact: str
    value: str | None
    day: date | None
    seen_at: datetime
    yields: bool = False
    """Whether a value that stood before stays, as this says only that it was not asked anew."""
    unlinked: str | None = None
    """How the address begins under which the same letter stood while its row was no link."""


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """What this crawl learned of the section's pages: a layout that differs from the one it was given."""

    kind: LayoutKind
    layout: str
    """JSON, as `ListLayout.to_json` or `ItemLayout.to_json` writes it."""
    learned_from: LearnedFrom
    learned_at: datetime
    reason: str
    """Why it was learned (Chinese): there was none before, or what did not fit any more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a section's reading proves: declared against read, with the outcome and its reason in Chinese."""

    outcome: SectionOutcome
    reason: str
    pages_declared: int | None
    pages_read: int
    records_declared: int | None
    records_read: int
    whole_list: bool
    """True when the list was walked to its end; False when it stopped at rows already known."""
    ground: Ground | None = None
    """None where the reading is not complete, or where nothing shows it beyond doubt."""
    links_seen: int | None = None
    """Links on the list pages read, of every kind; None where no page was read from markup."""
    rows_seen: int | None = None
    """Of these the rows' own, on all pages together."""
    rows_set_aside: int | None = None
    """Links that may be rows and were not read as such, under a reason in `rejects`: above 0 the reading is
    not complete."""


@dataclass(frozen=True, slots=True)
class PackageHead:
    """Whose package this is: ids as in the ledger, `part` counted from 1 within run and section."""

    portal_id: str
    run_id: str
    section_id: str
    part: int
    kind: str
    """`nightly`, `backfill` or `reparse`."""

    @property
    def package_id(self) -> str:
        """Name of the folder and key of loading."""
        return f"{self.run_id}.{self.section_id}.{self.part:04d}"


FILES: dict[type[Any], str] = {
    FetchRow: "fetches.jsonl",
    ListRow: "rows.jsonl",
    ItemRow: "items.jsonl",
    RejectRow: "rejects.jsonl",
    LayoutRow: "layouts.jsonl",
    ObservationRow: "observations.jsonl",
}
"""Files of an older program lack the last ones, and an older program passes over those it does not know."""

PackageRow = FetchRow | ListRow | ItemRow | RejectRow | LayoutRow | ObservationRow


_REMEDY = "已移到 rejected/,请重跑该栏目"


class DamagedPackage(Exception):
    """A package whose files do not match its manifest; says which, and what to do."""


class NewerPackage(DamagedPackage):
    """A package of a form that this program does not know; says what to do."""


class PackageWriter:
    """Collects rows of one package in a folder aside; `finish` puts it in place, `abandon` removes it.

    `home` is the folder that holds `aside/` and `packages/`. WARC files are written by the caller into
    `folder` and named to `finish`.
    """

    def __init__(self, home: Path, head: PackageHead) -> None:
        self.home, self.head = home, head
        self.folder = home / "aside" / head.package_id
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        self._files: dict[str, IO[str]] = {}
        self._counts: dict[str, int] = dict.fromkeys(FILES.values(), 0)

    def add(self, row: PackageRow) -> None:
        """Appends one row to the file of its kind."""
        name = FILES[type(row)]
        if name not in self._files:
            # A lone surrogate out of a script's JSON is no text that could be written.
            self._files[name] = (self.folder / name).open("w", encoding="utf-8", errors="replace")
        self._files[name].write(to_json(row) + "\n")
        self._counts[name] += 1

    def __len__(self) -> int:
        return sum(self._counts.values())

    def finish(self, warcs: Iterable[str], finished_at: datetime, proof: Proof | None = None) -> Path:
        """Closes the package and puts it in place; returns its folder there. Raises OSError."""
        self.close(warcs, finished_at, proof)
        return self.place()

    def close(self, warcs: Iterable[str], finished_at: datetime, proof: Proof | None = None) -> Path:
        """Writes the manifest and makes everything durable; returns the folder, which is whole and aside.

        `proof` stands only in the last package of a section's crawl. Raises OSError (disk full, read-only).
        """
        for name, file in self._files.items():
            file.close()
            fsync(self.folder / name)
        names = [*sorted(self._files), *warcs]
        files = {
            name: {"rows": self._counts.get(name), "sha256": file_sha256(self.folder / name)}
            for name in names
        }
        manifest = {"format": FORMAT, "package_id": self.head.package_id, **asdict(self.head)}
        manifest |= {"files": files, "finished_at": finished_at, "proof": asdict(proof) if proof else None}
        manifest["reader_version"] = reader_version()
        path = self.folder / "package.json"
        path.write_text(to_json(manifest), encoding="utf-8", errors="replace")
        fsync(path)
        fsync(self.folder)
        return self.folder

    def place(self) -> Path:
        """Renames the closed folder into place; returns it there. Raises OSError, nothing put in place."""
        place = self.home / "packages" / self.head.package_id
        place.parent.mkdir(parents=True, exist_ok=True)
        self.folder.rename(place)
        fsync(place.parent)
        return place

    def abandon(self) -> None:
        """Removes what was written aside; nothing of it is ever seen."""
        for file in self._files.values():
            with suppress(OSError):  # what is still buffered has no room on a full disk
                file.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a package, after its files were checked against it.

    Raises DamagedPackage when the manifest is unreadable, a file is missing or its sum differs, NewerPackage
    when a newer program wrote it.
    """
    try:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        version = int(manifest["format"])
        sums = {str(name): str(facts["sha256"]) for name, facts in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedPackage(f"数据包 {folder.name} 的 package.json 无法读取({error});{_REMEDY}") from error
    if version > FORMAT:
        raise NewerPackage(f"数据包 {folder.name} 的格式版本 {version} 比本程序新;请升级程序后再载入")
    for name, sha256 in sums.items():
        path = folder / name
        if not path.is_file() or file_sha256(path) != sha256:
            raise DamagedPackage(f"数据包 {folder.name} 的 {name} 缺失或校验和不符;{_REMEDY}")
    return dict(manifest)


def file_sha256(path: Path) -> str:
    """sha256 hex of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_json(value: object) -> str:
    """One line of JSON; dates and instants in ISO form, dataclasses as objects, NULs left out."""
    line = _ENCODER.encode(value)
    return _ENCODER.encode(_plain(value)) if "\\u0000" in line else line


def _object(value: object) -> object:
    """What the encoder cannot write by itself, as something that it can."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_object)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        value = {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.replace("\0", "") if isinstance(value, str) else value
