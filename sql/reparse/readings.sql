-- Purpose: the readings of a section's list, in the order of time. Grain: run. Inputs: section_runs.

SELECT run_id
FROM section_runs
WHERE portal_id = $portal_id AND section_id = $section_id AND pages_read > 0
ORDER BY finished_at, run_id;
