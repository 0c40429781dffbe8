"""How many bytes, as people read it."""

from __future__ import annotations


def megabytes(size: int) -> str:
    """`12 MB`; below ten with one decimal, above a thousand in GB."""
    if size >= 10**9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 10**7 else f"{size / 1e6:.1f} MB"
