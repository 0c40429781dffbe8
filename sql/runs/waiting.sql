-- Purpose: runs of a kind that may have brought something which is not published: begun and not ended, or ended
--          and not published; oldest first. Grain: one run. Inputs: runs, publishing, $kind.

SELECT run_id
FROM runs
WHERE kind = $kind AND (finished_at IS NULL OR run_id IN (SELECT run_id FROM publishing))
ORDER BY started_at, run_id;
