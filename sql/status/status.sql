-- name: file
-- Purpose: how fresh the file is. Grain: one row. Inputs: meta.

SELECT built_at, data_as_of FROM meta;


-- name: sections
-- Purpose: how each section stands, for the person who looks after the pipeline.
-- Grain:   section of a portal that is asked. Inputs: portals, sections, section_runs, item_sections, items of the
--          published file; $now, $until: what is dated later was read under a wrong clock.
--          nights_missed: whole days since the last complete reading (since the first run of its portal, where there is none).

WITH
last_readings AS (
    SELECT
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason,
        arg_max({
            pages_declared: pages_declared, pages_read: pages_read,
            records_declared: records_declared, records_read: records_read
        }, (finished_at, run_id)) AS read,
        max(finished_at) AS read_at,
        max(finished_at) FILTER (WHERE is_whole(outcome)) AS complete_at
    FROM section_runs
    WHERE finished_at <= $until::TIMESTAMPTZ
    GROUP BY section_id
),
changes AS (
    SELECT item_sections.section_id, max(greatest(item_sections.first_seen_at, versions.seen_at)) AS changed_at
    FROM item_sections
    LEFT JOIN (
        SELECT item_id, max(seen_at) AS seen_at FROM item_versions WHERE version > 1 GROUP BY item_id
    ) AS versions USING (item_id)
    GROUP BY item_sections.section_id
),
first_run AS (
    SELECT portal_id, min(started_at) AS started_at FROM runs GROUP BY portal_id
)
SELECT
    sections.portal_id,
    sections.section_id,
    sections.name,
    sections.url,
    last_readings.complete_at,
    changes.changed_at,
    last_readings.read_at,
    last_readings.outcome,
    coalesce(last_readings.reason, CASE WHEN sections.url = '' THEN '还没有网址,请运行 gongkai probe' ELSE '' END) AS reason,
    last_readings.read.pages_declared,
    last_readings.read.pages_read,
    last_readings.read.records_declared,
    last_readings.read.records_read,
    greatest(
        date_diff(
            'day',
            CAST(timezone('Asia/Shanghai', coalesce(last_readings.complete_at, first_run.started_at)) AS DATE),
            CAST(timezone('Asia/Shanghai', $now::TIMESTAMPTZ) AS DATE)
        ),
        0
    ) AS nights_missed,
    sections.cadence_days
FROM sections
LEFT JOIN first_run ON sections.portal_id = first_run.portal_id
LEFT JOIN last_readings USING (section_id)
LEFT JOIN changes USING (section_id)
WHERE sections.portal_id NOT IN (SELECT portal_id FROM portals WHERE retired_at IS NOT NULL)
ORDER BY sections.portal_id, sections.rowid;


-- name: nightly_runs
-- Purpose: the nightly runs of the last nights, and those that were taken up again in them.
-- Grain:   nightly run. Inputs: runs, section_runs; $since, $now. A run dated after $now is of a clock that was
--          wrong, and says nothing.

SELECT
    portal_id,
    run_id,
    started_at,
    finished_at,
    outcome
FROM runs
WHERE
    kind = 'nightly'
    AND started_at <= $now::TIMESTAMPTZ + INTERVAL 1 HOUR
    AND (
        started_at >= $since::TIMESTAMPTZ
        OR run_id IN (SELECT run_id FROM section_runs WHERE finished_at >= $since::TIMESTAMPTZ)
    )
ORDER BY started_at, run_id;


-- name: nightly_readings
-- Purpose: what came of each section in them, in the order in which the portal file names the sections.
-- Grain:   nightly run × section. Inputs: runs, section_runs, sections; $since, $now.

SELECT
    runs.portal_id,
    section_runs.run_id,
    section_runs.section_id,
    sections.name,
    section_runs.outcome,
    coalesce(section_runs.reason, '') AS reason,
    section_runs.finished_at
FROM section_runs
INNER JOIN runs USING (run_id)
INNER JOIN sections USING (section_id)
WHERE
    runs.kind = 'nightly'
    AND section_runs.finished_at >= $since::TIMESTAMPTZ
    AND section_runs.finished_at <= $now::TIMESTAMPTZ + INTERVAL 1 HOUR
ORDER BY sections.portal_id, sections.rowid, section_runs.finished_at, section_runs.run_id;


-- name: retired
-- Purpose: portals that are asked no more, and since when. Grain: portal. Inputs: portals.

SELECT portal_id, retired_at FROM portals WHERE retired_at IS NOT NULL;


-- name: first_night
-- Purpose: since when nights are run at all. Grain: one row; null before any. Inputs: runs.

SELECT min(started_at) FROM runs WHERE kind = 'nightly';


-- name: first_nights
-- Purpose: since when each portal is read by night at all, however long ago it was last. Grain: portal. Inputs: runs.

SELECT portal_id, min(started_at) AS first FROM runs WHERE kind = 'nightly' GROUP BY portal_id;


-- name: waiting
-- Purpose: what waits for a person. Grain: finding that is not a pass and that nobody has dealt with.
-- Inputs:  findings.

SELECT portal_id, check_id, outcome, severity, subject, message, found_at
FROM findings
WHERE outcome <> 'pass' AND coalesce(verdict, '') NOT IN ('误报', '已处理')
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, check_id, subject, message;


-- name: portals
-- Purpose: the portals of the file, those that are asked no more too, with what each was called before. Grain: portal.
-- Inputs:  portals, portal_names.

SELECT
    portals.portal_id,
    any_value(portals.name) AS name,
    any_value(portals.retired_at) AS retired_at,
    coalesce(list(names.former_id ORDER BY names.renamed_at) FILTER (WHERE names.former_id IS NOT NULL), []) AS before
FROM portals
LEFT JOIN portal_names AS names ON portals.portal_id = names.portal_id
GROUP BY portals.portal_id
ORDER BY portals.portal_id;
