"""What passes between reading, crawling and loading: frozen records, no behaviour.

Every value that a page states is kept as read; what it does not state is None, never a guess.
Days are `datetime.date` in the portal's time zone (Asia/Shanghai), instants are aware `datetime`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from scrapers.layout import ListLayout
from scrapers.sent import Sent

FetchOutcome = Literal[
    "ok",
    "unchanged",
    "gone",
    "soft_gone",
    "redirected_away",
    "challenged",
    "refused_by_robots",
    "server_error",
    "timeout",
    "too_large",
    "not_html",
]
SectionOutcome = Literal["complete", "partial", "failed", "challenged", "empty"]
ListOutcome = Literal["ok", "empty", "needs_script"]
OtherOutcome = Literal["challenged", "soft_gone", "redirect", "search", "not_html", "unreadable"]
ObservationKind = Literal["letter", "guide", "home_link", "home"]
Expected = Literal["letter", "guide"]
"""What the pages of a section are, where it is one of letters or of guides to services."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a host: address, method, and form body of a POST (already encoded)."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Sent):
    """Bytes of one answer with the address they came from; all that a reader is given."""

    url: str
    body: bytes
    content_type: str | None = None
    """The Content-Type header as sent, e.g. `text/html; charset=gb2312`; None when there was none."""
    shown_on: str | None = None
    """For the answer of a script's call: the address that relative links go by, that of the page it fills."""
    scripts: tuple[tuple[str, bytes], ...] = ()
    """Address and bytes of script files that the page loads, where somebody asked for them: what its pager
    does may stand in one."""


@dataclass(frozen=True, slots=True)
class Attachment(Sent):
    """A file that an item links to: absolute address and the name shown to the reader."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Observation(Sent):
    """One thing that inspections ask for and no field of an item tells; grain: page × fact."""

    kind: ObservationKind
    fact: str
    """Of a letter `written`, `answered`, `answer`; of a guide one of the eight element classes; of a link on
    the home page `outcome`, `text`; of the home page `outcome`, `newest`."""
    value: str | None = None
    """`answered` or `unanswered`, None where the page proves neither; `present` or `absent`; an outcome;
    a text."""
    day: date | None = None


class Listed(NamedTuple):
    """What an item's row says of it."""

    title: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """A row of a list that says whether a letter is answered."""

    url: str | None
    """What it links to; None where it is no link."""
    title: str
    answer: str | None
    """`answered`, `unanswered`; None where it says that none will come."""
    written: date | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class HomeLink:
    """An address that the home page names: of a link, a picture, a frame. One that is no address of the web
    stands as written."""

    url: str
    text: str
    """The words under which it stands first, as shown; '' where there are none."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a portal's home page shows."""

    links: tuple[HomeLink, ...]
    """Each address once, in page order."""
    newest: date | None
    """The newest day printed beside a link; None where none is: a page of navigation alone."""


@dataclass(frozen=True, slots=True)
class Moment(Sent):
    """A printed date: the day, and the instant where the page prints a time of day (Asia/Shanghai)."""

    day: date
    at: datetime | None = None
    precision: Literal["day", "minute", "second"] = "day"

    def iso(self) -> str:
        """`YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM[:SS]+08:00` where a time was printed."""
        if self.at is None:
            return self.day.isoformat()
        return self.at.isoformat(timespec="seconds" if self.precision == "second" else "minutes")


@dataclass(frozen=True, slots=True)
class Entry(Sent):
    """One row of a section's own list, in page order."""

    url: str
    """Absolute address the row links to, as written (resolved against <base>), not canonicalised."""
    title: str
    date: date | None = None
    unit: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    pinned: bool = False
    date_unread: str | None = None
    """What the row prints for a date where that names no day, as 昨天 or 2017年9月; `date` is None."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a list's further pages are addressed: page N (counted from 1) for `first <= N <= last`.

    `template` holds `{n}` for the number written in the address (and, for blocks, `{start}`/`{end}` rows);
    the number written for page N is `N * step + offset`.
    """

    template: str
    first: int
    last: int | None
    step: int = 1
    offset: int = 0
    method: Literal["GET", "POST"] = "GET"
    body_template: str | None = None
    content_type: str | None = None
    rows_per_page: int | None = None


@dataclass(frozen=True, slots=True)
class Unread(Sent):
    """A row of the list that could not be read as an entry, and why; never dropped silently."""

    position: int
    """1-based place among the rows of the page."""
    reason: str
    raw: str
    """Up to 300 characters of the row's text or markup."""


LinkRole = Literal["row", "second", "pager", "inside", "frame", "aside", "outside"]
"""What a link of a list page is: a row's own, another link of a row, a pager's; one within the rows'
container that is no row's; one at a place of the site's frame, by its address or its box; of a side list; or
none of these, so that it may be a row that was missed."""


@dataclass(frozen=True, slots=True)
class PageLink(Sent):
    """One link of a list page, as far as it takes to compare pages with each other."""

    place: str
    """Tags and classes from `body` down to the link, without positions: `body>div.list>ul>li>a`."""
    url: str
    """Absolute and canonical; '' where only a script knows it."""
    role: LinkRole
    text: str = ""
    """Up to 60 characters of what it shows."""


@dataclass(frozen=True, slots=True)
class ListPage(Sent):
    """What one list page says: its rows, the totals it states, and where the next page is."""

    outcome: ListOutcome
    entries: tuple[Entry, ...] = ()
    unread: tuple[Unread, ...] = ()
    pages: int | None = None
    records: int | None = None
    current: int | None = None
    """This page's own number counted from 1, where it says so."""
    next: Request | None = None
    numbering: Numbering | None = None
    rows_at: Request | None = None
    """Where a script would fetch the rows that are not on this page (known families only)."""
    capped: bool = False
    """The list stops at its system's cap (e.g. 1,000 records), so its total is not the section's."""
    family: str = "generic"
    encoding: str = "utf-8"
    base: str = ""
    """The address that this page's relative links go by; that of its script's rows as well."""
    evidence: str = ""
    """The words of the page for an empty list, or why nothing could be read."""
    unfollowed: str = ""
    """The control that leads on and whose address nothing on the page tells, as printed (下一页, 加载更多,
    3); '' where every way onward is in `next` or `numbering`, or there is none."""
    scripts: tuple[str, ...] = ()
    """Addresses of the site's own script files in which the function of `unfollowed` may stand, the likeliest
    first: the page read again with these as its `scripts` may tell where the control leads."""
    links: tuple[PageLink, ...] = ()
    """Every link of the page, in page order, where rows were read from markup."""
    layout: ListLayout | None = None
    """By which layout the rows were read, or which one says how they were; None where no layout can: rows out
    of scripts, or without an element of their own."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What one item page states; `read_from` says per field where it was read."""

    title: str | None = None
    published: Moment | None = None
    issued: Moment | None = None
    unit: str | None = None
    document_number: str | None = None
    """Normalised (see `parsing.items.numbers`); the raw text as printed stands beside it."""
    document_number_raw: str | None = None
    index_number: str | None = None
    column: str | None = None
    attachments: tuple[Attachment, ...] = ()
    body_text: str = ""
    """The item's own text without volatile parts (click counts, print tools, related lists)."""
    content_sha256: str = ""
    """sha256 hex of title and body text after white space is folded; equal for equal content."""
    text_length: int = 0
    """Characters of the body text without white space: how much `content_sha256` speaks of."""
    body_digest: str = ""
    """First 16 hex digits of the sha256 of body text, pictures and files, without the title; equal for equal
    bodies, whatever page they stand on."""
    read_from: Mapping[str, str] = field(default_factory=dict)
    """Field name → `label:发布日期`, `meta:PubDate`, `script:pubdata`, `heading:h1`, `body`, `address` …;
    `published` → `impossible:2017-02-30` where the only date printed is none of the calendar."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A page that is neither list nor item: challenge, soft 404, redirect stub, search page, not HTML …"""

    outcome: OtherOutcome
    reason: str
    """The evidence, in words that can be shown to a person."""
    target: str | None = None
    """Absolute address a redirect stub points to."""
    encoding: str = "utf-8"
    links: tuple[PageLink, ...] = ()
    """Every link of the page, where comparing it with others may show a list that the rules do not see."""
