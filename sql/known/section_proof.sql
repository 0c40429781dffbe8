-- Purpose: the final proof of a section in a run, when it came out complete or empty.
-- Grain:   at most one row. Inputs: section_runs.

SELECT
    outcome, coalesce(reason, '') AS reason, pages_declared, pages_read, records_declared, records_read, whole_list
FROM section_runs
WHERE run_id = $run_id AND section_id = $section_id AND outcome IN ('complete', 'empty');
