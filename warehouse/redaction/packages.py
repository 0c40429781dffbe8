"""Packages that were put aside as damaged, or of a section that is not known: what is to go stands in them
too."""

from __future__ import annotations

import json
from pathlib import Path

from scrapers.durable import replace_whole
from scrapers.package import file_sha256
from scrapers.tombstone import changes, write_changed
from warehouse.home import Home
from warehouse.redaction.archived import Begun
from warehouse.redaction.asked import Plan


def rewrite_rejected(home: Home, plan: Plan, begun: Begun) -> None:
    """Takes the items out of every such package: their lines, and their answers. Its manifest follows, so
    that what was wrong with the package is what is wrong with it still. Raises OSError."""
    for folder in sorted(home.rejected.iterdir()) if home.rejected.is_dir() else ():
        if folder.is_dir():
            changed = {file.name: file_sha256(file) for file in _rewritten(folder, plan, begun)}
            if changed:
                _tell_manifest(folder, changed)


def _rewritten(folder: Path, plan: Plan, begun: Begun) -> list[Path]:
    """The files of a package of which something went."""
    found = [file for file in sorted(folder.glob("*.jsonl")) if _without_lines(file, plan)]
    for file in sorted(folder.glob("*.warc.gz")):
        for item in plan.items:
            made = list(changes(file, plan.wanted(item), begun.as_record))
            if made:
                aside = file.with_name(f".{file.name}.aside")
                write_changed(file, aside, made)
                aside.replace(file)
                found.append(file)
    return found


def _without_lines(file: Path, plan: Plan) -> bool:
    """Takes out the lines about the items; whether there were any."""
    words = [*plan.ids, *(item.url for item in plan.items), *plan.titles]
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    kept = [line for line in lines if not any(word in line for word in words)]
    if len(kept) == len(lines):
        return False
    replace_whole(file, "".join(kept), mode=0o600)
    return True


def _tell_manifest(folder: Path, changed: dict[str, str]) -> None:
    manifest = folder / "package.json"
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        for name, sha256 in changed.items():
            told["files"][name]["sha256"] = sha256
    except (OSError, ValueError, KeyError, TypeError):
        return  # a manifest that cannot be read is what the package was put aside for
    replace_whole(manifest, json.dumps(told, ensure_ascii=False), mode=0o600)
