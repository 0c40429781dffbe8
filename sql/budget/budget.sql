-- name: spent
-- Purpose: what has been asked of a portal's hosts since an instant, and how much they answered. Questions that were
--          never sent (closed by robots.txt, or the host was left alone) and robots.txt itself are not counted.
-- Grain:   one row. Inputs: fetches, runs; $since, $kind (only runs of that kind; null: of any).

SELECT count(*) AS pages, coalesce(sum(fetches.bytes), 0)::BIGINT AS bytes
FROM fetches
LEFT JOIN runs ON fetches.run_id = runs.run_id
WHERE
    fetches.portal_id = $portal_id
    AND fetches.asked_at >= $since::TIMESTAMPTZ
    AND fetches.role <> 'robots'
    AND fetches.outcome <> 'refused_by_robots' -- never asked
    AND ($kind::VARCHAR IS NULL OR runs.kind = $kind);


-- name: last_finished
-- Purpose: when each section was last read to an end, in whatever run. Grain: section. Inputs: section_runs.

SELECT section_id, max(finished_at) AS finished_at
FROM section_runs
WHERE portal_id = $portal_id
GROUP BY section_id;
