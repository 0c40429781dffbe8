-- Purpose: the accepted bounds as a table. Grain: section × year ('*': the whole list). Inputs: lists of equal length.

CREATE OR REPLACE TEMP TABLE bounds AS
SELECT
    unnest($lines::INTEGER []) AS line,
    unnest($sections::VARCHAR []) AS section_id,
    unnest($years::VARCHAR []) AS published_year,
    unnest($mins::BIGINT []) AS min_rows,
    unnest($maxs::BIGINT []) AS max_rows,
    unnest($faults::VARCHAR []) AS fault;
