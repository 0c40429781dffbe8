-- Purpose: the row of `seal` and that of `meta` in words, as they go into the sum of the content. Grain: one row.
-- Inputs:  seal, meta of the current database.

SELECT
    (SELECT to_json(told)::VARCHAR FROM (SELECT * EXCLUDE (content_sha256) FROM seal) AS told),
    (SELECT to_json(told)::VARCHAR FROM meta AS told);
