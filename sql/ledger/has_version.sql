-- Purpose: whether the file holds a ledger already. Grain: one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'ledger_meta';
