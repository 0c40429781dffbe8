-- name: stage
-- Purpose: empty tables that hold the rows of packages while they are being loaded. package: its number among them.
-- Grain:   one row per line of the packages' files. Inputs: none.
-- Tables:  makes stage_fetches, stage_items, stage_layouts, stage_observations, stage_rejects, stage_rows (temporary).

CREATE OR REPLACE TEMP TABLE stage_fetches (
    package INTEGER,
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
    package INTEGER,
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
    package INTEGER,
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
    package INTEGER,
    url VARCHAR,
    position INTEGER,
    reason VARCHAR,
    raw VARCHAR
);

CREATE OR REPLACE TEMP TABLE stage_layouts (
    package INTEGER,
    position INTEGER,
    kind VARCHAR,
    layout VARCHAR,
    learned_from VARCHAR,
    learned_at TIMESTAMPTZ,
    reason VARCHAR
);

CREATE OR REPLACE TEMP TABLE stage_observations (
    package INTEGER,
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
-- Purpose: empties the stage before the next packages. Grain: all rows. Inputs: the stage_… tables.
-- Tables:  needs stage_fetches, stage_items, stage_layouts, stage_observations, stage_rejects, stage_rows (temporary).

DELETE FROM stage_fetches;
DELETE FROM stage_rows;
DELETE FROM stage_items;
DELETE FROM stage_rejects;
DELETE FROM stage_layouts;
DELETE FROM stage_observations;


-- name: stage_packages
-- Purpose: what the manifests of packages say that are loaded together, all of one run; without a proof outcome and what
--          follows it are null. Grain: package. Inputs: $packages (a JSON list, in the order in which they are loaded).
-- Tables:  makes stage_packages (temporary).

CREATE OR REPLACE TEMP TABLE stage_packages AS
SELECT
    unnest(
        from_json(
            $packages::JSON,
            '[{
                "package": "INTEGER", "package_id": "VARCHAR", "section_id": "VARCHAR", "part": "INTEGER",
                "finished_at": "TIMESTAMPTZ", "reader_version": "VARCHAR", "outcome": "VARCHAR", "reason": "VARCHAR",
                "pages_declared": "INTEGER", "pages_read": "INTEGER", "records_declared": "INTEGER",
                "records_read": "INTEGER", "whole_list": "BOOLEAN", "ground": "VARCHAR", "links_seen": "INTEGER",
                "rows_seen": "INTEGER", "rows_set_aside": "INTEGER"
            }]'
        ),
        recursive := TRUE
    );
