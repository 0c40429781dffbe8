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


-- name: move
-- Purpose: items that stand at a new address: the old one is gone or on no list any more, and an item first seen
--          since then says the same 文号, or 索引号 and title, or title, date and content.
-- Grain:   old item. Inputs: departed, items, item_versions, item_sections, item_changes.
--          Only where old and new have each other alone to choose from: two that fit are left apart.
-- Tables:  needs departed (temporary).

INSERT INTO item_changes
WITH
moving AS (
    SELECT item_id, last_listed_at, url, coalesce(gone_since, left_at) AS departed_at
    FROM departed
    WHERE
        (all_left OR gone_since IS NOT NULL)
        AND NOT rolled_off
        AND item_id NOT IN (SELECT item_id FROM item_changes WHERE change = 'moved')
),
come AS (
    SELECT item_id, first_seen_at, url
    FROM items
    WHERE
        portal_id = $portal_id
        AND gone_since IS NULL
        AND first_seen_at >= (SELECT min(last_listed_at) FROM moving)
        AND item_id NOT IN (SELECT other_item_id FROM item_changes WHERE change = 'moved')
),
last_versions AS (
    SELECT item_id, title, published_on, content_sha256, document_number, read_from, index_number
    FROM item_versions
    WHERE portal_id = $portal_id AND item_id IN (SELECT item_id FROM moving UNION ALL SELECT item_id FROM come)
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY version DESC) = 1
),
last_words AS (
    SELECT
        item_id,
        folded(title) AS title,
        published_on,
        content_sha256,
        folded_number(document_number) AS number,
        json_extract_string(read_from, '$.document_number') LIKE 'body%' AS from_body,
        nullif(upper(folded(index_number)), '') AS index_number
    FROM last_versions
),
old AS (
    SELECT moving.*, last_words.* EXCLUDE (item_id)
    FROM moving
    INNER JOIN last_words ON moving.item_id = last_words.item_id
),
listed AS (
    SELECT item_id
    FROM item_sections
    WHERE left_at IS NULL AND accepted_at IS NOT NULL AND item_id IN (SELECT item_id FROM come)
),
new AS (
    SELECT come.*, last_words.* EXCLUDE (item_id)
    FROM come
    INNER JOIN last_words ON come.item_id = last_words.item_id
    WHERE come.item_id IN (SELECT item_id FROM listed)
),
pairs AS (
    SELECT old.item_id, new.item_id AS new_id, old.departed_at, new.first_seen_at, old.url AS old_url, new.url AS new_url, '文号相同(' || old.number || ')' AS basis
    FROM old
    INNER JOIN new ON old.number = new.number AND old.title = new.title
    WHERE NOT coalesce(old.from_body OR new.from_body, FALSE) AND new.first_seen_at > old.last_listed_at
    UNION ALL
    SELECT old.item_id, new.item_id, old.departed_at, new.first_seen_at, old.url, new.url, '索引号和标题相同(' || old.index_number || ')'
    FROM old
    INNER JOIN new ON old.index_number = new.index_number AND old.title = new.title
    WHERE new.first_seen_at > old.last_listed_at
    UNION ALL
    SELECT old.item_id, new.item_id, old.departed_at, new.first_seen_at, old.url, new.url, '标题、发布日期和正文相同'
    FROM old
    INNER JOIN new
        ON
            old.content_sha256 = new.content_sha256
            AND old.title = new.title
            AND old.published_on = new.published_on
    WHERE new.first_seen_at > old.last_listed_at
),
one_basis AS (
    SELECT item_id, new_id, any_value(departed_at) AS departed_at, any_value(first_seen_at) AS first_seen_at, any_value(old_url) AS old_url, any_value(new_url) AS new_url, min(basis) AS basis
    FROM pairs
    GROUP BY item_id, new_id
),
alone AS (
    SELECT * FROM one_basis
    QUALIFY count(*) OVER (PARTITION BY item_id) = 1 AND count(*) OVER (PARTITION BY new_id) = 1
)
SELECT
    item_id,
    $portal_id,
    'moved',
    greatest(departed_at, first_seen_at),
    $run_id,
    new_id,
    basis || ':' || old_url || ' → ' || new_url
FROM alone
WHERE old_url <> new_url;


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
-- Grain:   item. Inputs: departed, item_changes, items, item_sections. Runs before note_withdrawn.
--          Where a complete list still shows its items while most of the pages asked tonight are suddenly gone,
--          the pages fail and nothing is withdrawn on their word; of an item that stands at a new address the old
--          one is empty without doubt.
-- Tables:  needs departed (temporary).

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
