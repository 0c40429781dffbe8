"""What leads on without an address in the markup: followed where the page's scripts tell it, else quoted."""

from __future__ import annotations

from dataclasses import replace

from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.block import PagerBlock
from scrapers.parsing.pager.drawn import follow_call
from scrapers.parsing.pager.engine.questions import Scripts, scripts_in_order
from scrapers.parsing.pager.numbering import guess
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.pressing import follow
from scrapers.parsing.pager.scripted import script_files, scripts_of
from scrapers.parsing.pager.unfollowed import is_at_end, is_covered, lead_of
from scrapers.parsing.words.pager import DRAWING, DRAWING_NAMES, NEXT, WRITING


def turned(markup: Markup, block: PagerBlock | None, pager: Pager, own: str) -> Pager:
    """The pager with the control that leads on in `unfollowed`, or with next page and numbering where the
    page's scripts tell where it leads. `own` is the page's own address."""
    lead = lead_of(markup, block, pager)
    if lead is None:
        return pager
    quoted = replace(pager, unfollowed=lead.quoted)
    scripts = Scripts(markup)
    found = follow(scripts, lead.ways, own, quoted) if lead.ways else None
    if found is not None and found.next is not None and lead.may_lead_elsewhere:
        counted = guess(found.current + 1 if found.current else 2, found.next.url, own, None)
        found = found if counted else replace(pager, unfollowed=lead.quoted if lead.is_sure else "")
    if found is None and (not lead.ways or DRAWING.search(scripts_of(markup.tree))):
        found = follow_call(scripts, markup, quoted)
    return found or replace(quoted, scripts=script_files(markup))


def with_written(markup: Markup, pager: Pager) -> Markup | None:
    """The page with what its scripts write at the end of it, where they may write the pager that is missing;
    else None."""
    if pager.next or is_covered(pager) or is_at_end(pager):
        return None
    sources = list(scripts_in_order(markup))
    if not any(WRITING.search(source) and _may_be_pager(source) for source in sources):
        return None
    start = Scripts(markup).starts([[]])[0]
    if start is None or not start.written:
        return None
    before, body, after = markup.text.rpartition("</body>")
    box = f'<div class="pager">{start.written}</div>' if _stays(markup, start.written) else start.written
    text = f"{before}{box}{body}{after}" if body else f"{after}{box}"
    return replace(markup, text=text, tree=dom.parse(text))


def _stays(markup: Markup, written: str) -> bool:
    """Whether all that is linked stands in the page's own folder, as its further pages do: then numbers alone
    are a pager. Numbers under pictures lead to items."""
    links = (link.get("href") or "" for link in dom.parse(written).iter("a"))
    addresses = [dom.absolute(markup.base, href) or "" for href in links if href and ":" not in href[:11]]
    folder = markup.url.partition("?")[0].rpartition("/")[0]
    return all(address.partition("?")[0].rpartition("/")[0] == folder for address in addresses)


def _may_be_pager(source: str) -> bool:
    return DRAWING_NAMES.search(source) is not None or any(word in source for word in NEXT)
