-- Purpose: items found withdrawn: by their page's own answer, by two complete readings of each of their lists
--          without them, or because they moved.
-- Grain:   item. Inputs: departed, item_changes, items, item_sections. Runs before note_withdrawn.
--          Where a complete list still shows its items while most of the pages asked tonight are suddenly gone,
--          the pages fail and nothing is withdrawn on their word; of an item that stands at a new address the old
--          one is empty without doubt.

INSERT INTO withdrawals
WITH
moves AS (
    SELECT item_id, max(changed_at) AS changed_at FROM item_changes WHERE change = 'moved' GROUP BY item_id
),
asked AS (
    SELECT count(*) AS pages
    FROM items
    SEMI JOIN (
        SELECT item_id FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id
    ) AS here USING (item_id)
    WHERE
        checked_at >= (
            SELECT coalesce(started_at, finished_at)
            FROM section_runs
            WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id
        )
),
suspects AS (
    SELECT
        departed.*,
        moves.changed_at AS moved_at,
        count(*) FILTER (
            WHERE gone_since IS NOT NULL AND was_read AND NOT all_left AND moves.item_id IS NULL
        ) OVER () AS gone_though_listed
    FROM departed
    LEFT JOIN moves ON departed.item_id = moves.item_id AND moves.changed_at >= coalesce(gone_since, left_at)
    WHERE departed.removed_at IS NULL
)
SELECT
    item_id,
    $portal_id,
    coalesce(gone_since, left_at),
    CASE WHEN gone_since IS NOT NULL THEN 'page' WHEN confirmed THEN 'list' ELSE 'moved' END
FROM suspects
CROSS JOIN asked
WHERE
    (gone_since IS NOT NULL AND all_left)
    OR (gone_since IS NOT NULL AND was_read AND NOT (gone_though_listed >= 5 AND gone_though_listed * 2 > asked.pages))
    OR confirmed
    OR (moved_at IS NOT NULL AND (all_left OR gone_since IS NOT NULL));
