-- Purpose: a run begins. Grain: one run. Inputs: runs.

INSERT INTO runs (run_id, portal_id, kind, year, to_year, started_at)
VALUES ($run_id, $portal_id, $kind, $year, $to_year, $started_at::TIMESTAMPTZ);
