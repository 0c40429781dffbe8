-- Purpose: the instant of the last reading loaded; null before the first. Grain: one row. Inputs: section_runs.

SELECT max(finished_at) FROM section_runs;
