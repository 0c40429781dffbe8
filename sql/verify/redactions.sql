-- name: redactions
-- Purpose: what a file says was taken out. Grain: thing taken out. Inputs: redactions (not there in files made before it was kept).

SELECT item_id, what, redacted_at, who, why, archive_file, archive_offset, sha256
FROM redactions
ORDER BY redacted_at, item_id, what, archive_file, archive_offset;


-- name: archive_changes
-- Purpose: how files of the archive, and sealed ones, were rewritten. Grain: rewriting, in the order of time.
-- Inputs:  archive_changes (not there in files made before it was kept).

SELECT archive_file, sha256_before, sha256_after
FROM archive_changes
ORDER BY changed_at, archive_file;


-- name: former_ids
-- Purpose: what portals were called before: folders of sealed files bear their ids. Grain: portal × former id.
-- Inputs:  portal_names.

SELECT portal_id, former_id
FROM portal_names
ORDER BY portal_id, former_id;


-- name: table_names
-- Purpose: the tables of the current file. Grain: table. Inputs: the catalog.

SELECT table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main'
ORDER BY table_name;
