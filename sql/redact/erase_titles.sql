-- name: erase_page_titles
-- Purpose: the titles that pages state. Grain: version. Inputs: item_versions (changed); $items, $marker.

UPDATE item_versions
SET title = $marker
WHERE title IS NOT NULL AND list_contains($items::VARCHAR [], item_id);


-- name: erase_list_titles
-- Purpose: those that lists state. Grain: item × section. Inputs: item_sections (changed); $items, $marker.

UPDATE item_sections
SET
    list_title = CASE WHEN list_title IS NOT NULL THEN $marker END,
    accepted_title = CASE WHEN accepted_title IS NOT NULL THEN $marker END
WHERE list_contains($items::VARCHAR [], item_id);


-- name: erase_edits
-- Purpose: what changes of list rows tell of them. Grain: change. Inputs: item_changes (changed); $items, $marker.

UPDATE item_changes
SET detail = $marker
WHERE change = 'edited' AND detail IS NOT NULL AND list_contains($items::VARCHAR [], item_id);
