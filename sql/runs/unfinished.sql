-- Purpose: runs of a kind (and its years) that were begun and neither given up, nor ended and published; newest first.
-- Grain:   one run. Inputs: runs, publishing.

SELECT
    run_id, started_at, finished_at IS NOT NULL AS ended
FROM runs
WHERE
    portal_id = $portal_id
    AND kind = $kind
    AND year IS NOT DISTINCT FROM $year
    AND to_year IS NOT DISTINCT FROM $to_year
    AND (finished_at IS NULL OR run_id IN (SELECT run_id FROM publishing))
ORDER BY started_at DESC, run_id DESC;
