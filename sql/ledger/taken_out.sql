-- name: taken_out
-- Purpose: which files of the archive were rewritten and why, what was taken out for good, and what its title had
--          decided. Run with ledger/schema, of which it is a part. All came with version 7.
-- Grain:   beside each table. Inputs: none.

-- One row per rewriting of an archive file: kind redacted or compacted. The last sha256_after of the chain that begins
-- at archive_files.sha256 is the sum that the file has now. It came with version 7.
CREATE TABLE IF NOT EXISTS archive_changes (
    archive_file VARCHAR NOT NULL,
    sha256_before VARCHAR NOT NULL,
    sha256_after VARCHAR NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);

-- One row per thing taken out for good: what is item (one of each redaction, whose state is begun until all of it is
-- done), title, record (an answer in the archive), words (a title in an answer about others), sealed (a sealed file,
-- archive_file its path). sha256 is of what stood there. wanted: while it is begun the titles (JSON) that are to go,
-- null afterwards. It came with version 7.
CREATE TABLE IF NOT EXISTS redactions (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    redacted_at TIMESTAMPTZ NOT NULL,
    who VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    archive_file VARCHAR,
    archive_offset BIGINT,
    sha256 VARCHAR,
    state VARCHAR NOT NULL,
    wanted VARCHAR
);

-- One row per item whose title was taken out: what that title decided stays so. title_sha256 is of the folded title,
-- by which items of the same title are still found; the unit is the one that the title named, where it named one. It
-- came with version 7.
CREATE TABLE IF NOT EXISTS redacted_titles (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    title_sha256 VARCHAR,
    explains BOOLEAN NOT NULL,
    unit_source VARCHAR,
    unit_printed VARCHAR,
    unit_name VARCHAR
);

-- One row per such item and "auto" section: the category that the rules had given it (null: none). It came with
-- version 7.
CREATE TABLE IF NOT EXISTS redacted_categories (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    category VARCHAR,
    rule VARCHAR
);
