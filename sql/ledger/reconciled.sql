-- name: reconciled
-- The ledger: what came of setting the annual reports printed on a portal's pages beside the published figures.
--
-- Purpose: the tables. Executed after schema.sql. Grain: beside each table. Inputs: none. They came with version 8.

-- One row per page of an annual-report section that was read: of which version of the page, by which rules, beside
-- which figures of which year (basis: a sum over the year's figures as they were published), and what came of it.
CREATE TABLE IF NOT EXISTS reconciled (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    content_sha256 VARCHAR,
    rules VARCHAR NOT NULL,
    basis VARCHAR,
    year INTEGER,
    form VARCHAR,
    organ VARCHAR,
    unit VARCHAR,
    outcome VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    compared_at TIMESTAMPTZ NOT NULL
);

-- One row per figure of such a report, per sum or identity that it breaks or keeps, per thing that could not be read.
CREATE TABLE IF NOT EXISTS reconciled_lines (
    portal_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    form VARCHAR,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    printed DECIMAL(18, 6),
    measure VARCHAR NOT NULL,
    ours DECIMAL(18, 6),
    origin VARCHAR,
    outcome VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    rule VARCHAR NOT NULL
);
