-- Purpose: the tables whose content is summed, in a fixed order, each with the name to read it by. Grain: table.
-- Inputs:  the catalog, $catalog (the attached file), $but (tables that are not summed).

SELECT table_name, '"' || replace(database_name, '"', '""') || '".main.' || table_name AS place
FROM duckdb_tables()
WHERE
    database_name = $catalog
    AND schema_name = 'main'
    AND NOT list_contains($but::VARCHAR [], table_name)
ORDER BY table_name;
