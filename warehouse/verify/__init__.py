"""Checks a published or sealed file against its sum, its items and the archive; names each difference."""

from warehouse.verify.files import Verification, VerifyError, verify_published, verify_sealed
from warehouse.verify.records import Difference, ReadAgain, RereadPage

__all__ = [
    "Difference",
    "ReadAgain",
    "RereadPage",
    "Verification",
    "VerifyError",
    "verify_published",
    "verify_sealed",
]
