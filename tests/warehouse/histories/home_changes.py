"""What people decide, what befalls the files of a home and the machine that it lies on."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import duckdb

from scrapers.portalfile import PortalFileError
from tests.warehouse.histories.happening import happening
from tests.warehouse.histories.living import History
from tests.warehouse.histories.site_changes import a_doc, a_site
from tests.warehouse.histories.striking import Strike
from tests.warehouse.histories.world import Site
from warehouse import bounds, calendars, overrides, portal_names
from warehouse.declared import Declaration, append
from warehouse.home import Home
from warehouse.redaction import Asked, RedactError, redact

BEIJING = ZoneInfo("Asia/Shanghai")
WHO = "王某"
DECLARED = (("report-2021", "3.R1.C1"), ("report-2021", "2.R2.C1"), ("statistics-2014", "2.1"))


def today(history: History) -> date:
    return history.now.astimezone(BEIJING).date()


def written(file: Path, header: tuple[str, ...], row: str) -> str:
    """Adds a row, and says so. A column of ids that the program has added stays empty."""
    text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    lines = text.splitlines() or [",".join(header)]
    file.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8-sig")
    return f"{file.name}: {row}"


def an_item(history: History, chance: Random) -> str | None:
    found = a_doc(history, chance)
    if found is None:
        return None
    site, doc = found
    told = history.ledger.execute(
        "SELECT item_id FROM items WHERE portal_id = ? AND url LIKE '%/' || ?", [site.id, doc.path]
    ).fetchall()
    return str(told[0][0]) if told else None


def decided(history: History, kind: str, item: str | None, value: str | None) -> str | None:
    if item is None or value is None:
        return None
    row = f"{kind},{item},{value},{WHO},{today(history)},核对原件"
    return written(history.home.overrides / overrides.FILE_NAME, overrides.HEADER, row)


@happening(often=2)
def decided_category(history: History, chance: Random) -> str | None:
    value = chance.choice(("政府文件", "通知公告", "政策解读、动态信息", "政府会议"))
    return decided(history, "category", an_item(history, chance), value)


@happening()
def decided_unit(history: History, chance: Random) -> str | None:
    value = chance.choice(("财政局", "样例县教育局", "火星局"))
    return decided(history, "unit", an_item(history, chance), value)


@happening(often=2)
def decided_merge(history: History, chance: Random) -> str | None:
    return decided(history, "merge", an_item(history, chance), an_item(history, chance))


@happening()
def decided_split(history: History, chance: Random) -> str | None:
    merged = history.ledger.execute(
        "SELECT item_id FROM item_versions WHERE document_number IS NOT NULL GROUP BY ALL ORDER BY item_id"
    ).fetchall()
    return decided(history, "split", chance.choice(merged)[0], "") if merged else None


@happening()
def decided_exclude(history: History, chance: Random) -> str | None:
    return decided(history, chance.choice(("exclude", "exclude", "include")), an_item(history, chance), "")


@happening()
def decided_verdict(history: History, chance: Random) -> str | None:
    subjects = history.ledger.execute("SELECT check_id || ':' || subject FROM finding_history ORDER BY ALL")
    found = [subject for (subject,) in subjects.fetchall() if "," not in subject]
    return decided(history, "verdict", chance.choice(found), "已处理") if found else None


@happening(often=2)
def decision_withdrawn(history: History, chance: Random) -> str | None:
    ids = [cells[-1] for cells in _rows(history) if len(cells) > len(overrides.HEADER) and cells[-1]]
    return decided(history, "withdraw", chance.choice(ids), "") if ids else None


def _rows(history: History) -> Iterator[list[str]]:
    file = history.home.overrides / overrides.FILE_NAME
    if file.exists():
        for line in file.read_text(encoding="utf-8-sig").splitlines()[1:]:
            yield line.split(",")


@happening()
def decision_lost(history: History, chance: Random) -> str | None:
    """Somebody saved over the file without the last row."""
    file = history.home.overrides / overrides.FILE_NAME
    if not list(_rows(history)):
        return None
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8-sig")
    return f"lost: {lines[-1]}"


@happening()
def bounds_accepted(history: History, chance: Random) -> str | None:
    site = a_site(history, chance)
    name = chance.choice(sorted(site.sections))
    least, most = chance.choice(((0, 5), (5, 400), (50, 60)))
    row = f"{name},{chance.choice(('*', '2017'))},{least},{most},{WHO},{today(history)},核对过"
    return written(history.home.overrides / "bounds.csv", bounds.HEADER, row)


@happening()
def calendar_told(history: History, chance: Random) -> str | None:
    day = date(2017, 11, 1) + timedelta(chance.randrange(120))
    row = f"{day},{chance.choice(('休', '班'))},县政府通知"
    return written(history.home.overrides / calendars.FILE_NAME, calendars.HEADER, row)


@happening()
def figure_declared(history: History, chance: Random) -> str | None:
    form, code = chance.choice(DECLARED)
    year = chance.choice((2016, 2017))
    state = chance.choice(("given", "given", "blank", "missing"))
    value = Decimal(chance.randrange(50)) if state == "given" else None
    at = history.now.astimezone(BEIJING).isoformat()
    row = Declaration(form, year, code, state, value, "", "", WHO, at, "填.xlsx", "0" * 64, "sample")  # type: ignore[arg-type]
    added = append(history.home, year, [row], history.now)
    return f"{form} {year} {code}: {state} {value}" if added else None


@happening()
def taken_out(history: History, chance: Random) -> str | None:
    """`gongkai redact`."""
    item = an_item(history, chance)
    if item is None:
        return None
    asked = Asked((item,), "误公开", "李审核", chance.random() < 0.5)
    with history.closed() as home, home.locked(history.now):
        try:
            redact(home, asked, history.now, lambda sentence: None)
        except RedactError as error:
            return f"not redacted: {error}"
    return f"redacted {item}, title {asked.with_titles}"


# The clock.


@happening(often=2)
def days_pass(history: History, chance: Random) -> str | None:
    days = chance.choice((1, 6, 13, 20, 45))
    history.now += timedelta(days=days)
    return f"{days} days without a night"


@happening()
def year_ends(history: History, chance: Random) -> str | None:
    if history.now.year > 2017:
        return None
    history.now = datetime(2017, 12, 31, 15, 50, tzinfo=history.now.tzinfo)
    return "ten minutes to midnight of 31 December"


@happening()
def clock_wrong(history: History, chance: Random) -> str | None:
    history.tonight = history.now + timedelta(days=chance.choice((400, 40, -40, -4000)))
    return f"the clock says {history.tonight:%Y-%m-%d}"


# The files of the home.


def sum_anew(home: Home) -> None:
    digest = hashlib.sha256(home.published.read_bytes()).hexdigest()
    home.published_sha256.write_text(f"{digest}  {home.published.name}\n", encoding="utf-8")


@happening()
def other_duckdb(history: History, chance: Random) -> str | None:
    """The file that stands names another version of the library."""
    home = history.home
    data = bytearray(home.published.read_bytes())
    data[52:84] = b"v1.4.9".ljust(32, b"\0")
    rewritten(home, bytes(data))
    sum_anew(home)
    return "the file that stands was made by another DuckDB"


def rewritten(home: Home, data: bytes) -> None:
    home.published.unlink()
    home.published.write_bytes(data)


@happening()
def file_touched(history: History, chance: Random) -> str | None:
    """Somebody opened the published file for writing."""
    home, summed = history.home, chance.random() < 0.5
    home.published.chmod(0o644)
    change = chance.choice((
        "UPDATE items SET title = title || '改'",
        "DELETE FROM item_sections WHERE item_id = (SELECT min(item_id) FROM item_sections)",
        "UPDATE figures SET value = value + 1 WHERE form = 'sections' AND value IS NOT NULL",
        "DELETE FROM merges",
    ))  # fmt: skip
    with duckdb.connect(str(home.published)) as stranger:
        stranger.execute(change)
    if summed:
        sum_anew(home)
    return f"{change}; its sum is {'of that' if summed else 'the old one'}"


@happening()
def file_damaged(history: History, chance: Random) -> str | None:
    """Cut off, often near its end; or another byte stands somewhere."""
    data = bytearray(history.home.published.read_bytes())
    cut = chance.choice((0, 9000, *(len(data) - 4096 * chance.randrange(1, 70) for _ in range(3)), None))
    if cut is not None:
        rewritten(history.home, bytes(data[:cut]))
        return f"cut off after {cut} bytes"
    place = chance.randrange(len(data))
    data[place] ^= 0x55
    rewritten(history.home, bytes(data))
    return f"another byte at {place}"


@happening()
def file_missing(history: History, chance: Random) -> str | None:
    files = (history.home.published, history.home.published_sha256)
    gone = chance.choice((files, files[1:], files[1:]))
    for file in gone:
        file.unlink(missing_ok=True)
    return f"missing: {[file.name for file in gone]}"


def _kept(history: History, *names: str) -> str | None:
    """Puts back files of the home as they were kept some nights ago."""
    if not history.kept.exists():
        return None
    for name in names:
        for file in sorted(history.kept.glob(name)):
            target = history.home.root / file.relative_to(history.kept)
            target.unlink(missing_ok=True)
            shutil.copy2(file, target)
    return f"from the backup: {', '.join(names)}"


@happening()
def old_published_file(history: History, chance: Random) -> str | None:
    return _kept(history, "gongkai.duckdb*")


@happening()
def old_ledger(history: History, chance: Random) -> str | None:
    """Alone, or with all that lies beside it, or with the published file too."""
    with history.closed():
        names = chance.choice((("work/ledger.duckdb",), ("work/*.*",), ("work/*.*", "gongkai.duckdb*")))
        said = _kept(history, *names)
    if said:
        for site in history.world.sites.values():
            _named_again(history, site)
            site.due = set(site.sections)
            for doc in site.docs.values():
                doc.unread = True
    return said


def _named_again(history: History, site: Site) -> None:
    """A ledger from before the portal was renamed refuses its file, and says how to rename it again."""
    try:
        portal_names.named(history.ledger, site.file())
    except PortalFileError as refused:
        [(old, new)] = re.findall(r"gongkai portal rename (\S+) ([a-z0-9-]+)", str(refused))
        portal_names.rename(history.ledger, old, new, history.now)
        portal_names.recall(history.ledger, history.home.published, new)


def _private(home: Home) -> list[Path]:
    """Files of `work/` beside the ledger and the locks."""
    return sorted(
        file
        for file in home.work.iterdir()
        if file.is_file() and "ledger" not in file.name and "lock" not in file.name
    )


@happening()
def private_files_lost(history: History, chance: Random) -> str | None:
    files = _private(history.home)
    lost = files if chance.random() < 0.5 else chance.sample(files, min(1, len(files)))
    for file in lost:
        file.unlink()
    return f"lost of work/: {[file.name for file in lost]}"


@happening()
def old_private_files(history: History, chance: Random) -> str | None:
    if not history.kept.exists():
        return None
    names = [f"work/{file.name}" for file in _private(Home(history.kept))]
    return _kept(history, *names) if names else None


# Publications that are struck.


@happening(often=2)
def disk_full(history: History, chance: Random) -> str | None:
    history.strike = Strike(chance.randint(1, history.instants + 1), kills=False)
    return f"the disk is full at instant {history.strike.at} of {history.instants}"


@happening(often=2)
def killed(history: History, chance: Random) -> str | None:
    """Mostly in its last steps, where files change places."""
    last = history.instants - chance.randrange(25)
    history.strike = Strike(chance.choice((last, last, chance.randint(1, history.instants))), kills=True)
    return f"killed at instant {history.strike.at} of {history.instants}"
