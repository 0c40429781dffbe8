-- name: nights
-- Purpose: what came of one night: its runs, and how many sections each read well since the night began.
-- Grain:   nightly run begun in the night, or taken up in it again. Inputs: runs, section_runs of the published
--          file; $begin: when the night begins; $now. A run dated after $now is of a clock that was wrong, and
--          says nothing.

WITH
readings AS (
    SELECT run_id, outcome
    FROM section_runs
    WHERE finished_at >= $begin::TIMESTAMPTZ
)
SELECT
    runs.run_id,
    runs.started_at,
    runs.finished_at,
    count(readings.outcome) AS section_count,
    count(readings.outcome) FILTER (WHERE is_whole(readings.outcome)) AS good_count,
    count(readings.outcome) FILTER (WHERE readings.outcome = 'partial') AS partial_count
FROM runs
LEFT JOIN readings USING (run_id)
WHERE runs.kind = 'nightly' AND runs.started_at <= $now::TIMESTAMPTZ + INTERVAL 1 HOUR
GROUP BY runs.run_id, runs.started_at, runs.finished_at
HAVING runs.started_at >= $begin::TIMESTAMPTZ OR count(readings.outcome) > 0
ORDER BY runs.started_at, runs.run_id;


-- name: first_run
-- Purpose: since when the home runs at all. Grain: one row; null before any run. Inputs: runs.

SELECT min(started_at) FROM runs;
