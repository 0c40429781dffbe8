-- Purpose: what a run brought is about to be published. Grain: one run. Inputs: publishing.

INSERT INTO publishing
SELECT $run_id
WHERE $run_id NOT IN (SELECT run_id FROM publishing);
