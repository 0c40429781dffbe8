"""Backup and restore of a home.

A backup lies in a folder of its own, which may be on another disk: `objects/` holds every file's bytes once,
under their sha256; `snapshots/NAME/manifest.json` says of one instant which file of the home had which bytes.
A snapshot's folder is renamed into place when all that it names is there, durable and read back, so that it
is there whole or not at all; a killed backup leaves objects, which the next one finds there.
"""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.backup.erasures import Due
    from warehouse.backup.making import BackupReport, How, make_backup
    from warehouse.backup.records import BackupError, Manifest
    from warehouse.backup.restoring import Restored, restore

__all__ = ["BackupError", "BackupReport", "Due", "How", "Manifest", "Restored", "make_backup", "restore"]

__getattr__ = on_demand(
    __name__,
    {
        "erasures": ("Due",),
        "making": ("BackupReport", "How", "make_backup"),
        "records": ("BackupError", "Manifest"),
        "restoring": ("Restored", "restore"),
    },
)
