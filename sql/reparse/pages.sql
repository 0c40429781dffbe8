-- Purpose: archived item pages to read again: of each item its last version and the one that is accepted, and the
--          last answer where that was not read as an item.
-- Grain:   item × version (null: none was read). Inputs: item_versions, items, fetches.
--          A temporary table, for what comes back is compared with it.

CREATE OR REPLACE TEMP TABLE reparse_pages AS
WITH
chosen AS (
    SELECT item_id, unnest(list_distinct([max(version), max(version) FILTER (WHERE accepted_at IS NOT NULL)])) AS version
    FROM item_versions
    WHERE portal_id = $portal_id
    GROUP BY item_id
),
unread AS (
    SELECT items.item_id, items.url, fetches.asked_at, fetches.archive_file, fetches.archive_offset
    FROM items
    INNER JOIN fetches ON items.portal_id = fetches.portal_id AND items.url = fetches.url
    WHERE
        items.portal_id = $portal_id
        AND items.page_outcome IN ('soft_gone', 'not_html')
        AND fetches.role = 'item'
        AND fetches.outcome = items.page_outcome
        AND fetches.status = 200
        AND fetches.archive_file IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY items.item_id ORDER BY fetches.asked_at DESC) = 1
)
SELECT
    item_versions.item_id,
    items.url,
    item_versions.seen_at,
    item_versions.archive_file,
    item_versions.archive_offset,
    item_versions.version
FROM item_versions
SEMI JOIN chosen ON item_versions.item_id = chosen.item_id AND item_versions.version = chosen.version
INNER JOIN items ON item_versions.item_id = items.item_id
WHERE item_versions.archive_file IS NOT NULL AND item_versions.archive_offset IS NOT NULL
UNION ALL
SELECT item_id, url, asked_at, archive_file, archive_offset, NULL
FROM unread;
