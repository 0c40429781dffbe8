-- name: completeness
-- Purpose: the sections of a backfill and what came of reading them in it, for its completeness table.
-- Grain:   section. Inputs: sections, section_runs, item_sections, items of the published file; $run_id, $portal_id,
--          $section_ids, as published. outcome is null for a section that the run has not read.
--          ground: on what a complete reading rests; null in a file whose section_runs have no column proof.
--          undated: counted items that stand in no month; items: counted items of any year.

WITH
wanted AS (
    SELECT sections.*, sections.rowid AS position
    FROM sections
    WHERE portal_id = $portal_id AND list_contains($section_ids::VARCHAR [], section_id)
),
readings AS (
    SELECT section_id, outcome, reason, json_extract_string(to_json(section_runs), '$.proof') AS ground
    FROM section_runs
    WHERE run_id = $run_id
),
holdings AS (
    SELECT
        placed.section_id,
        count(DISTINCT items.item_id) AS items,
        count(DISTINCT items.item_id) FILTER (WHERE items.published_on IS NULL) AS undated
    FROM item_sections AS placed
    INNER JOIN items USING (item_id)
    WHERE placed.counted
    GROUP BY placed.section_id
)
SELECT
    wanted.section_id,
    wanted.name,
    wanted.url,
    readings.outcome,
    coalesce(readings.reason, '') AS reason,
    readings.ground,
    coalesce(holdings.items, 0) AS items,
    coalesce(holdings.undated, 0) AS undated
FROM wanted
LEFT JOIN readings USING (section_id)
LEFT JOIN holdings USING (section_id)
ORDER BY wanted.position;


-- name: section_months
-- Purpose: how many items each section published in each month of some years, by the rows that figures rest on.
-- Grain:   section × year × month, only where there are any. Inputs: item_sections, items of the published file;
--          $first, $last year. An item that was taken off later was published in its month all the same.

SELECT
    placed.section_id,
    CAST(year(items.published_on) AS INTEGER) AS published_year,
    CAST(month(items.published_on) AS INTEGER) AS published_month,
    count(DISTINCT items.item_id) AS items
FROM item_sections AS placed
INNER JOIN items USING (item_id)
WHERE placed.counted AND year(items.published_on) BETWEEN $first AND $last
GROUP BY ALL
ORDER BY ALL;
