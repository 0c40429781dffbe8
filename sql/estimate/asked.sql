-- Purpose: how many requests a run has made so far, before and after it was interrupted, and how many of them asked
--          for robots.txt.
-- Grain:   one row. Inputs: fetches, section_runs. What robots.txt closes is noted, and was not asked.

SELECT
    (SELECT count(*) FROM fetches WHERE run_id = $run_id AND outcome <> 'refused_by_robots') AS asked,
    (SELECT count(*) FROM fetches WHERE run_id = $run_id AND role = 'robots') AS robots;
