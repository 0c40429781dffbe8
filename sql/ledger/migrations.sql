-- name: checkpoint
-- Purpose: brings all that was committed into the ledger's one file, before that is copied.
-- Grain:   the database. Inputs: none.

CHECKPOINT;


-- name: migrate_1_to_2
-- Purpose: versions learn the length of their texts and the sum of their bodies; null until they are read again.
-- Grain:   item_versions. Inputs: a ledger of version 1.

ALTER TABLE item_versions ADD COLUMN IF NOT EXISTS text_length INTEGER;
ALTER TABLE item_versions ADD COLUMN IF NOT EXISTS body_digest VARCHAR;


-- name: migrate_2_to_3
-- Purpose: a backfill may be for several years. Grain: runs. Inputs: a ledger of version 2.

ALTER TABLE runs ADD COLUMN IF NOT EXISTS to_year INTEGER;


-- name: migrate_3_to_4
-- Purpose: which runs under way have met a row that another has met since. Grain: met_rows.
-- Inputs:  a ledger of version 3.

CREATE TABLE IF NOT EXISTS met_rows (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);


-- name: migrate_4_to_5
-- Purpose: a complete reading states its ground; those of before are marked as such, and go on counting.
-- Grain:   section_runs. Inputs: a ledger of version 4.

ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS proof VARCHAR;
UPDATE section_runs SET proof = 'before' WHERE is_whole(outcome) AND proof IS NULL;


-- name: migrate_5_to_6
-- Purpose: readings say what became of the links they saw, and by what they were read; null for those of before.
--          section_layouts, which came with it, is made by the schema.
-- Grain:   section_runs, item_versions. Inputs: a ledger of version 5.

ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS links_seen INTEGER;
ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS rows_seen INTEGER;
ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS rows_set_aside INTEGER;
ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS reader_version VARCHAR;
ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS list_layout_version INTEGER;
ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS item_layout_version INTEGER;
ALTER TABLE item_versions ADD COLUMN IF NOT EXISTS reader_version VARCHAR;


-- name: migrate_6_to_7
-- Purpose: findings know their portal; a home of before held one. A portal may be retired.
--          figure_moves, portal_names, archive_changes, redactions, redacted_titles and redacted_categories, which came with
--          it, are made by the schema.
-- Grain:   findings, finding_history, portals. Inputs: a ledger of version 6.

ALTER TABLE findings ADD COLUMN IF NOT EXISTS portal_id VARCHAR;
UPDATE findings SET portal_id = (SELECT min(portal_id) FROM portals HAVING count(*) = 1) WHERE portal_id IS NULL;
CREATE TABLE IF NOT EXISTS finding_history (
    check_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL
);
ALTER TABLE finding_history ADD COLUMN IF NOT EXISTS portal_id VARCHAR;
UPDATE finding_history SET portal_id = (SELECT min(portal_id) FROM portals HAVING count(*) = 1) WHERE portal_id IS NULL;
ALTER TABLE portals ADD COLUMN IF NOT EXISTS retired_at TIMESTAMPTZ;


-- name: migrate_7_to_8
-- Purpose: what inspections ask of pages is kept, and annual reports of the portals set beside the figures: an older
--          program would neither rename nor erase them. The tables (observations, reconciled, reconciled_lines) are made
--          by the schema. What pages read before said of it comes with `gongkai reparse`, or with their next reading.
-- Grain:   none. Inputs: a ledger of version 7.

SELECT 8 AS schema_version;
