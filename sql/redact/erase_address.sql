-- name: mask_item
-- Purpose: an address that holds personal data itself stands masked; the item keeps its id. Grain: item.
-- Inputs:  items (changed); $item_id, $masked.

UPDATE items SET url = $masked WHERE item_id = $item_id;


-- name: mask_rows
-- Purpose: the same of its list rows. Grain: item × section. Inputs: item_sections (changed); $item_id, $masked.

UPDATE item_sections SET url = $masked WHERE item_id = $item_id;
