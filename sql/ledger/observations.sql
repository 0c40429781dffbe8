-- name: observations
-- Purpose: what inspections ask of pages beyond items: letters and their answers, elements of guides, the home page and
--          its links. Run with ledger/schema, of which it is a part. It came with version 8.
-- Grain:   beside the table. Inputs: none.

-- One row per portal, kind (letter, guide, home_link, home), page (item_id, or url where the page is none of an item)
-- and fact, as each source has it: page (the item's own page), list (its row), home (the home page). read_at is the
-- instant of the answer that the value was last read from; first_seen_at is since when that value stands. url is the
-- address as it was met.
CREATE TABLE IF NOT EXISTS observations (
    portal_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    item_id VARCHAR,
    section_id VARCHAR,
    fact VARCHAR NOT NULL,
    value VARCHAR,
    day DATE,
    read_at TIMESTAMPTZ NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);
