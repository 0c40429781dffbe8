-- name: form
-- Purpose: which form a published or sealed file has; no row where it does not say. Grain: one row. Inputs: meta.

SELECT schema_version FROM meta;


-- name: is_sealed
-- Purpose: whether the current database is a sealed file. Grain: one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'seal';
