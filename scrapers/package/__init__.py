"""Packages: what one crawl of a section, or of a bounded part of it, brought. There whole or not at all.

A package is a folder: `package.json` (manifest with row counts and sha256 of each file), one JSON-lines
file per kind of row, and the WARC files of its answers. It is written under `aside/`, fsynced, and renamed
into `packages/`; whoever finds it there finds all of it. Loading is idempotent by `package_id`.
"""

from scrapers.package.files import (
    FORMAT,
    DamagedPackage,
    NewerPackage,
    PackageWriter,
    file_sha256,
    read_manifest,
    to_json,
)
from scrapers.package.rows import (
    FILES,
    GROUNDS,
    HOME_SECTION,
    FetchRow,
    Ground,
    ItemRow,
    LayoutRow,
    ListRow,
    Masked,
    ObservationRow,
    PackageHead,
    PackageRow,
    Proof,
    RejectRow,
    Role,
)

__all__ = [
    "FILES",
    "FORMAT",
    "GROUNDS",
    "HOME_SECTION",
    "DamagedPackage",
    "FetchRow",
    "Ground",
    "ItemRow",
    "LayoutRow",
    "ListRow",
    "Masked",
    "NewerPackage",
    "ObservationRow",
    "PackageHead",
    "PackageRow",
    "PackageWriter",
    "Proof",
    "RejectRow",
    "Role",
    "file_sha256",
    "read_manifest",
    "to_json",
]
