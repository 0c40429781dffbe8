-- name: summed_tables
-- Purpose: the tables whose content is summed, in a fixed order, each with the name to read it by. Grain: table.
-- Inputs:  the catalog, $catalog (the attached file), $but (tables that are not summed).

SELECT table_name, '"' || replace(database_name, '"', '""') || '".main.' || table_name AS place
FROM duckdb_tables()
WHERE
    database_name = $catalog
    AND schema_name = 'main'
    AND NOT list_contains($but::VARCHAR [], table_name)
ORDER BY table_name;


-- name: disclosed_sum
-- Purpose: the same of what was observed, without the home page and its links: whether these open is the book-keeping of
--          nights. Grain: one row. Inputs: $name (a table of observations), $but (columns that are not summed).

SELECT
    count(*) AS rows,
    sum(hash(told)::HUGEINT) AS summed
FROM (
    SELECT COLUMNS(lambda name: NOT list_contains($but::VARCHAR [], name))
    FROM query_table($name) AS observed
    WHERE observed.kind IN ('letter', 'guide')
) AS told;


-- name: counted_sum
-- Purpose: the same of figures and what stands behind them, without the self-check, which the passing of days moves too.
-- Grain:   one row. Inputs: $name (a table with a column form), $but (columns that are not summed).

SELECT
    count(*) AS rows,
    sum(hash(told)::HUGEINT) AS summed
FROM (
    SELECT COLUMNS(lambda name: NOT list_contains($but::VARCHAR [], name))
    FROM query_table($name) AS counted
    WHERE counted.form <> 'self-check'
) AS told;


-- name: content_sum
-- Purpose: a sum over the rows of a table that does not depend on their order. Grain: one row. Inputs: $name, $but
--          (columns that are not summed).
--          By DuckDB's own hash, for its speed: it tells whether two publications of one program say the same;
--          against tampering stands the file's sha256.

SELECT
    count(*) AS rows,
    sum(hash(told)::HUGEINT) AS summed
FROM (
    SELECT COLUMNS(lambda name: NOT list_contains($but::VARCHAR [], name)) FROM query_table($name)
) AS told;
