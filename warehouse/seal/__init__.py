"""Closing a year: an immutable file with its figures, items, lineage, rules and the sums they rest on."""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.seal.closing import Sealed, SealError, seal
    from warehouse.seal.names import (
        all_sealed,
        name_in_home,
        previous_of,
        sealed_files,
        sealed_name,
        sealed_of,
        sum_of,
    )

__all__ = [
    "SealError", "Sealed", "all_sealed", "name_in_home", "previous_of", "seal", "sealed_files", "sealed_name",
    "sealed_of", "sum_of",
]  # fmt: skip

__getattr__ = on_demand(
    __name__,
    {
        "closing": ("Sealed", "SealError", "seal"),
        "names": (
            "all_sealed",
            "name_in_home",
            "previous_of",
            "sealed_files",
            "sealed_name",
            "sealed_of",
            "sum_of",
        ),
    },
)
