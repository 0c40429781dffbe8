-- Purpose: a row for a run that this ledger has not begun itself (packages of another machine).
-- Grain:   one run. Inputs: runs, values of the manifest.

INSERT INTO runs (run_id, portal_id, kind, started_at)
SELECT
    $run_id, $portal_id, $kind, $finished_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM runs WHERE run_id = $run_id);
