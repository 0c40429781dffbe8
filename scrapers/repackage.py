"""Reads the archive again with today's readers, without a request: item pages singly, lists as walked.

What is read goes into a package of kind `reparse`, whose rows keep the instants of their answers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from scrapers.address import canonical
from scrapers.archive_reading import DamagedArchive, RedactedRecord, read_answer
from scrapers.blanking import is_blanked
from scrapers.compacting import is_compacted
from scrapers.crawl.expecting import expected_of
from scrapers.crawl.fetcher import Fetched, Fetcher, question_key
from scrapers.crawl.learning import SectionLists
from scrapers.crawl.letters import listed_letters
from scrapers.crawl.readers import Here
from scrapers.crawl.rows import fill, item_job, list_rows
from scrapers.crawl.walk import Walker
from scrapers.known import Known
from scrapers.layout import ItemLayout, ListLayout
from scrapers.package import ItemRow, ListRow, ObservationRow, PackageWriter, Role
from scrapers.portalfile import Portal, Section
from scrapers.records import Expected, FetchOutcome, ListPage, Page, Request


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer of the archive: of which item or question (`key`), when, and where its bytes stand."""

    key: str
    url: str
    asked_at: datetime
    outcome: FetchOutcome
    archive_file: str | None
    archive_offset: int | None
    is_blanked: bool = False
    """Whether the title of an item that was taken out for good was taken out of it: rows of others that bore
    the same words do not show any more what they said."""


@dataclass(frozen=True, slots=True)
class ArchivedSection:
    """What the archive has of a section."""

    pages: Sequence[Kept]
    """Item pages; `key` is the item's id."""
    readings: Sequence[Sequence[Kept]]
    """The answers to each reading of its list, both in the order of time; `key` is the question."""
    list_layout: ListLayout | None = None
    """What was last learned of its list pages."""
    item_layout: ItemLayout | None = None
    """The same of its item pages."""


@dataclass(slots=True)
class Damage:
    """What could not be read from the archive: by file name, how many records."""

    files: dict[str, int] = field(default_factory=dict)

    def note(self, file_name: str) -> None:
        """One more record of that file."""
        self.files[file_name] = self.files.get(file_name, 0) + 1


def reread_section(
    archive: Path,
    portal: Portal,
    section: Section | None,
    archived: ArchivedSection,
    writer: PackageWriter,
    damage: Damage,
) -> None:
    """Writes what today's readers make of a section's pages and list, by a person's layouts or those learned;
    of the list's rows each as the last reading that shows it has it. `section` None: it is declared no more,
    and its list is not read."""
    items = (section.item_layout() if section else None) or archived.item_layout
    expected = expected_of(section) if section else None
    for kept in archived.pages:
        row = reread_item(archive, portal, kept, damage, items, expected)
        if row is not None:
            writer.add(row)
    latest: dict[str, list[ListRow]] = {}
    letters: list[ObservationRow] = []
    for answers in archived.readings:
        again: dict[str, list[ListRow]] = {}
        layout = archived.list_layout
        letters = []  # of what a list said of letters its last reading stands
        told = reread_list(archive, portal, section, answers, damage, layout, letters) if section else []
        for listed in told:
            again.setdefault(listed.item_id, []).append(listed)
        latest |= again
    for met in chain.from_iterable(latest.values()):
        writer.add(met)
    for letter in letters:
        writer.add(letter)


def reread_item(
    archive: Path,
    portal: Portal,
    kept: Kept,
    damage: Damage,
    layout: ItemLayout | None = None,
    expected: Expected | None = None,
) -> ItemRow | None:
    """What today's readers make of an item's archived page (`kept.key`: the item's id), by that layout as the
    crawl does; None where its record is not whole, which is noted."""
    page = _page(archive, kept, damage)
    if page is None:
        return None
    lists = {canonical(section.url) for section in portal.section if section.url}
    section_url = page.url if canonical(page.url) in lists else portal.portal.home
    row, left = item_job(kept.key, kept.url, _got(Request(kept.url), kept, page), section_url)
    return row if left is None else fill(row, left, layout, expected)


def reread_list(
    archive: Path,
    portal: Portal,
    section: Section,
    answers: Sequence[Kept],
    damage: Damage,
    layout: ListLayout | None = None,
    observed: list[ObservationRow] | None = None,
) -> list[ListRow]:
    """The rows of one reading of a section's list, in page order: its answers, in the order of time, walked
    as the crawl walks them and read by a person's layout, or by the one learned. A page that was not asked
    then ends the walk. Rows that lost words to a redaction are left out: what was read of them stays. What
    the rows say of letters is added to `observed`."""
    rows: list[ListRow] = []
    blanked = {(kept.archive_file, kept.archive_offset) for kept in answers if kept.is_blanked}

    def tell(number: int, listing: ListPage, got: Fetched) -> None:
        told = list_rows(portal, section.url, number, listing, got)
        if observed is not None and expected_of(section) == "letter":
            observed.extend(listed_letters(portal, section.url, got))
        has_lost = (got.archive_file, got.archive_offset) in blanked
        rows.extend(
            row for row in told if isinstance(row, ListRow) and not (has_lost and is_blanked(row.title))
        )

    fetcher = _ArchiveFetcher(archive, answers, damage)
    lists = SectionLists(Here(), section.list_layout() or layout)
    walker = Walker(fetcher, lists, portal.first_id, section.url, section.cms, Known(), tell)
    walker.walk(whole=True)
    return rows


class _ArchiveFetcher(Fetcher):
    """Answers each question with what was answered then; asks nobody."""

    def __init__(self, archive: Path, answers: Iterable[Kept], damage: Damage) -> None:
        self._archive, self._damage = archive, damage
        self._files = {}
        self._answers: dict[str, deque[Kept]] = {}
        for kept in answers:
            self._answers.setdefault(kept.key, deque()).append(kept)

    def ask(self, request: Request, role: Role, fresh: bool = False) -> Fetched:
        """The next answer to that question; the last one again when there were no more; `gone` for none."""
        queue = self._answers.get(question_key(request))
        if not queue:
            return _never_asked(request)
        kept = queue.popleft() if len(queue) > 1 else queue[0]
        return _got(request, kept, _page(self._archive, kept, self._damage))

    def ask_many(self, requests: Iterable[Request], role: Role, once_more: bool = False) -> Iterator[Fetched]:
        """Answers in the order asked."""
        return (self.ask(request, role) for request in requests)

    def judged(self, request: Request, outcome: FetchOutcome, reason: str) -> None:
        """Nothing is recorded of a second reading."""

    def leave_alone(self, url: str, reason: str) -> None:
        """Nobody is asked, so nobody is to be left alone."""


def _page(archive: Path, kept: Kept, damage: Damage) -> Page | None:
    """The bytes of an answer; None where there are none to read, or they were taken out."""
    if kept.archive_file is None or kept.archive_offset is None:
        return None
    try:
        answer = read_answer(archive / kept.archive_file, kept.archive_offset)
    except RedactedRecord:
        return None
    except (DamagedArchive, OSError):
        if not _was_taken_out(archive / kept.archive_file, kept.archive_offset):
            damage.note(kept.archive_file)
        return None
    return Page(answer.url, answer.body, answer.content_type)


def _was_taken_out(file: Path, offset: int) -> bool:
    """Whether there is nothing to read because its retention is over."""
    try:
        return is_compacted(file, offset)
    except OSError:
        return False


def _got(request: Request, kept: Kept, page: Page | None) -> Fetched:
    return Fetched(
        request=request,
        outcome="ok" if page is not None else kept.outcome,
        reason="",
        asked_at=kept.asked_at,
        page=page,
        final_url=page.url if page else kept.url,
        archive_file=kept.archive_file,
        archive_offset=kept.archive_offset,
    )


def _never_asked(request: Request) -> Fetched:
    return Fetched(request, "gone", "存档中没有这一页", datetime.min, None, request.url, None, None)
