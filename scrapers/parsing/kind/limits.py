"""What the numbers are for by which one kind of page is told from another.

Behind a reason stands the page that needs it; those of all others are in tests/…/kind/test_limits.py.
"""

from __future__ import annotations

# Pages in the place of content.
SMALL = 300
"""Bytes under which an answer with status 200 is a firewall's, and characters of text under which a page that
carries a redirect or asks for a login has nothing else to say. (test_families)"""
MESSAGE = 600
"""Characters of text of a page that is a challenge, an absence or a failure and nothing else."""
ALL_TEXT = 800
"""Characters outside links of a page that has nothing to say but that, its head and footer included."""
LINKS = 8
"""Links that a challenge or a stub may carry; a page with navigation is somebody's page.
(jyt.gansu.gov.cn/list_c110634)"""
MUTE = 100
"""Characters that a page shows whose message is a script's, or whose script is all there is. (test_other)"""
LEAST = 10
"""Characters shown by a page that prints a date below a heading."""
CONTROL = 8
"""Characters of a link that leads on from a message: 返回首页, 点击这里."""
STUB_TITLE = 40
"""Characters of a title that speaks of absence or of a search; longer ones are an item's."""
MESSAGE_LINE = 120
"""Characters of a line that says what is wrong."""
WORDS_LINE = 60
"""Characters of a line that asks for a login or heads a search."""
SENTENCE = 60
"""Characters outside links of a line that is a sentence of somebody's. (test_other)"""
PROSE_LINES = 3
"""Such sentences beside a title that speaks of absence."""
FAILURE_LINES = 6
"""First lines in which a server says that it fails."""
REFRESH_SECONDS = 30
"""Seconds after which a page sends on; a slower one is made new for its readers."""

# Data.
DATA_START = 200
"""Letters in which data shows itself. (a bound of time)"""
MARKUP = 5_000
"""Letters in which a page comes to its first element."""

# Signs of an item (`signs`).
RUNNING_TEXT = 350
"""Characters of running text, outside links and list rows, that no list page carries."""
PARAGRAPH = 30
"""Characters of a piece of running text. (test_item)"""
ROW = 600
"""Characters of a list's row with its summary; the layout table of an article holds more in one row.
(mirror lyj.jlcity.gov.cn/zcfg/201812)"""
ALIKE = 3
"""Boxes of one class, each with a link, that are rows with a summary. (scjg.hubei.gov.cn/item_21597)"""
ROW_TITLE = 12
"""Letters of a link that is a row's title and no name of a source or a tool. (test_item_unseen)"""
SIGN_LINE = 200
"""Characters of a line of publication, or of a link to a neighbour. (test_item)"""
DATE_VALUE = 60
"""Characters behind a label of a date."""
HEADING = 6
"""Letters of a heading with a date below it."""
DATE_BELOW = 3
"""Lines below a heading in which its date stands."""
DATE_LINE = 80
"""Characters of the line of that date."""

# Lists beside other things (`deciding`).
LIST = 3
"""Rows of a list with a pager that some words beside it do not make an error."""
PROSE = 200
"""Characters of text that make an item of a page whose rows stand elsewhere on it."""

# Landing pages (`landing`).
RIVALS, RIVALS_OF_DATED = 3, 5
"""Lists on one page from which on none of them is the page's own; side boxes come in twos and threes."""
RIVALS_AT_HOME = 2
"""The same on a home page. (mirror lyj.jlcity.gov.cn/index)"""
BOXES_WITH_MORE = 3
"""Dated lists with as many 更多 are boxes of a landing page. (test_no_lists)"""
