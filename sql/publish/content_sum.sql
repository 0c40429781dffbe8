-- Purpose: a sum over the rows of a table that does not depend on their order. Grain: one row. Inputs: $name.

SELECT
    count(*) AS rows,
    sum(md5_number_lower(told::VARCHAR)::HUGEINT) AS summed
FROM query_table($name) AS told;
