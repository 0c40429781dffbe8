"""A package as it lies in a folder, its files held against its manifest, before the ledger takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapers.package import GROUNDS, DamagedPackage, read_manifest
from scrapers.vocabulary.outcomes import SECTION_OUTCOMES

_UNSTATED = {"ground": "before", "links_seen": None, "rows_seen": None, "rows_set_aside": None}
"""What an older program's proofs do not state."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose files match its manifest, with the manifest's values as the SQL takes them."""

    folder: Path
    head: dict[str, Any]
    warcs: dict[str, str]
    """Name of each WARC file with its sha256, which `read_manifest` has compared."""
    proof: dict[str, Any] | None

    @property
    def is_read_again(self) -> bool:
        """Whether it was made from the archive, and is no sighting."""
        return bool(self.head["kind"] == "reparse")

    def values(self, *names: str) -> dict[str, Any]:
        """The named values of the head, as parameters of a statement."""
        return {name: self.head[name] for name in names}


def read_package(folder: Path) -> Package:
    """A package whose files match its manifest. Raises DamagedPackage."""
    manifest = read_manifest(folder)
    try:
        names = ("package_id", "portal_id", "run_id", "section_id", "kind")
        head: dict[str, Any] = {name: str(manifest[name]) for name in names}
        head["part"] = int(manifest["part"])
        head["finished_at"] = datetime.fromisoformat(manifest["finished_at"])
        head["reader_version"] = manifest.get("reader_version")
        proof = manifest["proof"] and {**_UNSTATED, **manifest["proof"]}
        fits = head["package_id"] == folder.name and (proof is None or _is_proof(proof))
        aware = head["finished_at"].tzinfo is not None
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedPackage(
            f"数据包 {folder.name} 的 package.json 不合格式({error});请重跑该栏目"
        ) from error
    if not (fits and aware):
        raise DamagedPackage(f"数据包 {folder.name} 的 package.json 与目录名或约定不符;请重跑该栏目")
    warcs = {name: told["sha256"] for name, told in manifest["files"].items() if name.endswith(".warc.gz")}
    return Package(folder, head, warcs, proof)


def _is_proof(proof: dict[str, Any]) -> bool:
    return proof["outcome"] in SECTION_OUTCOMES and (proof["ground"] is None or proof["ground"] in GROUNDS)
