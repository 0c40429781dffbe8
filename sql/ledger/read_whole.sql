-- Purpose: reads every value of a table, which fails where a block is missing or damaged. Grain: one row.
-- Inputs:  $name.

SELECT sum(hash(told)::HUGEINT)
FROM query_table($name) AS told;
