"""Publishing what has changed: a night's publication costs what the night changed.

The file that stands is copied, the rows of items that may have changed give way, and the same
statements that build a whole file make them anew, over a small ledger that holds these items alone.
What is not shown here to be untouched is made anew; where that cannot be shown the whole file is built
(`BuiltWhole`). The tests publish both ways after changes of every kind and compare every table.

**What may have changed** (`noted`, `affected`, `sql/incremental/inputs.sql`). With each publication sums are
noted in `work/`, and of which published file (its sha256) and program (the sum of all its files, and the
library) they are: of whole rows of the tables of items by items and by buckets of them, of what is asked and
read by runs, and of what concerns every item. Where the ledger tells which items and runs were touched since
that file, and nobody else has written to it (`warehouse/touched.py`), these are looked at; otherwise, and
every SUMMED_EVERY, all rows are summed again, and those of every item of a changed bucket looked at: what the
ledger did not tell of is a finding. Another sum of what concerns every item, another program, a file that
stands and is not the noted one, several portals, titles that were taken out, an address with personal data
among what is new: the whole file.

Of the items that are looked at (`candidates`) all rows are summed (`item_prints`): affected are those with
another sum than was noted, those that decisions name or named, those that no complete reading has met (their
reason tells of the last one), those that the home page links to, and **whatever shares a key with an affected
item**, as it was or as it is, from item to item (`keys_of`). The rows that were taken of changed buckets are
counted against their sums (`incomplete`), those that give way against what was noted of their items
(`gone_otherwise`): a row of no known item is no way around.

**What each step rests on**, and how it is made here:

================================  ==================================  ======================================
statements                        a row depends on                    here
================================  ==================================  ======================================
publish/section_state             section, its readings, the instant  whole; sums leave the last reading out
publish/settle, items, …          the item's rows; units, sections    affected items
publish/observations              the item's rows                     affected items; of no item: always
publish/section_runs, fetches, …  the run                             changed runs
other publish/tables, rules       small                               whole
classify, publish/units           the item's rows; section names      affected items; names are noted
overrides                         the items that are named            affected items, these among them
figures/merge_keys … merges       what shares 文号, body, …           affected items, closed over keys
figures/documents … exclusions    a document and what it merges       affected items
figures/counts                    sum over documents                  less what gave way, and what came
figures/sections, form_figures    counts; readings                    counts less and more; then whole
feeding, self-check, checks       all items, and the day              whole, from what is noted of items
guards                            all items                           what was made anew; dear ones monthly
content sum                       sum over rows of each table         less what gave way, and what came
================================  ==================================  ======================================

What checks and the self-check need of each item is noted too, so that no night joins all items with all
rows: at which items checks look further (`watched`), of which no page is published (`unread_items`), which
versions are not the published one (`other_versions`), whose bodies are the same (`twins`), which keys each
has (`item_keys`, `alike_keys`), how many rows a section has by year (`check_rows`): sums, keys and ids, no
words. Of affected items, and of the sections that these touch, it is made anew by the statements of a whole
publication. Since when a section was once read whole (`covered_since`) is among what concerns every item.

Once in WHOLE_EVERY, and where rows that gave way have left too much room, the file is built whole; the
month's one is compared with what the other way gives: a difference is told, and the whole one is taken.

Nothing here writes to the file that stands: it is copied to `work/aside`, and summed before anything that was
made of the copy is put in place (`copying`); while it is copied, the ledger is asked what changed. While the
new file, written to its end, is summed, guards look at it, and the note is changed where it stands, under a
new token; when the file is in place it is said of which file the note with that token is. Killed in between,
the note is of none, and the next publication is whole.
"""

from warehouse.incremental.affected import BuiltWhole
from warehouse.incremental.noted import (
    Basis,
    bind,
    buckets_for,
    note,
    note_changes,
    noted_of,
    print_inputs,
    program_sha256,
    share_keys,
)
from warehouse.incremental.renewing import (
    is_worth_noting,
    may_renew,
    renew,
    standing_sha256,
    whole_is_due,
)

__all__ = [
    "Basis",
    "BuiltWhole",
    "bind",
    "buckets_for",
    "is_worth_noting",
    "may_renew",
    "note",
    "note_changes",
    "noted_of",
    "print_inputs",
    "program_sha256",
    "renew",
    "share_keys",
    "standing_sha256",
    "whole_is_due",
]
