-- Purpose: items that stand at a new address: the old one is gone or on no list any more, and an item first seen
--          since then says the same 文号, or 索引号 and title, or title, date and content.
-- Grain:   old item. Inputs: departed, items, item_versions, item_sections, item_changes.
--          Only where old and new have each other alone to choose from: two that fit are left apart.

INSERT INTO item_changes
WITH
last_words AS (
    SELECT
        item_id,
        folded(title) AS title,
        published_on,
        content_sha256,
        folded_number(document_number) AS number,
        json_extract_string(read_from, '$.document_number') LIKE 'body%' AS from_body,
        nullif(upper(folded(index_number)), '') AS index_number
    FROM item_versions
    WHERE portal_id = $portal_id
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY version DESC) = 1
),
old AS (
    SELECT
        departed.item_id, departed.last_listed_at, departed.url, coalesce(departed.gone_since, departed.left_at) AS departed_at, last_words.* EXCLUDE (item_id)
    FROM departed
    INNER JOIN last_words ON departed.item_id = last_words.item_id
    WHERE
        (departed.all_left OR departed.gone_since IS NOT NULL)
        AND NOT departed.rolled_off
        AND departed.item_id NOT IN (SELECT item_id FROM item_changes WHERE change = 'moved')
),
new AS (
    SELECT items.item_id, items.first_seen_at, items.url, last_words.* EXCLUDE (item_id)
    FROM items
    INNER JOIN last_words ON items.item_id = last_words.item_id
    WHERE
        items.portal_id = $portal_id
        AND items.gone_since IS NULL
        AND items.first_seen_at >= (SELECT min(last_listed_at) FROM old)
        AND items.item_id IN (
            SELECT item_id FROM item_sections WHERE left_at IS NULL AND accepted_at IS NOT NULL
        )
        AND items.item_id NOT IN (
            SELECT other_item_id FROM item_changes WHERE change = 'moved'
        )
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
