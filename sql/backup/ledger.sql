-- name: archive_sums
-- Purpose: the sums with which the files of the archive came. Grain: file. Inputs: archive_files.

SELECT archive_file, sha256
FROM archive_files;


-- name: has_changes
-- Purpose: whether this ledger knows of changed files of the archive; one from before version 7 does not.
-- Grain:   one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND table_name = 'archive_changes';


-- name: changes
-- Purpose: what was changed in files of the archive, in the order of time. Grain: change. Inputs: archive_changes.

SELECT archive_file, sha256_before, sha256_after
FROM archive_changes
ORDER BY changed_at, archive_file;
