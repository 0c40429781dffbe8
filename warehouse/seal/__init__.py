"""Closing a year: an immutable file with its figures, items, lineage, rules and the sums they rest on."""

from warehouse.seal.closing import Sealed, SealError, seal
from warehouse.seal.names import sealed_files, sealed_name, sum_of

__all__ = ["SealError", "Sealed", "seal", "sealed_files", "sealed_name", "sum_of"]
