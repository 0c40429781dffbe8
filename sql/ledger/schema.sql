-- name: schema
-- The ledger: what is known of every section and item, folded at load. Private to the pipeline.
--
-- Purpose: state (items, item_sections), history (item_versions, runs, section_runs, fetches, rejects).
-- Grain:   beside each table. Inputs: none; run when this text is not the one that the ledger was last made by,
--          so each statement may find its work done. What changes a table that is there already is a migration
--          (migrations.sql); both together make of any older ledger what this text makes of none.
--
-- Of the large tables no key is indexed: loading joins by hash, and an audit before each publication
-- selects duplicate keys. Every instant is TIMESTAMPTZ, every day is the portal's (Asia/Shanghai).

-- One row: which form of the ledger this is, and the sum of the text of this file that made it so.
CREATE TABLE IF NOT EXISTS ledger_meta (schema_version INTEGER NOT NULL, schema_sha256 VARCHAR);
ALTER TABLE ledger_meta ADD COLUMN IF NOT EXISTS schema_sha256 VARCHAR;

-- One row per portal. retired_at (since when it is asked no more) came with version 7.
CREATE TABLE IF NOT EXISTS portals (
    portal_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    default_unit VARCHAR,
    retired_at TIMESTAMPTZ
);

-- One row per name that a portal had before (`gongkai portal rename`). Its items are named by the first of them, for
-- good; none of them is ever another portal's. It came with version 7.
CREATE TABLE IF NOT EXISTS portal_names (
    portal_id VARCHAR NOT NULL,
    former_id VARCHAR NOT NULL,
    renamed_at TIMESTAMPTZ NOT NULL
);

-- One row per unit of a portal, and one per spelling (its name and each alias), compared after folding.
CREATE TABLE IF NOT EXISTS units (portal_id VARCHAR NOT NULL, unit_id VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS unit_names (
    portal_id VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    is_alias BOOLEAN NOT NULL
);

-- One row per section of a portal. A section that left the portal file keeps its row and its items.
-- published_id is section_id, or portal_id/section_id where another portal of this home had that id first; once given
-- it stays, also when the portal is renamed: bounds, verdicts and sealed years name sections by it.
CREATE TABLE IF NOT EXISTS sections (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    published_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    unit VARCHAR,
    details BOOLEAN NOT NULL,
    cadence_days INTEGER NOT NULL,
    declared BOOLEAN NOT NULL
);

-- One row per run. outcome and finished_at are null while it runs, and after a kill until it is resumed.
-- A backfill of several years is for year to to_year; to_year is null for one year. It came with version 3.
CREATE TABLE IF NOT EXISTS runs (
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    year INTEGER,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR,
    to_year INTEGER
);

-- One row per run that ended and whose results are not known to be published: the next run takes it up.
CREATE TABLE IF NOT EXISTS publishing (run_id VARCHAR NOT NULL);

-- One row per list row that a run not yet ended has met and another run has met since: item_sections keeps only the
-- last of them, and the one before may still come to its end and accept the row. It came with version 4.
CREATE TABLE IF NOT EXISTS met_rows (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

-- One row per loaded package: loading it again changes nothing.
CREATE TABLE IF NOT EXISTS packages (
    package_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);

-- One row per run and section that came with a proof of completeness. proof came with version 5: what shows a
-- complete reading to be one (total, pager_end, single_page, increment, person), or that it was read by a version
-- that kept no such ground (before); null where it is not complete, or where nothing shows it beyond doubt.
-- links_seen, rows_seen, rows_set_aside (what became of the links on its list pages) and by what it was read
-- (reader_version, and the versions of section_layouts in force; null: none) came with version 6.
CREATE TABLE IF NOT EXISTS section_runs (
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    pages_declared INTEGER,
    pages_read INTEGER,
    records_declared INTEGER,
    records_read INTEGER,
    whole_list BOOLEAN NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ NOT NULL,
    proof VARCHAR,
    links_seen INTEGER,
    rows_seen INTEGER,
    rows_set_aside INTEGER,
    reader_version VARCHAR,
    list_layout_version INTEGER,
    item_layout_version INTEGER
);

-- One row per section, kind of page (list, item) and version: the layout by which the section's pages are read, from
-- learned_at on until the next one. layout is JSON; null where a person has taken his out and none was ever learned.
-- run_id is the run that learned it, or in which it came into force. It came with version 6.
CREATE TABLE IF NOT EXISTS section_layouts (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    layout VARCHAR,
    learned_from VARCHAR NOT NULL,
    learned_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    reason VARCHAR
);

-- One row per item: one canonical address of one portal, whatever the number of sections that list it.
CREATE TABLE IF NOT EXISTS items (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    checked_at TIMESTAMPTZ,
    page_outcome VARCHAR,
    gone_since TIMESTAMPTZ
);

-- One row per item and section: the list row as last read, and (accepted_…) as it stood when the section
-- was last read and found complete. Published figures rest on the accepted values.
CREATE TABLE IF NOT EXISTS item_sections (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    list_title VARCHAR,
    listed_on DATE,
    unit VARCHAR,
    index_number VARCHAR,
    document_number VARCHAR,
    pinned BOOLEAN NOT NULL,
    has_page BOOLEAN NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    first_run_id VARCHAR NOT NULL,
    last_run_id VARCHAR NOT NULL,
    left_at TIMESTAMPTZ,
    accepted_at TIMESTAMPTZ,
    accepted_title VARCHAR,
    accepted_listed_on DATE,
    accepted_unit VARCHAR,
    accepted_index_number VARCHAR,
    accepted_document_number VARCHAR
);

-- One row per version of an item's page; a version is added when its content or a stated field changed.
-- text_length and body_digest came with version 2 of the ledger: null until the page is read again; reader_version
-- (which reader first read it so) came with version 6.
CREATE TABLE IF NOT EXISTS item_versions (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    accepted_at TIMESTAMPTZ,
    run_id VARCHAR NOT NULL,
    title VARCHAR,
    published_on DATE,
    published_at TIMESTAMPTZ,
    issued_on DATE,
    unit VARCHAR,
    document_number VARCHAR,
    document_number_raw VARCHAR,
    index_number VARCHAR,
    page_column VARCHAR,
    content_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    read_from JSON,
    attachments STRUCT(url VARCHAR, name VARCHAR)[],
    masked STRUCT(kind VARCHAR, masked VARCHAR, place VARCHAR)[],
    text_length INTEGER,
    body_digest VARCHAR,
    reader_version VARCHAR
);

-- One row per item that is withdrawn now. basis: page (its own answer), list (two complete readings of each of its
-- lists without it), moved (the same item stands at a new address).
CREATE TABLE IF NOT EXISTS withdrawals (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    removed_at TIMESTAMPTZ NOT NULL,
    basis VARCHAR NOT NULL
);

-- One row per change of an item that neither first_seen_at nor a version of its page tells: withdrawn, restored,
-- moved (item_id to other_item_id), edited (its list row alone).
CREATE TABLE IF NOT EXISTS item_changes (
    item_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    other_item_id VARCHAR,
    detail VARCHAR
);

-- One row per question asked.
CREATE TABLE IF NOT EXISTS fetches (
    package_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    bytes BIGINT NOT NULL,
    sha256 VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    content_type VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    final_url VARCHAR
);

-- One row per list row or page that could not be read, with the reason.
CREATE TABLE IF NOT EXISTS rejects (
    package_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    position INTEGER,
    reason VARCHAR NOT NULL,
    raw VARCHAR
);

-- One row per file of the archive, with the sum that its package stated when it was loaded.
CREATE TABLE IF NOT EXISTS archive_files (archive_file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL);

-- One row per thing that a person should see and that no table shows: what happened while loading. portal_id came
-- with version 7; null where it is not known.
CREATE TABLE IF NOT EXISTS findings (
    check_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    portal_id VARCHAR
);

-- One row per finding of the last publication that is not `pass`: when it was first found. A finding that is gone
-- leaves, and is new when it comes back. portal_id came with version 7.
CREATE TABLE IF NOT EXISTS finding_history (
    check_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    portal_id VARCHAR
);

-- One row per figure that a publication moved when rules or program were others than those of the file that stood:
-- value (in words; null: none) and origin (null: no such row) before and after, the rules as figures name them, and
-- where a sealed file holds the figure, which one and its value: that never moves. It came with version 7.
CREATE TABLE IF NOT EXISTS figure_moves (
    portal_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    before VARCHAR,
    after VARCHAR,
    origin_before VARCHAR,
    origin_after VARCHAR,
    rule_before VARCHAR,
    rule_after VARCHAR,
    moved_at TIMESTAMPTZ NOT NULL,
    sealed_file VARCHAR,
    sealed_value VARCHAR
);
