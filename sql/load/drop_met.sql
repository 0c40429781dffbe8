-- Purpose: rows that a run met are accepted: who met them is of no further use to it.
-- Grain:   run × section. Inputs: met_rows.

DELETE FROM met_rows
WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id;
