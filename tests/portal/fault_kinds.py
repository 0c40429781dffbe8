"""The further kinds of faults; importing this module registers them."""

from __future__ import annotations

from tests.portal.faults import KINDS

__all__ = ["KINDS"]
