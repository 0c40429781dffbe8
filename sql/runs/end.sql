-- Purpose: a run ends with its outcome. Grain: one run. Inputs: runs.

UPDATE runs SET finished_at = $finished_at::TIMESTAMPTZ, outcome = $outcome WHERE run_id = $run_id;
