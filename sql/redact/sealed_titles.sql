-- name: marked_items
-- Purpose: the titles of some items. Grain: row. Inputs: items of the current sealed file (changed); $items, $marker.

UPDATE items SET title = $marker
WHERE title IS NOT NULL AND list_contains($items::VARCHAR [], item_id);


-- name: marked_item_versions
-- Purpose: the titles of some items. Grain: row. Inputs: item_versions of the current sealed file (changed); $items, $marker.

UPDATE item_versions SET title = $marker
WHERE title IS NOT NULL AND list_contains($items::VARCHAR [], item_id);


-- name: marked_item_sections
-- Purpose: the titles of some items. Grain: row. Inputs: item_sections of the current sealed file (changed); $items, $marker.

UPDATE item_sections SET list_title = $marker
WHERE list_title IS NOT NULL AND list_contains($items::VARCHAR [], item_id);


-- name: marked_differences
-- Purpose: the titles of some items. Grain: row. Inputs: differences of the current sealed file (changed); $items, $marker.

UPDATE differences SET title = $marker
WHERE title IS NOT NULL AND list_contains($items::VARCHAR [], item_id);


-- name: marked_changes
-- Purpose: what changes of list rows tell of them. Grain: change. Inputs: item_changes of the current sealed file
--          (changed); $items, $marker.

UPDATE item_changes SET detail = $marker
WHERE change = 'edited' AND detail IS NOT NULL AND list_contains($items::VARCHAR [], item_id);
