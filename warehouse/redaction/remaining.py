"""Where what was taken out still stands: in backups, in files that people made or keep. Named, never
edited."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from scrapers.durable import replace_whole
from scrapers.privacy import REDACTED_TITLE
from warehouse.home import Home
from warehouse.overrides import FILE_NAME as DECISIONS
from warehouse.redaction.archived import Rewriting
from warehouse.redaction.asked import Plan
from warehouse.redaction.elsewhere import stray_copies

BACKUPS = "backups.json"
"""In `work/`: the backups that were made, each with `target`, `made_at` and `archive_files` (name →
sha256)."""

_LARGEST = 64 * 2**20
"""Bytes of a file that is looked into."""

_REBUILT = (".duckdb", ".warc.gz", ".wal")


def remaining(home: Home, plan: Plan, changed: Sequence[Rewriting]) -> Iterator[str]:
    """A sentence (Chinese) for each backup and each other file that holds it, or may."""
    yield from holding_backups(home, changed)
    yield from stray_copies(home, plan.files)
    yield from _lost(home, plan)
    for file in sorted(home.work.glob(f"{home.ledger.stem}.v*{home.ledger.suffix}")):
        yield f"升级之前的台账副本 {file} 里可能还有;确认不再需要后请删除"
    for copy in plan.copies:
        yield f"条目 {copy} 的网址或正文与它完全相同,没有要求删除;也不该公开的,请再运行一次 gongkai redact"
    for file in _others(home):
        if _holds(file, plan.titles):
            yield f"{file} 里引用了这个标题,{_remedy(home, file)}"


def holding_backups(home: Home, changed: Sequence[Rewriting]) -> Iterator[str]:
    """A sentence for each backup made before: it holds files of the archive as they were, or tables as they
    were."""
    file = home.work / BACKUPS
    if not file.is_file():
        return
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        backups = [(str(one["target"]), str(one["made_at"]), dict(one["archive_files"])) for one in told]
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{file} 读不懂,不知道哪些备份里还有;请逐个检查备份"
        return
    for target in dict.fromkeys(target for target, _, _ in backups):
        there = [(made_at, files) for at, made_at, files in backups if at == target]
        yield _holding(target, there, changed)


def _holding(target: str, there: Sequence[tuple[str, dict[str, str]]], changed: Sequence[Rewriting]) -> str:
    held = {
        one.archive_file
        for _, files in there
        for one in changed
        if files.get(one.archive_file) == one.sha256_before
    }
    what = f"(存档文件 {len(held)} 个,台账)" if held else "(台账和公布文件)"
    made = (
        f"{there[-1][0][:16]} 做成" if len(there) == 1 else f"{len(there)} 次,最近 {there[-1][0][:16]} 做成"
    )
    again = f"gongkai backup {quote(target)} --keep 1"
    return f"备份 {target}({made})里还有{what};请运行 {again},重做备份并删去以前的"


def _lost(home: Home, plan: Plan) -> Iterator[str]:
    for name in plan.files:
        if not (home.archive / name).exists():
            yield f"存档文件 {name} 不见了,没有能从中删去;它若还在别处,那里还有"


def erase_own_words(home: Home, titles: Sequence[str]) -> None:
    """Takes the titles out of the pipeline's own text files (what messages have told, what happened), where
    no person wrote them. Raises OSError."""
    for file in _own(home) if titles else ():
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        made = text
        for title in titles:
            told = json.dumps(title, ensure_ascii=True)[1:-1]
            made = made.replace(title, REDACTED_TITLE).replace(told, json.dumps(REDACTED_TITLE)[1:-1])
        if made != text:
            replace_whole(file, made, mode=0o600)


def _own(home: Home) -> Iterator[Path]:
    """Text files of `work/` that the program writes and reads."""
    for file in sorted(home.work.rglob("*")):
        people = file == home.decided or home.aside in file.parents or home.packages in file.parents
        is_text = file.suffix in (".json", ".jsonl", ".log", ".txt")
        if is_text and not people and file.is_file() and file.stat().st_size <= _LARGEST:
            yield file


def _others(home: Home) -> Iterator[Path]:
    """All other files of the home."""
    own = set(_own(home))
    for file in sorted(home.root.rglob("*")):
        rebuilt = file.name.endswith(_REBUILT) or home.aside in file.parents
        if file.is_file() and not rebuilt and file not in own and file.stat().st_size <= _LARGEST:
            yield file


def _holds(file: Path, titles: Sequence[str]) -> bool:
    try:
        parts = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                parts += [packed.read(name) for name in packed.namelist()]
    except (OSError, zipfile.BadZipFile):
        return False
    forms = [form for title in titles for form in (title, json.dumps(title)[1:-1])]
    codings = ("utf-8", "gb18030", "utf-16-le")
    return any(form.encode(coding) in part for part in parts for form in forms for coding in codings)


def _remedy(home: Home, file: Path) -> str:
    if file == home.decided or home.overrides in file.parents:
        return f"那是人写的,没有改动;请改 {DECISIONS} 中的那几行,再运行 gongkai republish"
    if home.reports in file.parents:
        return "请用 gongkai report 重新生成,或删去"
    return "没有改动;请核对后自行删去"
