"""A made-up county whose nights are told: what each night says, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrapers.delivery.channels import Message
from scrapers.records import SectionOutcome
from tests.warehouse.build import County, Told
from warehouse.messages.memory import keep_memory
from warehouse.messages.night import NightTold, night_message
from warehouse.runs import end_run
from warehouse.settings import load_settings

Night = tuple[SectionOutcome, str]


@dataclass
class Telling:
    """Lives a county's nights and hears what they say."""

    county: County

    def night(self, items: Iterable[Told] = (), **sections: Night) -> Message | None:
        """A night of `dt` with these items and of each section with an outcome and reason; what it says."""
        self.county.begin()
        told = {"dt": items, "zfwj": [Told("f.html", "关于印发方案的通知")]}
        for section_id, rows in told.items():
            outcome, reason = sections.get(section_id, ("complete", ""))
            self.county.tell(section_id, rows, outcome=outcome, reason=reason)
        self.county.load()
        end_run(self.county.ledger, self.county.run_id, "complete", self.county.now)
        self.county.publish()
        return self.say(NightTold((self.county.run_id,), None, self.county.now))

    def error(self, sentence: str) -> Message | None:
        """A night that ended with an error; what it says."""
        return self.say(NightTold((), sentence, self.county.now))

    def say(self, told: NightTold) -> Message | None:
        """Tells, remembers, goes to the next night."""
        home, now = self.county.home, self.county.now
        plan = night_message(home, load_settings(home.root, {}), told, now)
        assert keep_memory(home, plan.memory, now)
        self.county.next_night()
        return plan.message
