-- name: stage_days
-- Purpose: the working days that are known, numbered, so that those between two days are a difference: no statement
--          reckons calendars. Grain: day.
-- Inputs:  lists of equal length, one element a known year: $years, $flags (a sign a day, 1 for a working day).
--          span: an unbroken row of known years.
-- Tables:  makes working_days (temporary).

CREATE OR REPLACE TEMP TABLE working_days AS
WITH
known AS (
    SELECT unnest($years::INTEGER []) AS known_year, unnest($flags::VARCHAR []) AS flags
),
-- A running number over each single day is left to the text of a year: a window over all days of all years takes
-- a second statement's time where it is planned plainly.
years AS (
    SELECT
        *,
        coalesce(
            sum(length(replace(flags, '0', ''))) OVER (
                PARTITION BY span ORDER BY known_year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            0
        ) AS before
    FROM (SELECT *, known_year - row_number() OVER (ORDER BY known_year) AS span FROM known)
)
SELECT
    make_date(known_year, 1, 1) + since AS day,
    span,
    before + length(replace(left(flags, since + 1), '0', '')) AS number
FROM years
INNER JOIN (SELECT range::INTEGER AS since FROM range(366)) ON since < length(flags);


-- name: stage_unknown
-- Purpose: what is said of years of which no calendar is known. Grain: year.
-- Inputs:  lists of equal length, one element a year: $unknown, $sentences.
-- Tables:  makes unknown_years (temporary).

CREATE OR REPLACE TEMP TABLE unknown_years AS
SELECT unnest($unknown::INTEGER []) AS unknown_year, unnest($sentences::VARCHAR []) AS message;
