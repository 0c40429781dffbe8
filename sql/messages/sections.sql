-- Purpose: sections that were not read whole, last time; why, and since when.
-- Grain:   declared section that finding section-incomplete names.
-- Inputs:  findings, sections, section_runs. complete_at: the last complete reading, null where there is none.

WITH
last_readings AS (
    SELECT
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason,
        max(finished_at) FILTER (WHERE outcome IN ('complete', 'empty')) AS complete_at
    FROM section_runs
    GROUP BY section_id
)
SELECT
    sections.section_id,
    sections.name,
    sections.url,
    coalesce(last_readings.outcome, 'never') AS outcome,
    coalesce(last_readings.reason, '') AS reason,
    last_readings.complete_at
FROM sections
INNER JOIN findings ON sections.section_id = findings.subject
LEFT JOIN last_readings ON sections.section_id = last_readings.section_id
WHERE findings.check_id = 'section-incomplete' AND findings.outcome = 'fail'
ORDER BY
    array_position(['challenged', 'failed', 'never', 'partial'], coalesce(last_readings.outcome, 'never')),
    sections.rowid;
