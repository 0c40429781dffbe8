-- name: items
-- Purpose: what is to be taken out: items by id, with the titles that tables know of them, whether one of these holds
--          masked personal data, and whether something of them was taken out before. Grain: item.
-- Inputs:  items, item_versions, item_sections, redacted_titles; $items (ids), $marker.

WITH
titles AS (
    SELECT item_id, title FROM item_versions
    UNION
    SELECT item_id, list_title FROM item_sections
    UNION
    SELECT item_id, accepted_title FROM item_sections
)
SELECT
    items.item_id,
    items.portal_id,
    items.url,
    coalesce(list(DISTINCT titles.title ORDER BY titles.title) FILTER (WHERE titles.title <> $marker), []) AS titles,
    coalesce(bool_or(contains(titles.title, '****')), FALSE) AS is_masked,
    count(redacted_titles.item_id) > 0 AS is_titled
FROM items
LEFT JOIN titles ON items.item_id = titles.item_id
LEFT JOIN redacted_titles ON items.item_id = redacted_titles.item_id
WHERE list_contains($items::VARCHAR [], items.item_id)
GROUP BY items.item_id, items.portal_id, items.url
ORDER BY items.item_id;


-- name: portals
-- Purpose: the portals of the home. Grain: portal. Inputs: portals.

SELECT portal_id
FROM portals
ORDER BY portal_id;


-- name: asked
-- Purpose: questions that may have been for one of the items, or answered with it, and in which file the answer stands:
--          the caller compares the addresses in their canonical form. Grain: address × file.
-- Inputs:  fetches, item_versions, items; $items (ids), $ends (ends of their addresses).

SELECT DISTINCT fetches.url, coalesce(fetches.final_url, fetches.url) AS final_url, fetches.archive_file
FROM fetches
WHERE
    fetches.archive_file IS NOT NULL
    AND len(list_filter($ends::VARCHAR [], lambda ending: contains(fetches.url || ' ' || coalesce(fetches.final_url, ''), ending)))
    > 0
UNION
SELECT items.url, items.url, versions.archive_file
FROM item_versions AS versions
INNER JOIN items ON versions.item_id = items.item_id
WHERE
    versions.archive_file IS NOT NULL
    AND items.url IN (SELECT url FROM items WHERE list_contains($items::VARCHAR [], item_id))
ORDER BY ALL;


-- name: files
-- Purpose: every file in which answers of those portals stand. Grain: file of the archive. Inputs: fetches; $portals.

SELECT DISTINCT archive_file
FROM fetches
WHERE archive_file IS NOT NULL AND list_contains($portals::VARCHAR [], portal_id)
ORDER BY archive_file;


-- name: copies
-- Purpose: other items, of any portal, with the very body of one that is to go, or at its address. Grain: item.
-- Inputs:  item_versions, items; $items.

SELECT items.item_id, items.url
FROM item_versions AS versions
INNER JOIN item_versions AS others
    ON versions.body_digest = others.body_digest
    AND versions.item_id <> others.item_id
INNER JOIN items ON others.item_id = items.item_id
WHERE
    list_contains($items::VARCHAR [], versions.item_id)
    AND NOT list_contains($items::VARCHAR [], others.item_id)
    AND versions.text_length > 0
UNION
SELECT others.item_id, others.url
FROM items
INNER JOIN items AS others ON items.url = others.url
WHERE
    list_contains($items::VARCHAR [], items.item_id)
    AND NOT list_contains($items::VARCHAR [], others.item_id)
ORDER BY ALL;


-- name: known_of
-- Purpose: how much the tables have of the items. Grain: one row. Inputs: item_versions, item_sections; $items.

SELECT
    (SELECT count(*) FROM item_versions WHERE list_contains($items::VARCHAR [], item_id)) AS versions,
    (SELECT coalesce(sum(len(attachments)), 0) FROM item_versions WHERE list_contains($items::VARCHAR [], item_id))
        AS attachments,
    (SELECT count(*) FROM item_sections WHERE list_contains($items::VARCHAR [], item_id)) AS places;
