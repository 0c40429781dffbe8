-- Purpose: whether the file holds sums of archived pages, as sealed ones do. Grain: one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'archive_records';
