"""Numbers of comparing pages, each with its reason."""

from __future__ import annotations

TITLES = 6
"""Letters of a text that may be a title: entries of menus are shorter."""
