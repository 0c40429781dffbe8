-- name: held
-- Purpose: the name under which a section is published, and the day (Asia/Shanghai) of its last reading where that
--          was held back, failed or left incomplete.
-- Grain:   at most one row. Inputs: sections, section_runs.

SELECT
    sections.published_id,
    CASE WHEN NOT is_whole(last_readings.outcome) THEN
        CAST(timezone('Asia/Shanghai', last_readings.finished_at) AS DATE)
    END AS held_on
FROM sections
LEFT JOIN (
    SELECT outcome, finished_at
    FROM section_runs
    WHERE portal_id = $portal_id AND section_id = $section_id AND finished_at <= $until::TIMESTAMPTZ
    ORDER BY finished_at DESC, run_id DESC
    LIMIT 1
) AS last_readings ON TRUE
WHERE sections.portal_id = $portal_id AND sections.section_id = $section_id;


-- name: stage
-- Purpose: the accepted bounds as a table. Grain: section × year ('*': the whole list). Inputs: lists of equal
--          length.
-- Tables:  makes bounds (temporary).

CREATE OR REPLACE TEMP TABLE bounds AS
SELECT
    unnest($lines::INTEGER []) AS line,
    unnest($sections::VARCHAR []) AS section_id,
    unnest($years::VARCHAR []) AS published_year,
    unnest($mins::BIGINT []) AS min_rows,
    unnest($maxs::BIGINT []) AS max_rows,
    unnest($faults::VARCHAR []) AS fault;


-- name: observed
-- Purpose: what bounds are proposed from: rows of each section's last reading of its whole list, and items counted
--          in each closed year.
-- Grain:   section × year ('*': the whole list). Inputs: sections, section_runs, items, item_sections, meta of the
--          published file. held_on: the day of that reading (Asia/Shanghai) where it was held back.

WITH
last_readings AS (
    SELECT section_id, outcome, reason, records_read, finished_at
    FROM section_runs
    WHERE whole_list AND (pages_read > 0 OR outcome = 'empty')
    QUALIFY row_number() OVER (PARTITION BY section_id ORDER BY finished_at DESC, run_id DESC) = 1
),
yearly AS (
    SELECT placed.section_id, year(items.published_on) AS published_year, count(*) AS counted_rows
    FROM item_sections AS placed
    INNER JOIN items ON placed.item_id = items.item_id
    WHERE placed.counted AND items.published_on IS NOT NULL
    GROUP BY placed.section_id, year(items.published_on)
)
SELECT
    section_id,
    '*' AS year,
    records_read AS rows,
    CASE WHEN NOT is_whole(outcome) THEN CAST(timezone('Asia/Shanghai', finished_at) AS DATE) END
        AS held_on,
    coalesce(reason, '') AS reason
FROM last_readings
UNION ALL
SELECT section_id, published_year::VARCHAR, counted_rows, NULL, ''
FROM yearly
WHERE
    counted_rows >= 5
    AND published_year < (SELECT year(CAST(timezone('Asia/Shanghai', data_as_of) AS DATE)) FROM meta)
ORDER BY section_id, year;
