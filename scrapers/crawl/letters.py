"""Letters as the rows of their list tell of them, for the package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from urllib.parse import urldefrag

from scrapers import parsing
from scrapers.address import item_id
from scrapers.crawl.fetcher import Fetched
from scrapers.package import ObservationRow
from scrapers.portalfile import Portal
from scrapers.privacy import mask
from scrapers.records import ListedLetter


def listed_letters(portal: Portal, section_url: str, got: Fetched) -> Iterator[ObservationRow]:
    """What the rows of one list page say of letters. One whose row is no link has the section's address with
    a sum of its title, and its day, behind it."""
    for letter in parsing.letters_listed(got.page) if got.page is not None else ():
        alone = _unlinked(section_url, letter)
        url, own = letter.url or f"{alone}{letter.written or ''}", None
        if letter.url is not None:
            try:
                own = item_id(portal.first_id, letter.url)
            except ValueError:
                continue
        facts = [("answer", letter.answer, None), ("written", None, letter.written)]
        facts.append(("answered", None, letter.answered))
        for fact, value, day in facts:
            if fact == "answer" or day is not None:
                before = alone if letter.url is not None else None
                yield ObservationRow(
                    "letter", "list", url, own, fact, value, day, got.asked_at, unlinked=before
                )


def _unlinked(section_url: str, letter: ListedLetter) -> str:
    """How the address of a letter without one begins, the same on every page and night."""
    told = hashlib.sha256(mask(letter.title).encode("utf-8", "replace")).hexdigest()[:12]
    return f"{urldefrag(section_url)[0]}#letter-{told}-"
