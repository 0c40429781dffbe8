-- Purpose: the sections that a run has read, and with which outcome. Grain: section. Inputs: section_runs.

SELECT section_id, outcome FROM section_runs WHERE run_id = $run_id ORDER BY section_id;
