-- Purpose: a run begins. Grain: one run. Inputs: runs.

INSERT INTO runs VALUES ($run_id, $portal_id, $kind, $year, $started_at::TIMESTAMPTZ, NULL, NULL);
