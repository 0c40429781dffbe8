"""What the numbers are for by which the stretch of a page is found that is its pager, in characters.

Behind each reason stands the page that needs it.
"""

from __future__ import annotations

PAGER = 320
"""A pager's text: more than that is a list with its pager inside."""
CONTROL = 12
"""A control: 下一页, 最后一页, previous page."""
DIGITS = 5
"""The number of a page; longer ones are years with months, identifiers."""
LINK = 4
"""A link in a pager that is no known control; longer ones are titles."""
TOTAL = 120
"""A line of totals without any control."""
TOTAL_LEAD = 80
"""The text of its own that such an element begins with."""
