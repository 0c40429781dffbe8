-- Purpose: since when the home runs at all. Grain: one row; null before any run. Inputs: runs.

SELECT min(started_at) FROM runs;
