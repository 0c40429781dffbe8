-- name: stage
-- Purpose: empty tables that hold the rows of one package while it is being loaded.
-- Grain:   one row per line of the package's files. Inputs: none.
-- Tables:  makes stage_fetches, stage_items, stage_layouts, stage_observations, stage_rejects, stage_rows (temporary).

CREATE OR REPLACE TEMP TABLE stage_fetches (
    url VARCHAR,
    question VARCHAR,
    role VARCHAR,
    asked_at TIMESTAMPTZ,
    status INTEGER,
    outcome VARCHAR,
    reason VARCHAR,
    bytes BIGINT,
    sha256 VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    content_type VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    final_url VARCHAR
);

CREATE OR REPLACE TEMP TABLE stage_rows (
    item_id VARCHAR,
    url VARCHAR,
    page_number INTEGER,
    position INTEGER,
    title VARCHAR,
    listed_on DATE,
    unit VARCHAR,
    index_number VARCHAR,
    document_number VARCHAR,
    pinned BOOLEAN,
    has_page BOOLEAN,
    seen_at TIMESTAMPTZ
);

CREATE OR REPLACE TEMP TABLE stage_items (
    item_id VARCHAR,
    url VARCHAR,
    seen_at TIMESTAMPTZ,
    outcome VARCHAR,
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
    observed STRUCT(kind VARCHAR, fact VARCHAR, value VARCHAR, "day" DATE)[]
);

CREATE OR REPLACE TEMP TABLE stage_rejects (
    url VARCHAR,
    position INTEGER,
    reason VARCHAR,
    raw VARCHAR
);

CREATE OR REPLACE TEMP TABLE stage_layouts (
    position INTEGER,
    kind VARCHAR,
    layout VARCHAR,
    learned_from VARCHAR,
    learned_at TIMESTAMPTZ,
    reason VARCHAR
);

CREATE OR REPLACE TEMP TABLE stage_observations (
    kind VARCHAR,
    source VARCHAR,
    url VARCHAR,
    item_id VARCHAR,
    fact VARCHAR,
    value VARCHAR,
    day DATE,
    seen_at TIMESTAMPTZ,
    yields BOOLEAN,
    unlinked VARCHAR
);


-- name: clear_stage
-- Purpose: empties the stage before the next package. Grain: all rows. Inputs: the stage_… tables.
-- Tables:  needs stage_fetches, stage_items, stage_layouts, stage_observations, stage_rejects, stage_rows (temporary).

DELETE FROM stage_fetches;
DELETE FROM stage_rows;
DELETE FROM stage_items;
DELETE FROM stage_rejects;
DELETE FROM stage_layouts;
DELETE FROM stage_observations;
