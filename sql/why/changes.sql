-- Purpose: what happened to an item after it was found: withdrawn, back, moved, its list row edited.
-- Grain:   change. Inputs: $item_id, item_changes.

SELECT change, changed_at, other_item_id, detail
FROM item_changes
WHERE item_id = $item_id OR other_item_id = $item_id
ORDER BY changed_at, change, detail;
