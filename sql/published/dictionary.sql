-- name: dictionary
-- Every table and view of a published file with its columns and their comments.
--
-- Purpose: the data dictionary, and the test that no comment is missing.
-- Grain:   column; tables first, then views, by name (a file does not keep the order of making).
-- Inputs:  DuckDB's own catalog of the current database.

WITH
relations AS (
    SELECT schema_name, table_name AS relation, comment, 1 AS kind
    FROM duckdb_tables()
    WHERE NOT internal AND database_name = current_database()
    UNION ALL
    SELECT schema_name, view_name, comment, 2
    FROM duckdb_views()
    WHERE NOT internal AND database_name = current_database()
)
SELECT
    relations.schema_name,
    relations.relation,
    relations.comment AS relation_comment,
    relations.kind = 2 AS is_view,
    columns.column_name,
    columns.data_type,
    columns.is_nullable,
    columns.comment AS column_comment
FROM relations
INNER JOIN duckdb_columns() AS columns
    ON
        columns.database_name = current_database()
        AND relations.schema_name = columns.schema_name
        AND relations.relation = columns.table_name
ORDER BY relations.kind, relations.schema_name, relations.relation, columns.column_index;
