-- name: may_have_moved
-- Purpose: whether packages may show an item to have moved: there is, or they bring, one that was first seen later and
--          says the same in any version of its page. Mostly there is none, and nothing is sought further.
-- Grain:   one row. Inputs: held_ids, held_items, held_rows, held_versions, stage_items, stage_rows, items, item_versions,
--          item_changes; $portal_id. move judges them.
-- Tables:  needs held_ids, held_items, held_rows, held_versions, stage_items, stage_rows (temporary).

WITH
departing AS (
    SELECT item_id
    FROM held_ids
    WHERE may_depart AND item_id NOT IN (SELECT item_id FROM item_changes WHERE change = 'moved')
),
moving AS (
    SELECT item_id, coalesce(max(kept_at), min(told_at)) AS last_listed_at
    FROM (
        SELECT item_id, last_seen_at AS kept_at, NULL::TIMESTAMPTZ AS told_at FROM held_rows
        UNION ALL
        SELECT item_id, NULL, seen_at FROM stage_rows
    ) AS listed
    SEMI JOIN departing USING (item_id)
    GROUP BY item_id
),
met AS (
    SELECT item_id, coalesce(min(kept_at), min(told_at)) AS first_seen_at
    FROM (
        SELECT item_id, first_seen_at AS kept_at, NULL::TIMESTAMPTZ AS told_at FROM held_items
        UNION ALL
        SELECT item_id, NULL, seen_at FROM stage_rows
        UNION ALL
        SELECT item_id, NULL, seen_at FROM stage_items
    ) AS told
    GROUP BY item_id
),
come AS (
    SELECT item_id, first_seen_at FROM items WHERE portal_id = $portal_id
    UNION ALL
    SELECT item_id, first_seen_at FROM met
),
new AS (
    SELECT item_id, min(first_seen_at) AS first_seen_at
    FROM come
    WHERE
        first_seen_at > (SELECT min(last_listed_at) FROM moving)
        AND item_id NOT IN (SELECT other_item_id FROM item_changes WHERE change = 'moved')
    GROUP BY item_id
),
said AS (
    SELECT item_id, title, published_on, content_sha256, document_number, index_number
    FROM stage_items
    WHERE outcome = 'ok'
    UNION ALL
    SELECT item_id, title, published_on, content_sha256, document_number, index_number FROM held_versions
),
all_said AS (
    SELECT * FROM said
    UNION ALL
    SELECT item_id, title, published_on, content_sha256, document_number, index_number
    FROM item_versions
    WHERE item_id IN (SELECT item_id FROM new)
),
words AS (
    SELECT
        item_id,
        folded(title) AS title,
        published_on,
        content_sha256,
        folded_number(document_number) AS number,
        nullif(upper(folded(index_number)), '') AS index_number
    FROM all_said
    WHERE
        document_number IS NOT NULL
        OR index_number IS NOT NULL
        OR content_sha256 IN (SELECT content_sha256 FROM said SEMI JOIN moving USING (item_id))
),
old_words AS (SELECT * FROM words INNER JOIN moving USING (item_id)),
new_words AS (SELECT * FROM words INNER JOIN new USING (item_id))
SELECT count(*) > 0
FROM old_words AS old
INNER JOIN new_words AS new ON old.title = new.title
WHERE
    old.item_id <> new.item_id
    AND new.first_seen_at > old.last_listed_at
    AND (
        old.number = new.number
        OR old.index_number = new.index_number
        OR (old.content_sha256 = new.content_sha256 AND old.published_on = new.published_on)
    );


-- name: move
-- Purpose: items that stand at a new address: the old one is gone or on no list any more, and an item first seen
--          since then says the same 文号, or 索引号 and title, or title, date and content.
-- Grain:   old item. Inputs: departed, item_changes, held_items, held_rows, held_versions, and of other items items,
--          item_sections, item_versions. Runs where may_have_moved says so.
--          Only where old and new have each other alone to choose from: two that fit are left apart.
-- Tables:  needs departed, held_ids, held_items, held_rows, held_versions (temporary).

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
    FROM (
        SELECT * EXCLUDE (row_id, is_changed) FROM held_items
        UNION ALL
        SELECT * FROM items WHERE item_id NOT IN (SELECT item_id FROM held_ids)
    ) AS known
    WHERE
        portal_id = $portal_id
        AND gone_since IS NULL
        AND first_seen_at >= (SELECT min(last_listed_at) FROM moving)
        AND item_id NOT IN (SELECT other_item_id FROM item_changes WHERE change = 'moved')
),
last_versions AS (
    SELECT item_id, title, published_on, content_sha256, document_number, read_from, index_number
    FROM (
        SELECT * EXCLUDE (row_id, is_changed) FROM held_versions
        UNION ALL
        SELECT item_versions.*
        FROM item_versions
        WHERE item_versions.rowid NOT IN (SELECT row_id FROM held_versions WHERE row_id IS NOT NULL)
    ) AS told
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
    FROM (
        SELECT item_id, left_at, accepted_at FROM held_rows
        UNION ALL
        SELECT item_id, left_at, accepted_at FROM item_sections WHERE item_id NOT IN (SELECT item_id FROM held_ids)
    ) AS shown
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
