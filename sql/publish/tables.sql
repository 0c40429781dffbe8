-- Purpose: names of the tables whose content is summed, in a fixed order. Grain: table. Inputs: the catalog.

SELECT 'published.main.' || table_name
FROM duckdb_tables()
WHERE database_name = 'published' AND schema_name = 'main' AND table_name <> 'meta'
ORDER BY table_name;
