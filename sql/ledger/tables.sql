-- Purpose: the tables of the ledger. Grain: table. Inputs: the catalog.

SELECT schema_name || '.' || table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND NOT temporary
ORDER BY table_name;
