"""What the numbers are for by which lines, headings, labels and tags of a page are read.

Behind a reason stands the page that needs it; those of all others are in tests/…/page/test_limits.py.
"""

from __future__ import annotations

# Headings (`headings`), in characters.
HEADING_LINES = 6
"""Lines of one element that are one heading."""
LONGEST_TITLE = 200
"""A title."""
SENTENCE = 50
"""A title with a full stop in it; longer ones are paragraphs. (test_listing)"""

# Labels and their values (`labels`), in characters.
LABELLED_LINE = 1_500
"""A line; longer ones are running text, whose labels are nobody's. (a bound of time)"""
REPEATED_LINE = 240
"""A line that a site repeats on its pages, of which is remembered that it says nothing. (a bound of space)"""
BEFORE_LABEL = 15
"""What stands before a line's first label; more with a comma in it quotes: 荣获二等奖（文号：…）.
(test_item)"""
GLUED_NAME = 3
"""Letters of a body's name with a label glued to it: 上报 is none, though 报 ends one. (test_fields)"""
UNMARKED_LINE = 120
"""A line of labels without colons."""
VALUE = 60
"""A value in a box of its own."""
NAME = 40
"""A date or a name in one beside its label's."""
VALUE_BELOW = 200
"""The line below a label; longer ones are text."""
CELLS = 40
"""Cells of a row of a property box. (a bound of time)"""
AROUND = 4
"""Boxes around a column of labels that hold nothing else. (a bound of time)"""
PAIRS = 2_000
"""Labels of a page; more are a table of data, the item's own head stands long before.
(a bound of time)"""

# Blocks of markup that a site repeats on its pages (`lines`), in characters. (bounds of time and space)
BLOCK, LONGEST_BLOCK = 300, 20_000
"""A block that is looked up; a smaller one is walked through in the time."""
BLOCKS = 256
"""How many are remembered."""
IN_VAIN, PASSED = 24, 8
"""Blocks of one name that were looked up in vain, after which of so many only one is looked up."""
LEVELS = 5
"""Levels of the page on which they are looked for."""

# Tags and scripts (`metas`).
SHORTEST_NAME, LONGEST_NAME = 2, 60
"""Characters of a unit's name."""
SCRIPT = 50_000
"""Characters of a template's script; half a megabyte is data. (a bound of time)"""
SAME_MINUTES = 2
"""Minutes between two stamps that are taken while one page is written."""
