-- name: sections
-- Purpose: what the ledger knows of the length of each section's list, and what a run has already asked of it.
-- Grain:   section that was read in any run, or of which this run asked. Inputs: section_runs, fetches; $portal_id,
--          $run_id (empty: no run is under way).
--          covered: the whole list was read and found complete (or empty) once. walked: this run has walked the list
--          to its end and was asking for its items when it was interrupted. told_pages: pages of the list that this
--          run has an answer to already, and does not ask again.

WITH
readings AS (
    SELECT
        section_id,
        coalesce(bool_or(whole_list AND is_whole(outcome)), FALSE) AS covered,
        arg_max(pages_read, finished_at) FILTER (WHERE whole_list AND is_whole(outcome)) AS whole_pages,
        arg_max(pages_read, finished_at) FILTER (WHERE pages_read > 0 AND whole_list) AS read_pages,
        arg_max(pages_declared, finished_at) FILTER (WHERE pages_declared IS NOT NULL) AS pages_declared,
        arg_max(records_declared, finished_at) FILTER (WHERE records_declared IS NOT NULL) AS records_declared,
        max(finished_at) FILTER (WHERE pages_read > 0 OR outcome = 'empty') AS read_at,
        max(outcome) FILTER (WHERE run_id = $run_id) AS outcome_now
    FROM section_runs
    WHERE portal_id = $portal_id
    GROUP BY section_id
),
told AS (
    SELECT
        section_id,
        count(DISTINCT question) FILTER (WHERE role = 'list' AND is_answered(outcome)) AS told_pages,
        bool_or(role = 'item') AS walked
    FROM fetches
    WHERE portal_id = $portal_id AND run_id = $run_id
    GROUP BY section_id
)
SELECT
    section_id,
    coalesce(readings.covered, FALSE) AS covered,
    coalesce(told.walked, FALSE) AS walked,
    coalesce(CASE WHEN told.walked THEN told.told_pages END, readings.whole_pages, readings.read_pages, 0) AS pages_least,
    greatest(readings.whole_pages, readings.read_pages, readings.pages_declared, told.told_pages, 0) AS pages_most,
    readings.pages_declared,
    readings.records_declared,
    readings.read_at,
    readings.outcome_now,
    coalesce(told.told_pages, 0) AS told_pages
FROM readings
FULL JOIN told USING (section_id)
ORDER BY section_id;


-- name: asked
-- Purpose: how many requests a run has made so far, before and after it was interrupted, and how many of them asked
--          for robots.txt.
-- Grain:   one row. Inputs: fetches, section_runs. What robots.txt closes is noted, and was not asked.

SELECT
    (SELECT count(*) FROM fetches WHERE run_id = $run_id AND outcome <> 'refused_by_robots') AS asked,
    (SELECT count(*) FROM fetches WHERE run_id = $run_id AND role = 'robots') AS robots;


-- name: outcomes
-- Purpose: the sections that a run has read, and with which outcome. Grain: section. Inputs: section_runs.

SELECT section_id, outcome FROM section_runs WHERE run_id = $run_id ORDER BY section_id;
