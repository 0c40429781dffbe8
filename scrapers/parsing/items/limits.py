"""What the numbers are for by which an item's head, text and fields are told from what stands around them.

Lines are those that a reader sees, one block each. Behind a reason stands the
page that needs it; the pages of all others are those of tests/…/items/test_limits.py.
"""

from __future__ import annotations

# The text and its head (`bodytext`).
PARAGRAPH = 60
"""Characters outside links from which a line is a paragraph and no heading, label or tool.
(test_item_unseen)"""
EDITOR = 0.5
"""Share of the densest box's prose that the box of an editor holds at the least to be the text.
(lyj.jlcity.gov.cn/list_zcfg)"""
BESIDE_PICTURE = 120
"""Prose of a page whose editor's box is empty because the item is a picture, a film or a file.
(ordos-engebei/list_nianbao)"""
DENSE = 0.66
"""Share of a box's prose in one child from which that child is looked into. (cases 02c, 26c)"""
HEAD_GAP = 6
"""Lines without a label that end a head."""
TAIL = 200
"""Characters behind a mark of the text's end that may be related links; more is text that goes on.
(hdzfxxgk.hd.gov.cn/item_1352104)"""
COUNTER = 50
"""Characters of a line that is a counter; a report's own 访问量 stands in a longer one."""
LETTERHEAD = 14
"""Lines of a text in which a document prints its number."""
LETTERHEAD_LINE = 90
"""Characters of a line of issuing bodies; a longer one with a comma in it is the first paragraph.
(test_item_unseen)"""

# Where labels are the item's (`printed.relevant_pairs`).
ABOVE = 4
"""Lines above a headline that may hold its labels. (scjg.hubei.gov.cn/home)"""
BELOW = 15
"""Lines below the text that may."""
ENDING = 3
"""Last lines of the text in which a page prints its source. (test_item_unseen)"""
BOX_GAP = 4
"""Lines between two labels of one property box."""
BOX_IN_TEXT = 3
"""Different labels of a property box inside the text, where a table of documents looks alike."""

# Values (`days`, `fields`).
DATE_VALUE = 60
"""Characters behind a label of a date."""
VAGUE = 3
"""Lines below a headline within which 时间 is the item's, and no meeting's."""
BARE_IN_TEXT = 5
"""Lines below a headline in which a date without a label may stand where the text holds the headline.
(lists of the sample portal)"""
BARE_LINE = 80
"""Characters of such a line."""
DATE_REST = 30
"""Characters of it beside the date: a source, counters."""
COLUMN = 30
"""Characters of a column's name."""

# Numbers (`numbers`), in characters.
NUMBER = 80
"""A document number with what a cell holds behind it."""
LONGEST_INDEX = 60
"""An index number."""
INDEX_DIGITS = 2
"""Digits in it at the least."""

# Files (`item`).
UPLOADED = 8
"""Digits in the name of a file that a system named when it was uploaded; others are known by address.
(case 06c)"""
FILES_BELOW = 12
"""Lines below the text in which 附件 heads a box of its files."""

# The title (`title`). Letters are counted without blanks.
NEAR = 8
"""Lines between a heading and the line of date and source below it.
(mirror lyj.jlcity.gov.cn/sqpt/jlsrmzf/index)"""
DATED_HEADING = 4
"""Letters of a heading with a date right below it, no menu's word."""
SURE = 10
"""Letters of `<title>` that no menu repeats by chance."""
SECTION = 16
"""Letters of a section's name."""
PART = 8
"""Letters of a printed part of the tag's title that is no word of a menu.
(hdzfxxgk.hd.gov.cn/list_jinqixxgk)"""
BEGINNING = 12
"""Letters with which `<title>` begins where no separator follows."""
END = 6
"""Letters with which it ends behind a separator. (test_listing)"""
NAMED = 2
"""Letters of 名称 in a property box. (test_listing)"""
ADJACENT = 6
"""Letters of a line right above date and source that is the title without being a heading."""
ONLY = 6
"""Letters of the page's only heading. (www.zhecheng.gov.cn/list_zcyw_p5)"""
ALONE = 4
"""Letters of a `<title>` without the site's name. (cases site q6)"""
