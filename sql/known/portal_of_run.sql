-- Purpose: whose run this is. Grain: at most one row. Inputs: runs.

SELECT portal_id FROM runs WHERE run_id = $run_id;
