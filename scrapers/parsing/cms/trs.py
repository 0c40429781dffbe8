"""TRS WCM and the platforms built on it: page N is `index_{N-1}.html`, counted from 0 in scripts."""

from __future__ import annotations

import re

from scrapers.parsing.cms.family import calls
from scrapers.parsing.cms.held import may_hold
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import own_file, suffixed
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.systems import names

_CALL = re.compile(
    r"\bcreate\w*?page\w*\s*\(\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,"
    r"\s*[\"'](?P<prefix>[^\"'\s]+)[\"']\s*,\s*[\"']\.?(?P<suffix>\w+)[\"']"
    r"(?:\s*,\s*[\"']?(?P<records>\d+)?)?",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\bPager\s*\(\s*\{(?P<body>[^{}]*\bsize\s*:\s*\d+[^{}]*)\}")
_FIELD = re.compile(r"\b(\w+)\s*:\s*(?:[\"']([^\"']*)[\"']|(\d+))")
_COUNT = re.compile(r"\b(?:var\s+)?countPage\s*=\s*[\"']?(\d+)")
_CURRENT = re.compile(r"\b(?:var\s+)?currentPage\s*=\s*[\"']?(\d+)")
_RECORDS = re.compile(rf"\b(?:var\s+)?{names('trs', 'records')}\s*=\s*[\"']?(\d+)", re.I)
_WRITTEN = re.compile(
    r"[\"'>=]\s*(\w+)\\?[\"']\s*\+\s*\\?[\"']_\\?[\"']\s*\+.{0,40}?\.\\?[\"']?\s*\+?\s*\\?[\"']?(s?html?)"
)


def pager(markup: Markup) -> Pager | None:
    """`createPageHTML(4, 0, "index", "html")`, `Pager({size:3,current:0,…})` or `var countPage = 2`.

    The definition of the function often stands before the call; only the call holds numbers.
    """
    for match in calls(markup.text, _CALL):
        records = match["records"]
        return _built(
            markup,
            int(match["pages"]),
            int(match["current"]),
            (match["prefix"], match["suffix"]),
            int(records) if records else None,
        )
    for match in calls(markup.text, _OBJECT):
        found = {key: text or number for key, text, number in _FIELD.findall(match["body"])}
        if found.get("current", "0").isdigit():
            names = (found.get("prefix") or "index", found.get("suffix") or "html")
            return _built(markup, int(found["size"]), int(found.get("current", "0")), names, None)
    return _variables(markup)


def _variables(markup: Markup) -> Pager | None:
    """`var currentPage = 0; var countPage = 56; var countnum = 6348;` written out by a script."""
    count = _COUNT.search(markup.text) if may_hold(markup.text, _COUNT) else None
    if count is None:
        return None
    current, records = _CURRENT.search(markup.text), _RECORDS.search(markup.text)
    written = _WRITTEN.search(markup.text)
    names = (written[1], written[2]) if written else own_file(markup.url)
    return _built(
        markup,
        int(count[1]),
        int(current[1]) if current else 0,
        names,
        int(records[1]) if records else None,
    )


def _built(markup: Markup, pages: int, current: int, names: tuple[str, str], records: int | None) -> Pager:
    following, numbering = suffixed(markup, names[0], names[1], pages=pages, current=current + 1, offset=-1)
    return Pager(pages or None, records, current + 1, following, numbering)
