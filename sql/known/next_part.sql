-- Purpose: number of the next package of a run and section, from 1. Grain: one row. Inputs: packages.

SELECT coalesce(max(part), 0) + 1
FROM packages
WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id;
