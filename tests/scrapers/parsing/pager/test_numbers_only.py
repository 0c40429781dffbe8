# ruff: noqa: E501 - markup stands on one line, as portals write it
"""Pagers without a word: numbers in a row, or a choice of pages; and numbers that are none of a list's pages."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.pager.below_rows import following, told

FOLLOWED: dict[str, tuple[str, str, str | None]] = {
    "brackets": ('<div align=center>[1] <a href="list.php?c=5&page=2">[2]</a></div>', "/a/list.php?c=5", "/a/list.php?c=5&page=2"),
    "brackets, from the second": ('<p><a href="l.asp?page=1">[1]</a> [2] <a href="l.asp?page=3">[3]</a></p>', "/a/l.asp?page=2", "/a/l.asp?page=3"),
    "cells": ('<table><tr><td>1</td><td><a href="index_2.html">2</a></td><td><a href="index_3.html">3</a></td></tr></table>', "/a/index.html", "/a/index_2.html"),
    "arrows": ('<div class="x"><a class=cur href="index.html">1</a><a href="index_2.html">2</a><a href="index_2.html">&gt;</a><a href="index_2.html">&gt;&gt;</a></div>', "/a/index.html", "/a/index_2.html"),
    "gap": ('<div><b>1</b> <a href="p2.html">2</a> <a href="p3.html">3</a> … <a href="p9.html">9</a></div>', "/a/p1.html", "/a/p2.html"),
    "the last": ('<div><a href="p1.html">1</a> <a href="p2.html">2</a> <b>3</b></div>', "/a/p3.html", None),
    "a choice": ('<div class=tz>第<select onchange="window.location=this.value"><option value="/a/index.html" selected>1</option><option value="/a/index_2.html">2</option></select>页 共2页</div>', "/a/index.html", "/a/index_2.html"),
    "a choice alone": ('<select onchange="go(this)"><option value="l_1.htm" selected>第1页</option><option value="l_2.htm">第2页</option><option value="l_3.htm">第3页</option></select>', "/a/l_1.htm", "/a/l_2.htm"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOLLOWED)
def test_numbers_alone_are_a_pager(name: str) -> None:
    markup, url, onward = FOLLOWED[name]
    assert following(told(markup, url)) == onward


NONE: dict[str, str] = {
    "a calendar": "<table><tr>" + "".join(f"<td>{n}</td>" if n % 3 else f'<td><a href="/rl/{n}.html">{n}</a></td>' for n in range(1, 15)) + "</tr></table>",
    "years": '<p><a href="/y/2016.html">2016</a> <a href="/y/2017.html">2017</a></p>',
    "a choice of years": '<select><option value="/y/2017/">2017</option><option value="/y/2016/">2016</option></select>',
    "one number": '<p>第 <a href="/h/2.html">2</a></p>',
    "not in turn": '<p><a href="/s/3.html">3</a> <a href="/s/1.html">1</a> <a href="/s/2.html">2</a></p>',
    "pictures of a slide show": '<div class="slide"><a href="javascript:;">1</a><a href="javascript:;">2</a></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_other_numbers_are_none(name: str) -> None:
    listing = told(NONE[name], "/a/index.html")
    assert (following(listing), listing.unfollowed) == (None, "")
