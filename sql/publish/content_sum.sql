-- Purpose: a sum over the rows of a table that does not depend on their order. Grain: one row. Inputs: $name.
--          By DuckDB's own hash, for its speed: it tells whether two publications of one program say the same;
--          against tampering stands the file's sha256.

SELECT
    count(*) AS rows,
    sum(hash(told)::HUGEINT) AS summed
FROM query_table($name) AS told;
