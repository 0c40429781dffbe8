-- Purpose: what came of each section in each run. Grain: run × section. Inputs: section_runs, sections.

INSERT INTO published.main.section_runs BY NAME
SELECT
    section_runs.run_id, sections.published_id AS section_id, section_runs.outcome, section_runs.reason,
    section_runs.pages_declared, section_runs.pages_read, section_runs.records_declared,
    section_runs.records_read, section_runs.started_at, section_runs.finished_at, section_runs.whole_list
FROM section_runs
INNER JOIN sections USING (portal_id, section_id)
ORDER BY section_runs.finished_at, section_runs.run_id, sections.published_id;
