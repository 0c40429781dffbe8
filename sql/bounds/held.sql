-- Purpose: the name under which a section is published, and the day (Asia/Shanghai) of its last reading where that
--          was held back, failed or left incomplete.
-- Grain:   at most one row. Inputs: sections, section_runs.

SELECT
    sections.published_id,
    CASE WHEN last_readings.outcome NOT IN ('complete', 'empty') THEN
        CAST(timezone('Asia/Shanghai', last_readings.finished_at) AS DATE)
    END AS held_on
FROM sections
LEFT JOIN (
    SELECT outcome, finished_at
    FROM section_runs
    WHERE portal_id = $portal_id AND section_id = $section_id
    ORDER BY finished_at DESC, run_id DESC
    LIMIT 1
) AS last_readings ON TRUE
WHERE sections.portal_id = $portal_id AND sections.section_id = $section_id;
