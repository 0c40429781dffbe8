"""What the numbers are for by which the stretch of a page is found that is its pager, in characters.

The page that needs each is one of tests/…/pager/test_limits.py.
"""

from __future__ import annotations

PAGER = 320
"""A pager's text: more than that is a list with its pager inside."""
DIGITS = 5
"""The number of a page; longer ones are years with months, identifiers."""
LEVELS_OF_NUMBERS = 4
"""Elements around a number's link in which the others are looked for: a table of one row has as many."""
LINK = 4
"""A link in a pager that is no known control; longer ones are titles."""
LEVELS_TO_ROWS = 4
"""Elements around a 更多 in which the rows above it are looked for: further up is the page."""
ROWS_ABOVE = 2
"""Links above a 更多 that make it a list's."""
SHORTEST_TITLE = 6
"""A link's text that may be a row's; shorter ones are menus."""
ELEMENTS = 8000
"""Elements of a page whose scripts are asked; longer ones hold no list of titles alone."""
SCRIPTS = 400_000
"""Characters of a page's own scripts; more are libraries."""
FILES = 4
"""Script files that are asked for, for one pager: sites load a dozen, and write theirs into the first few."""
