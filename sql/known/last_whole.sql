-- Purpose: the last complete reading of a section's whole list. Grain: at most one row. Inputs: section_runs.

SELECT
    records_read, finished_at
FROM section_runs
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND outcome IN ('complete', 'empty')
    AND whole_list
ORDER BY finished_at DESC
LIMIT 1;
