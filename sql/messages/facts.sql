-- name: file
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
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[])) AND is_whole(outcome)
    ) AS whole_count,
    (
        SELECT count(DISTINCT section_id)
        FROM section_runs
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[]))
    ) AS read_count,
    (
        SELECT count(DISTINCT section_id)
        FROM section_runs
        WHERE run_id IN (SELECT unnest($runs::VARCHAR[])) AND is_read(outcome)
    ) AS used_count;


-- name: new_items
-- Purpose: the newest of what is new since a night began, and how many there are in all.
-- Grain:   item, at most $limit. Inputs: items; $began, $limit.

SELECT
    coalesce(title, url) AS title,
    coalesce(unit, '') AS unit,
    published_on,
    count(*) OVER () AS item_count
FROM items
WHERE first_seen_at >= $began::TIMESTAMPTZ AND removed_at IS NULL
ORDER BY published_on DESC NULLS LAST, first_seen_at DESC, item_id
LIMIT $limit;


-- name: findings
-- Purpose: what the checks found and nobody has dealt with, by check; what sections and decisions say
--          themselves is left out.
-- Grain:   check × outcome × severity. Inputs: findings.
--          newest: when the last of them was first found; message: what that one says.

SELECT
    check_id,
    outcome,
    severity,
    count(*) AS finding_count,
    max(found_at) AS newest,
    arg_max(message, (found_at, subject)) AS message
FROM findings
WHERE
    outcome IN ('fail', 'uncertain')
    AND severity IN ('error', 'warning')
    AND coalesce(verdict, '') NOT IN ('误报', '已处理')
    AND check_id NOT IN ('section-incomplete', 'decision-unused', 'decision-contradicts', 'decision-invalid')
GROUP BY ALL
ORDER BY severity, outcome, check_id;


-- name: sections
-- Purpose: sections that were not read whole, last time; why, and since when.
-- Grain:   declared section that finding section-incomplete names.
-- Inputs:  findings, sections, section_runs. complete_at: the last complete reading, null where there is none.

WITH
last_readings AS (
    SELECT
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason,
        max(finished_at) FILTER (WHERE is_whole(outcome)) AS complete_at
    FROM section_runs
    GROUP BY section_id
)
SELECT
    sections.section_id,
    sections.name,
    sections.url,
    coalesce(last_readings.outcome, 'never') AS outcome,
    coalesce(last_readings.reason, '') AS reason,
    last_readings.complete_at
FROM sections
INNER JOIN findings ON sections.section_id = findings.subject
LEFT JOIN last_readings ON sections.section_id = last_readings.section_id
WHERE findings.check_id = 'section-incomplete' AND findings.outcome = 'fail'
ORDER BY
    array_position(['challenged', 'failed', 'never', 'partial'], coalesce(last_readings.outcome, 'never')),
    sections.rowid;


-- name: decisions
-- Purpose: decisions of people that did nothing. Grain: row of decisions.csv. Inputs: decisions.

SELECT line, kind, item, state, coalesce(note, '') AS note
FROM decisions
WHERE state <> 'applied'
ORDER BY line;


-- name: new_groups
-- Purpose: what is new since a night began, by category and unit; the largest groups first.
-- Grain:   category × unit. Inputs: items, classifications; $began. An item in two categories stands in both.

SELECT
    coalesce(classifications.category, '未分类') AS category,
    coalesce(items.unit, '') AS unit,
    count(DISTINCT items.item_id) AS item_count
FROM items
LEFT JOIN classifications USING (item_id)
WHERE items.first_seen_at >= $began::TIMESTAMPTZ AND items.removed_at IS NULL
GROUP BY ALL
ORDER BY item_count DESC, category, unit;


-- name: changes
-- Purpose: what was edited, withdrawn, restored or moved in a night, a few of each by title.
-- Grain:   event. Inputs: item_events, items; $runs: ids of the night's runs. `titles` are at most three.

SELECT
    item_events.event,
    count(DISTINCT item_events.item_id) AS item_count,
    list(DISTINCT coalesce(items.title, items.url) ORDER BY coalesce(items.title, items.url))[:3] AS titles
FROM item_events
INNER JOIN items USING (item_id)
WHERE item_events.event <> 'new' AND item_events.run_id IN (SELECT unnest($runs::VARCHAR[]))
GROUP BY item_events.event
ORDER BY array_position(['withdrawn', 'edited', 'moved', 'restored'], item_events.event);
