-- Purpose: the total that a section's list stated at its last complete reading, whole or not.
-- Grain:   at most one row. Inputs: section_runs.

SELECT
    records_declared
FROM section_runs
WHERE portal_id = $portal_id AND section_id = $section_id AND outcome IN ('complete', 'empty')
ORDER BY finished_at DESC
LIMIT 1;
