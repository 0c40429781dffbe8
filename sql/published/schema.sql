-- name: schema
-- The published file: what auditors, clerks and their scripts read.
--
-- Purpose: the tables. Executed by warehouse.schema.create_schema, which then executes ledger_views.sql (the
--          views of schema 台账), comments.sql and view_comments.sql (a comment on every table, view and column).
-- Grain:   stated in each table's comment.
-- Inputs:  none. The caller has attached a new, empty database and made it current (USE), so no catalog is
--          named here: a view that names one breaks once the file has another name.
--
-- Names are kept as promised to readers; columns may be added, never renamed. A new column needs its comment
-- in comments.sql. Written for readers from DuckDB 1.2 on. Small tables carry their key; of the large ones
-- (items, item_sections, item_versions, attachments, fetches, figure_items …) the key is audited before each
-- publication instead of being indexed, so that the file stays near the size of its data.

CREATE TABLE meta (
    schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
    built_at TIMESTAMPTZ NOT NULL,
    data_as_of TIMESTAMPTZ,
    rules_version VARCHAR NOT NULL,
    content_sha256 VARCHAR
);

CREATE TABLE rules (
    rule VARCHAR NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE portals (
    portal_id VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    data_as_of TIMESTAMPTZ,
    retired_at TIMESTAMPTZ
);

CREATE TABLE portal_names (
    portal_id VARCHAR NOT NULL,
    former_id VARCHAR NOT NULL PRIMARY KEY,
    renamed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE units (
    portal_id VARCHAR NOT NULL,
    unit_id VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE TABLE sections (
    section_id VARCHAR NOT NULL PRIMARY KEY,
    portal_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    unit VARCHAR,
    cadence_days INTEGER CHECK (cadence_days > 0)
);

CREATE TABLE items (
    item_id VARCHAR USING COMPRESSION FSST NOT NULL,
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    url VARCHAR USING COMPRESSION FSST NOT NULL,
    title VARCHAR USING COMPRESSION FSST,
    unit VARCHAR USING COMPRESSION DICTIONARY,
    unit_from VARCHAR USING COMPRESSION DICTIONARY CHECK (
        unit_from IN ('printed', 'alias', 'title', 'section', 'default', 'unread', 'unknown', 'person')
    ),
    unit_printed VARCHAR USING COMPRESSION DICTIONARY,
    published_on DATE,
    published_at TIMESTAMPTZ,
    date_from VARCHAR USING COMPRESSION DICTIONARY NOT NULL CHECK (date_from IN ('page', 'list', 'none')),
    issued_on DATE,
    document_number VARCHAR USING COMPRESSION FSST,
    index_number VARCHAR,
    has_page BOOLEAN NOT NULL,
    content_sha256 VARCHAR USING COMPRESSION FSST,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ,
    CHECK ((published_on IS NULL) = (date_from = 'none'))
);

CREATE TABLE item_sections (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    item_id VARCHAR USING COMPRESSION FSST NOT NULL,
    section_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    list_title VARCHAR USING COMPRESSION FSST,
    listed_on DATE,
    pinned BOOLEAN NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    accepted_at TIMESTAMPTZ,
    left_at TIMESTAMPTZ,
    counted BOOLEAN
);

CREATE TABLE item_versions (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    item_id VARCHAR USING COMPRESSION FSST NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    seen_at TIMESTAMPTZ NOT NULL,
    title VARCHAR USING COMPRESSION FSST,
    content_sha256 VARCHAR USING COMPRESSION FSST,
    archive_file VARCHAR USING COMPRESSION DICTIONARY,
    archive_offset BIGINT CHECK (archive_offset >= 0),
    published_on DATE,
    published_at TIMESTAMPTZ,
    issued_on DATE,
    unit VARCHAR USING COMPRESSION DICTIONARY,
    document_number VARCHAR USING COMPRESSION FSST,
    index_number VARCHAR,
    read_from VARCHAR USING COMPRESSION DICTIONARY,
    run_id VARCHAR USING COMPRESSION DICTIONARY,
    text_length INTEGER CHECK (text_length >= 0),
    body_digest VARCHAR USING COMPRESSION FSST,
    reader_version VARCHAR USING COMPRESSION DICTIONARY
);

CREATE TABLE item_changes (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('withdrawn', 'restored', 'moved', 'edited')),
    changed_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    other_item_id VARCHAR,
    detail VARCHAR
);

CREATE TABLE attachments (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    name VARCHAR
);

CREATE TABLE classifications (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    item_id VARCHAR USING COMPRESSION FSST NOT NULL,
    category VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    rule VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    decided_by VARCHAR USING COMPRESSION DICTIONARY NOT NULL CHECK (decided_by IN ('rule', 'section', 'person'))
);

CREATE TABLE merges (
    portal_id VARCHAR NOT NULL,
    kept_item_id VARCHAR NOT NULL,
    merged_item_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    CHECK (kept_item_id <> merged_item_id)
);

CREATE TABLE runs (
    portal_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR,
    year INTEGER,
    to_year INTEGER CHECK (to_year > year)
);

CREATE TABLE section_runs (
    portal_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('complete', 'partial', 'failed', 'challenged', 'empty')),
    reason VARCHAR,
    pages_declared INTEGER CHECK (pages_declared >= 0),
    pages_read INTEGER CHECK (pages_read >= 0),
    records_declared INTEGER CHECK (records_declared >= 0),
    records_read INTEGER CHECK (records_read >= 0),
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    whole_list BOOLEAN,
    proof VARCHAR CHECK (proof IN ('total', 'pager_end', 'single_page', 'increment', 'person', 'before')),
    links_seen INTEGER CHECK (links_seen >= 0),
    rows_seen INTEGER CHECK (rows_seen >= 0),
    rows_set_aside INTEGER CHECK (rows_set_aside >= 0),
    reader_version VARCHAR,
    list_layout_version INTEGER CHECK (list_layout_version >= 1),
    item_layout_version INTEGER CHECK (item_layout_version >= 1)
);

CREATE TABLE section_layouts (
    portal_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('list', 'item')),
    version INTEGER NOT NULL CHECK (version >= 1),
    layout VARCHAR,
    learned_from VARCHAR NOT NULL CHECK (learned_from IN ('pages', 'sections', 'items', 'rules', 'person')),
    learned_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    reason VARCHAR,
    PRIMARY KEY (section_id, kind, version)
);

CREATE TABLE fetches (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    run_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    url VARCHAR USING COMPRESSION FSST NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    outcome VARCHAR USING COMPRESSION DICTIONARY NOT NULL CHECK (outcome IN (
        'ok', 'unchanged', 'gone', 'soft_gone', 'redirected_away', 'challenged',
        'refused_by_robots', 'server_error', 'timeout', 'too_large', 'not_html'
    )),
    bytes BIGINT CHECK (bytes >= 0),
    archive_file VARCHAR USING COMPRESSION DICTIONARY,
    archive_offset BIGINT CHECK (archive_offset >= 0)
);

CREATE TABLE rejects (
    portal_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    position INTEGER CHECK (position >= 1),
    reason VARCHAR NOT NULL
);

CREATE TABLE figures (
    portal_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    measure VARCHAR,
    value DECIMAL(18, 6) CHECK (value >= 0 OR origin = 'declared'),
    value_text VARCHAR CHECK (value_text <> ''),
    state VARCHAR NOT NULL CHECK (state IN ('given', 'blank', 'not_applicable', 'missing')),
    origin VARCHAR NOT NULL CHECK (origin IN ('computed', 'lower_bound', 'declared', 'missing')),
    rule VARCHAR,
    sql_file VARCHAR,
    as_of TIMESTAMPTZ,
    PRIMARY KEY (portal_id, form, year, code),
    CHECK ((state = 'missing') = (origin = 'missing')),
    CHECK ((state = 'given') = (value IS NOT NULL OR value_text IS NOT NULL)),
    CHECK (value IS NULL OR value_text IS NULL OR form = 'self-check')
);

CREATE TABLE figure_items (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    form VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    year INTEGER NOT NULL,
    code VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    item_id VARCHAR USING COMPRESSION FSST NOT NULL
);

CREATE TABLE figure_sources (
    portal_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('assigned', 'possible')),
    covered BOOLEAN NOT NULL,
    unread_rows INTEGER NOT NULL CHECK (unread_rows >= 0),
    proof VARCHAR,
    complete_at TIMESTAMPTZ,
    PRIMARY KEY (portal_id, form, code, section_id)
);

CREATE TABLE exclusions (
    portal_id VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    form VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    year INTEGER,
    item_id VARCHAR USING COMPRESSION FSST NOT NULL,
    rule VARCHAR USING COMPRESSION DICTIONARY NOT NULL,
    fact VARCHAR USING COMPRESSION FSST NOT NULL
);

CREATE TABLE findings (
    portal_id VARCHAR NOT NULL,
    check_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'fail', 'uncertain', 'not_assessable')),
    severity VARCHAR NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    verdict VARCHAR,
    verdict_by VARCHAR,
    verdict_on DATE
);

CREATE TABLE decisions (
    line INTEGER NOT NULL,
    decision_id VARCHAR,
    kind VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    portal_id VARCHAR,
    item_id VARCHAR,
    value VARCHAR NOT NULL,
    value_item_id VARCHAR,
    who VARCHAR NOT NULL,
    decided_on DATE,
    why VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('applied', 'no_effect', 'unknown_item', 'contradicts', 'invalid')),
    note VARCHAR,
    portal VARCHAR NOT NULL,
    missing_since TIMESTAMPTZ
);

CREATE TABLE archive_files (
    archive_file VARCHAR NOT NULL PRIMARY KEY,
    sha256 VARCHAR NOT NULL
);

CREATE TABLE counts (
    portal_id VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    unit VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    items BIGINT NOT NULL CHECK (items >= 0)
);

CREATE VIEW item_events AS
SELECT
    portal_id,
    item_id,
    'new' AS event,
    first_seen_at AS changed_at,
    NULL::VARCHAR AS run_id,
    NULL::VARCHAR AS other_item_id,
    NULL::VARCHAR AS detail
FROM main.items
UNION ALL
-- What its page and its rows in several lists show of an item in one night is one edit.
SELECT portal_id, item_id, 'edited', min(changed_at), run_id, NULL, string_agg(DISTINCT detail, ';' ORDER BY detail)
FROM (
    SELECT versions.portal_id, versions.item_id, versions.seen_at AS changed_at, versions.run_id, '内容页第 ' || versions.version || ' 版' AS detail
    FROM main.item_versions AS versions
    LEFT JOIN main.runs ON versions.run_id = runs.run_id
    WHERE versions.version > 1 AND runs.kind IS DISTINCT FROM 'reparse'
    UNION ALL
    SELECT portal_id, item_id, changed_at, run_id, detail
    FROM main.item_changes
    WHERE change = 'edited'
) AS edits
GROUP BY portal_id, item_id, run_id
UNION ALL
SELECT portal_id, item_id, change, changed_at, run_id, other_item_id, detail
FROM main.item_changes
WHERE change <> 'edited';
