-- Purpose: an earlier proof of the same run and section makes way for a resumed run's.
-- Grain:   one section run. Inputs: section_runs.

DELETE FROM section_runs
WHERE portal_id = $portal_id AND run_id = $run_id AND section_id = $section_id;
