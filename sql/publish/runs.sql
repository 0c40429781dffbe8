-- Purpose: every run. Grain: run. Inputs: runs.

INSERT INTO published.main.runs BY NAME
SELECT run_id, kind, started_at, finished_at, outcome, year, to_year
FROM runs
ORDER BY started_at, run_id;
