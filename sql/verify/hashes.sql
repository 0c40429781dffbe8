-- Purpose: items whose content sum is that of none of their versions. Grain: item. Inputs: items, item_versions.

SELECT items.item_id, items.title
FROM items
ANTI JOIN item_versions AS versions
    ON items.item_id = versions.item_id AND items.content_sha256 = versions.content_sha256
WHERE items.content_sha256 IS NOT NULL
ORDER BY items.item_id;
