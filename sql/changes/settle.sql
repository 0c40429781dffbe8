-- name: note_restored
-- Purpose: withdrawn items that are there again: listed with a page that is not gone, or their page answers again.
-- Grain:   item. Inputs: departed, withdrawals. Runs before restore.
-- Tables:  needs departed (temporary).

INSERT INTO item_changes
SELECT
    item_id,
    $portal_id,
    'restored',
    greatest(last_seen_at, removed_at),
    $run_id,
    NULL,
    '曾于 ' || strftime(removed_at, '%Y-%m-%d %H:%M') || ' 发现撤下'
FROM departed
WHERE removed_at IS NOT NULL AND gone_since IS NULL AND (NOT all_left OR (basis = 'page' AND NOT confirmed));


-- name: restore
-- Purpose: restored items are withdrawn no longer. Grain: item. Inputs: departed, withdrawals.
-- Tables:  needs departed (temporary).

DELETE FROM withdrawals
WHERE
    item_id IN (
        SELECT item_id
        FROM departed
        WHERE removed_at IS NOT NULL AND gone_since IS NULL AND (NOT all_left OR (basis = 'page' AND NOT confirmed))
    );


-- name: correct_withdrawn
-- Purpose: an item that was found withdrawn before its new address was read has moved and was not withdrawn: its
--          history says one thing of one departure. Grain: item. Inputs: item_changes. Runs after move.

DELETE FROM item_changes
WHERE
    portal_id = $portal_id
    AND change = 'withdrawn'
    AND item_id IN (SELECT item_id FROM item_changes WHERE change = 'moved' AND run_id = $run_id)
    AND (item_id, changed_at) NOT IN (
        SELECT earlier.item_id, earlier.changed_at
        FROM item_changes AS earlier
        INNER JOIN item_changes AS back ON earlier.item_id = back.item_id
        WHERE earlier.change = 'withdrawn' AND back.change = 'restored' AND back.changed_at >= earlier.changed_at
    );


-- name: withdraw
-- Purpose: items found withdrawn: by their page's own answer, by two complete readings of each of their lists
--          without them, or because they moved.
-- Grain:   item. Inputs: departed, held_ids, held_items, held_rows, held_versions, item_changes, section_runs, and of
--          other items item_sections, items. Runs before note_withdrawn.
--          Where a complete list still shows its items while most of the pages asked tonight are suddenly gone,
--          the pages fail and nothing is withdrawn on their word; of an item that stands at a new address the old
--          one is empty without doubt.
-- Tables:  needs departed, held_ids, held_items, held_rows, held_versions (temporary).

INSERT INTO withdrawals
WITH
moves AS (
    SELECT item_id, max(changed_at) AS changed_at FROM item_changes WHERE change = 'moved' GROUP BY item_id
),
judged AS (
    SELECT
        departed.*,
        moves.changed_at AS moved_at,
        departed.item_id IN (SELECT item_id FROM held_versions) AS was_read
    FROM departed
    LEFT JOIN moves ON departed.item_id = moves.item_id AND moves.changed_at >= coalesce(gone_since, left_at)
    WHERE departed.removed_at IS NULL
),
counted AS (
    SELECT
        *,
        count(*) FILTER (
            WHERE gone_since IS NOT NULL AND was_read AND NOT all_left AND moved_at IS NULL
        ) OVER (PARTITION BY section_id) AS gone_though_listed
    FROM judged
),
failing AS (SELECT DISTINCT section_id FROM counted WHERE gone_though_listed >= 5),
here AS (
    SELECT section_id, item_id FROM held_rows SEMI JOIN failing USING (section_id)
    UNION
    SELECT section_id, item_id
    FROM item_sections
    SEMI JOIN failing USING (section_id)
    WHERE portal_id = $portal_id
),
checked AS (
    SELECT item_id, checked_at FROM held_items SEMI JOIN here USING (item_id)
    UNION ALL
    SELECT item_id, checked_at
    FROM items
    SEMI JOIN here USING (item_id)
    WHERE item_id NOT IN (SELECT item_id FROM held_ids)
),
asked AS (
    SELECT here.section_id, count(*) AS pages
    FROM here
    INNER JOIN checked ON here.item_id = checked.item_id
    INNER JOIN section_runs ON here.section_id = section_runs.section_id
    WHERE
        section_runs.portal_id = $portal_id
        AND section_runs.run_id = $run_id
        AND checked.checked_at >= coalesce(section_runs.started_at, section_runs.finished_at)
    GROUP BY here.section_id
)
SELECT
    item_id,
    $portal_id,
    coalesce(gone_since, left_at),
    CASE WHEN gone_since IS NOT NULL THEN 'page' WHEN confirmed THEN 'list' ELSE 'moved' END
FROM counted
LEFT JOIN asked USING (section_id)
WHERE
    (gone_since IS NOT NULL AND all_left)
    OR (
        gone_since IS NOT NULL
        AND was_read
        AND NOT (gone_though_listed >= 5 AND gone_though_listed * 2 > coalesce(asked.pages, 0))
    )
    OR confirmed
    OR (moved_at IS NOT NULL AND (all_left OR gone_since IS NOT NULL));


-- name: note_withdrawn
-- Purpose: the history of what withdraw has just found. Grain: item. Inputs: withdrawals, departed, item_changes.
--          An item that moved is not withdrawn: what left is its old address, and `moved` tells so.
-- Tables:  needs departed (temporary).

INSERT INTO item_changes
SELECT
    withdrawals.item_id,
    $portal_id,
    'withdrawn',
    withdrawals.removed_at,
    $run_id,
    NULL,
    CASE withdrawals.basis
        WHEN 'page' THEN '内容页已不存在' || CASE WHEN departed.all_left THEN ',列表也不再列出' ELSE ',列表仍列出' END
        WHEN 'list' THEN '所在栏目两次完整读取都不再列出'
            || CASE WHEN departed.has_page AND departed.checked_at > departed.left_at THEN ',内容页仍可打开' ELSE '' END
    END
FROM withdrawals
INNER JOIN departed ON withdrawals.item_id = departed.item_id
ANTI JOIN item_changes AS moves
    ON
        withdrawals.item_id = moves.item_id
        AND moves.change = 'moved'
        AND withdrawals.removed_at <= moves.changed_at
WHERE departed.removed_at IS NULL;
