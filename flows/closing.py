"""Where runs end: each with its outcome in the ledger, one publication for all, and what came of them as a
value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.portals import Unread
from flows.run import Crawled, Surroundings, Wanted, ledger_of
from flows.summary import Summary
from flows.troubles import sentence_of
from warehouse.home import Home, HomeBusy
from warehouse.portal_names import note_unread
from warehouse.publish import publish
from warehouse.runs import ending


def close_runs(
    home: Home, runs: Sequence[Crawled], around: Surroundings, unread: Sequence[Unread] = ()
) -> Path | None:
    """Ends the runs, each with its outcome, and publishes once; a paused one stays open, to be taken up
    again. Says which decisions of people did nothing. `unread`: portals that were to be read and were not,
    each a finding until it is. Returns the published file; None when it was asked to stop while it waited for
    the home: nothing is ended then."""
    now = around.clock.now
    read = [run.portal.id for run in runs if run.run_id is not None]
    why = {one.portal_id: sentence_of(one.error) for one in unread}
    ended = {
        run.run_id: "complete" if run.complete else "partial"
        for run in runs
        if run.run_id is not None and not run.paused
    }
    try:
        with ledger_of(home, now(), around.show, around.stop) as ledger, ending(ledger, ended, now()):
            note_unread(ledger, read, why, now())
            report = publish(home, ledger, now())
    except HomeBusy:
        if not around.stop.is_set():
            raise
        return None
    whose = {run.portal.id: f"门户 {run.portal.id}:" if len(runs) > 1 else "" for run in runs}
    paused = (f"{whose[run.portal.id]}{run.paused};其余栏目下次继续" for run in runs if run.paused)
    for note in (*report.notes, *paused):
        around.show.say(note)
    return report.file


def summary_of(
    wanted: Wanted,
    runs: Sequence[Crawled],
    published: Path | None,
    interrupted: bool,
    unread: Sequence[Unread] = (),
) -> Summary:
    """The summary of runs that are through, or were stopped, published or not; `wanted`: one of them."""
    portals = tuple(
        (
            run.portal,
            tuple((section, run.proofs[section.id]) for section in run.sections if section.id in run.proofs),
        )
        for run in runs
    )
    return Summary(
        run_ids=tuple(run.run_id for run in runs if run.run_id is not None),
        kind=wanted.kind,
        years=wanted.years,
        complete=bool(runs) and all(run.complete for run in runs) and not unread,
        interrupted=interrupted,
        published=published,
        portals=portals,
        unread=tuple((one.portal_id, sentence_of(one.error)) for one in unread),
        paused=next((run.paused for run in runs if run.paused), ""),
    )
