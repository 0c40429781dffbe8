"""What the numbers are for by which the layout of item pages is learned."""

from __future__ import annotations

SAMPLES = 3
"""Pages that agree on a place: two may do so by chance, where one title is a part of a menu's."""
VARIANTS = 3
"""Places of one field, where a section mixes templates; more are no layout."""
CUT_TITLE = 10
"""Letters of a row's title that is cut off, from which it can be told whose it is."""
