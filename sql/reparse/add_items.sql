-- Purpose: items that only today's readers see on a list. Grain: item. Inputs: reparse_rows, items.

INSERT INTO items
SELECT item_id, $portal_id, url, first_seen_at, seen_at, NULL, NULL, NULL
FROM reparse_rows
WHERE is_new AND item_id NOT IN (SELECT item_id FROM items);
