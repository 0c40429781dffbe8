"""What came of a night or a backfill, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scrapers.crawl.years import Years
from scrapers.package import Proof
from scrapers.portalfile import Portal, Section
from scrapers.vocabulary.outcomes import WHOLE

Kind = Literal["nightly", "backfill"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a night or a backfill, for whoever started it; sections in the portal files' order."""

    run_ids: tuple[str, ...]
    kind: Kind
    years: Years | None
    complete: bool
    interrupted: bool
    published: Path | None
    """None: nothing was. A backfill publishes each time its hours end, and may be stopped afterwards."""
    portals: tuple[tuple[Portal, tuple[tuple[Section, Proof], ...]], ...]
    """Of each portal that was asked, its sections that came to their end."""
    unread: tuple[tuple[str, str], ...] = ()
    """Portals that were to be read and were not, each with why (Chinese)."""
    paused: str = ""
    """Why it goes on another night (its hours, its budget, the disk); empty where it does not."""

    @property
    def sections(self) -> tuple[tuple[Section, Proof], ...]:
        """Those of all portals."""
        return tuple(pair for _, pairs in self.portals for pair in pairs)

    @property
    def nothing_read(self) -> bool:
        """Whether not one of the sections was read whole; of none that came to its end, that is not said: the
        hours in which the portal may be asked were over."""
        outcomes = [proof.outcome for _, proof in self.sections]
        return bool(outcomes) and not WHOLE & set(outcomes)

    @property
    def challenged(self) -> bool:
        """Whether a host asked us to prove that we are people."""
        return any(proof.outcome == "challenged" for _, proof in self.sections)

    @property
    def run_id(self) -> str:
        """The run of the first portal."""
        return self.run_ids[0]
