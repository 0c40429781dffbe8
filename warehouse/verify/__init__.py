"""Checks a published or sealed file against its sum, the ledger, its items and the archive; names each
difference."""

from warehouse.verify.files import How, verify_published, verify_sealed
from warehouse.verify.outcome import Verification, VerifyError
from warehouse.verify.records import Difference, Sample

__all__ = [
    "Difference",
    "How",
    "Sample",
    "Verification",
    "VerifyError",
    "verify_published",
    "verify_sealed",
]
