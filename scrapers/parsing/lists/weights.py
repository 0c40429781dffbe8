"""Weights and thresholds by which a list is told from the other repeated parts of a page.

What a row is worth is summed, what its place on the page says is multiplied: 1 says nothing. Behind a reason
stands the page that needs it; the pages of all others are those of tests/…/lists/test_weights.py.
"""

from __future__ import annotations

# What a row is worth beside the 1 of its link (`scores.quality`).
DATE = 1.0
"""A row with a date: what sets lists of items apart from menus. (test_listing)"""
ITEM_ADDRESS = 0.5
"""An address like an item's, with a long number, a date or an id. (scjg.hubei.gov.cn/home)"""

# What the place on the page says.
HEAD_OF_PAGE = 0.5
"""In the head of the page, by class, id or tag of the boxes around. (scjg.hubei.gov.cn/home)"""
HOT_HEADING = 0.3
"""Under 热门, 推荐, 相关. (test_listing)"""

# When the best candidate is a list (`choosing`).
TITLES = 6
"""Mean length of titles that no menu has. (hdzfxxgk.hd.gov.cn/section_zhinan)"""
LONE_TITLE = 8
"""Length of an undated lone title. (www.gz.gov.cn/item_10698578)"""
MOSTLY_ITEMS = 0.6
"""Share of undated rows with an address like an item's. (www.stats.gov.cn/other_gb2312_420302)"""
ROWS_OF_BOXES = 4
"""Undated rows that are no list elements must be more. (hdzfxxgk.hd.gov.cn/section_zhinan)"""
ROWS_UNDER_TEXT = 3
"""Rows, each with its date, under the column's own name, beside which running text is an introduction."""
ROW_REST = 60
"""Characters of a lone row beside its title: date, unit, numbers. More is a page around one link.
(fzgg.gansu.gov.cn/item_174084153)"""
SUMMARY = 240
"""The same where the row begins with its title: a summary as well."""

# What else on a page could be a section's list (`choosing.rivals_of`).
RIVAL_DATED, RIVAL_UNDATED = 0.4, 0.3
"""Share of the best candidate's score from which another could be a section's list as well.
(www.zhecheng.gov.cn/home, scjg.hubei.gov.cn/home)"""

# Which boxes are candidates (`candidates`).
SCORED = 24
"""Candidates looked at closely: the best by their rows alone, those beside the pager before all others.
(a bound of time)"""
ANCHORS, ANCHORED = 12, 0.3
"""Links in an element that is more than a row; share of such elements that a group may have.
(bounds of time: without the share, lists take seven times as long)"""

# What is known of the place (`surroundings`).
MOST_LINKS, ALL_LINKS = 0.7, 0.85
"""Share of the page's links from which a box is the page's body, whatever its name; nearly all of them."""
HEADING = 24
"""Letters of a heading. (case 29z-e)"""
PROSE = 20
"""Characters of text after the breadcrumb that are the column's content: an address with a telephone.
(test_listing)"""
NEAR_PAGER, NEAR_LIST = 2, 3
"""Elements up from the pager, and from the list, to the box that both stand in."""
CRUMB, CRUMB_LINKS = 160, 8
"""Characters and links of a breadcrumb; an element with more is what stands under it as well."""

# Which link of a row is its title (`rows.main_link`).
NUMBERED_ADDRESS = 12
"""An address with a number in it."""
BRACKETED = -30
"""A `[category]` in front of the title."""
NO_ADDRESS = -20
"""A link that only a script follows."""
SHARED_ADDRESS = 0.5
"""Share of the rows from which an address is no row's own: a category, a search. (test_listing)"""
BRIEF = 40
"""Characters of a part of a row that is no running text. (test_listing)"""
CROWDED = 6
"""Addresses in one row: a title, a category, an interpretation, some attachments."""
DATED_IN_TITLE = 0.8
"""Share of rows with a date at the end of the title from which the list prints its dates there.
(test_listing)"""
LONGEST_HEAD = 12
"""Characters of a column head; the values beside labels are longer."""
SHORTEST_TITLE = 4
"""Letters of a title in a part of a row."""
UNDATED_ROWS = 3
"""Rows without dates that can be a list. (jyt.gansu.gov.cn/list_c110634)"""
ALL_PINNED = 3
"""Rows of which all carry the mark of pinned ones: more say that the mark means something else.
(pages of the crawl's tests)"""
NAME = 2
"""Letters of a column's name in a heading. (test_listing)"""
NAVIGATION = 200
"""Characters of an element around a menu's entry; a larger one is the page."""
CRUMB_WORDS, LONGEST_CRUMB = 12, 200
"""Characters of 当前位置 by itself, without the steps; of a whole breadcrumb."""

# What a page or an answer says (`emptiness`, `answers`, `listing`).
SHORTEST_WORDS = 3
"""Characters of the words that a list is empty: 暂无 alone stands in a cell."""
ANSWER_START = 20_000
"""Letters by which the system of an answer is known. (a bound of time)"""
LONGEST_ARRAY = 2_000_000
"""Letters of an array in a page's script. (a bound of time)"""
RAW = 300
"""Characters kept of a row that could not be read."""
