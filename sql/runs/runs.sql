-- name: unfinished
-- Purpose: runs of a kind (and its years) that were begun and neither given up, nor ended and published; newest
--          first.
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


-- name: begin
-- Purpose: a run begins. Grain: one run. Inputs: runs.

INSERT INTO runs (run_id, portal_id, kind, year, to_year, started_at)
VALUES ($run_id, $portal_id, $kind, $year, $to_year, $started_at::TIMESTAMPTZ);


-- name: started
-- Purpose: when a run began. Grain: one run. Inputs: runs.

SELECT started_at FROM runs WHERE run_id = $run_id;


-- name: end
-- Purpose: a run ends with its outcome. Grain: one run. Inputs: runs.

UPDATE runs SET finished_at = $finished_at::TIMESTAMPTZ, outcome = $outcome WHERE run_id = $run_id;


-- name: waiting
-- Purpose: runs of a kind that may have brought something which is not published: begun and not ended, or ended
--          and not published; oldest first. Grain: one run. Inputs: runs, publishing, $kind.

SELECT run_id
FROM runs
WHERE kind = $kind AND (finished_at IS NULL OR run_id IN (SELECT run_id FROM publishing))
ORDER BY started_at, run_id;


-- name: announce
-- Purpose: what a run brought is about to be published. Grain: one run. Inputs: publishing.

INSERT INTO publishing
SELECT $run_id
WHERE $run_id NOT IN (SELECT run_id FROM publishing);


-- name: published
-- Purpose: what the ledger knows is published, and so is what every ended run brought. Grain: one run.
-- Inputs:  publishing.

DELETE FROM publishing;


-- name: forget_met
-- Purpose: a run that is through, and will not be taken up again, accepts no further rows. Runs after published:
--          one that ended and is not published yet may still be taken up. Grain: run × section × item.
-- Inputs:  met_rows, runs.

DELETE FROM met_rows
WHERE run_id IN (SELECT run_id FROM runs WHERE finished_at IS NOT NULL);
