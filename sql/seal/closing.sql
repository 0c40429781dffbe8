-- Purpose: which year is closed, and as of when (null: all that is known). Grain: one row.
-- Inputs:  $year, $as_of, $categories (names that can be counted on a portal).

CREATE OR REPLACE TEMP TABLE closing AS
SELECT
    $year::INTEGER AS year,
    $as_of::TIMESTAMPTZ AS as_of,
    coalesce($as_of::TIMESTAMPTZ, 'infinity'::TIMESTAMPTZ) AS until,
    $categories::VARCHAR [] AS categories;
