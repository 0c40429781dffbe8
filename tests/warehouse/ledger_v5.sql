-- The ledger's tables as version 5 of the program made them, with a line of that time in some: for tests of what
-- becomes of such a ledger. As it was; never brought up to date.
--
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

-- One row per portal.
CREATE TABLE IF NOT EXISTS portals (
    portal_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    default_unit VARCHAR
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
-- published_id is section_id, or portal_id/section_id where another portal of this home had that id first.
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
    proof VARCHAR
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
-- text_length and body_digest came with version 2 of the ledger: null until the page is read again.
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
    body_digest VARCHAR
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

-- One row per thing that a person should see and that no table shows: what happened while loading.
CREATE TABLE IF NOT EXISTS findings (
    check_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL
);

-- One row per finding of the last publication that is not `pass`: when it was first found. A finding that is gone
-- leaves, and is new when it comes back.
CREATE TABLE IF NOT EXISTS finding_history (
    check_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL
);

-- What a ledger of that time said of itself, three readings and a page.
INSERT INTO ledger_meta VALUES (5, 'sum of the text above');
INSERT INTO portals VALUES ('sample', '样本县人民政府', 'http://www.sample.example/', '样本县人民政府');
INSERT INTO sections VALUES
    ('sample', 'nb', 'nb', 1, '信息公开年报', 'http://www.sample.example/nb/', '信息公开年报', NULL, TRUE, 365, TRUE),
    ('sample', 'kb', 'kb', 2, '空栏目', 'http://www.sample.example/kb/', 'auto', NULL, TRUE, 365, TRUE);
INSERT INTO runs VALUES
    ('nightly-1', 'sample', 'nightly', NULL, '2018-03-01 02:00:00+08', '2018-03-01 03:00:00+08', 'complete', NULL),
    ('nightly-2', 'sample', 'nightly', NULL, '2018-03-02 02:00:00+08', '2018-03-02 03:00:00+08', 'partial', NULL);
INSERT INTO section_runs VALUES
    ('nightly-1', 'sample', 'nb', 'complete', NULL, 1, 1, 2, 2, TRUE, '2018-03-01 02:00:00+08', '2018-03-01 02:01:00+08', 'total'),
    ('nightly-1', 'sample', 'kb', 'empty', '页面自称无内容:暂无信息', NULL, 1, NULL, 0, TRUE, '2018-03-01 02:01:00+08', '2018-03-01 02:02:00+08', NULL),
    ('nightly-2', 'sample', 'nb', 'partial', '列表自称 3 条,读到 2 条', 1, 1, 3, 2, TRUE, '2018-03-02 02:00:00+08', '2018-03-02 02:01:00+08', NULL);
INSERT INTO items VALUES
    ('0123456789abcdef', 'sample', 'http://www.sample.example/nb/1.html', '2018-03-01 02:00:30+08', '2018-03-02 02:00:30+08', '2018-03-01 02:00:40+08', 'ok', NULL);
INSERT INTO item_sections VALUES
    ('0123456789abcdef', 'sample', 'nb', 'http://www.sample.example/nb/1.html', '样本县 2017 年政府信息公开年报', '2018-03-01', NULL, NULL, NULL, FALSE, TRUE, '2018-03-01 02:00:30+08', '2018-03-02 02:00:30+08', 'nightly-1', 'nightly-2', NULL, '2018-03-01 02:01:00+08', '样本县 2017 年政府信息公开年报', '2018-03-01', NULL, NULL, NULL);
INSERT INTO item_versions VALUES
    ('0123456789abcdef', 'sample', 1, '2018-03-01 02:00:40+08', '2018-03-01 02:01:00+08', 'nightly-1', '样本县 2017 年政府信息公开年报', '2018-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'c0ffee', NULL, NULL, '{"title":"h1"}', [], [], 120, 'd0d0d0d0d0d0d0d0');
