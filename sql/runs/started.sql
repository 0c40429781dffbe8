-- Purpose: when a run began. Grain: one run. Inputs: runs.

SELECT started_at FROM runs WHERE run_id = $run_id;
