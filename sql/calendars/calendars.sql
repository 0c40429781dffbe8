-- name: stage_days
-- Purpose: the working days that are known, numbered, so that those between two days are a difference: no statement
--          reckons calendars. Grain: day.
-- Inputs:  lists of equal length, one element a known year: $years, $flags (a sign a day, 1 for a working day).
--          span: an unbroken row of known years.
-- Tables:  makes working_days (temporary).

CREATE OR REPLACE TEMP TABLE working_days AS
WITH
known AS (
    SELECT known_year, flags, known_year - row_number() OVER (ORDER BY known_year) AS span
    FROM (SELECT unnest($years::INTEGER []) AS known_year, unnest($flags::VARCHAR []) AS flags)
),
days AS (
    SELECT
        make_date(known_year, 1, 1) + unnest(range(length(flags)))::INTEGER AS day,
        span,
        unnest(string_split(flags, ''))::INTEGER AS flag
    FROM known
)
SELECT day, span, sum(flag) OVER (PARTITION BY span ORDER BY day) AS number
FROM days;


-- name: stage_unknown
-- Purpose: what is said of years of which no calendar is known. Grain: year.
-- Inputs:  lists of equal length, one element a year: $unknown, $sentences.
-- Tables:  makes unknown_years (temporary).

CREATE OR REPLACE TEMP TABLE unknown_years AS
SELECT unnest($unknown::INTEGER []) AS unknown_year, unnest($sentences::VARCHAR []) AS message;
