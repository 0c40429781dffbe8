-- Purpose: runs of a kind (and year) that were begun and neither ended nor given up, newest first.
-- Grain:   one run. Inputs: runs.

SELECT
    run_id, started_at
FROM runs
WHERE portal_id = $portal_id AND kind = $kind AND year IS NOT DISTINCT FROM $year AND finished_at IS NULL
ORDER BY started_at DESC, run_id DESC;
