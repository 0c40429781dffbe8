-- Purpose: whose file it is, what of a night's runs it holds.
-- Grain:   one row. Inputs: portals, runs, section_runs, sections; $runs: ids of the night's runs.

SELECT
    (SELECT string_agg(name, '、' ORDER BY portal_id) FROM portals) AS portal_names,
    (SELECT count(*) FROM sections) AS section_count,
    (SELECT min(started_at) FROM runs WHERE run_id IN (SELECT unnest($runs::VARCHAR[]))) AS began,
    (SELECT max(finished_at) FROM runs WHERE run_id IN (SELECT unnest($runs::VARCHAR[]))) AS finished,
    (
        SELECT count(DISTINCT section_id)
        FROM section_runs
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[])) AND outcome IN ('complete', 'empty')
    ) AS whole_count,
    (
        SELECT count(DISTINCT section_id)
        FROM section_runs
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[]))
    ) AS read_count,
    (
        SELECT count(DISTINCT section_id)
        FROM section_runs
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[])) AND outcome IN ('complete', 'empty', 'partial')
    ) AS used_count;
