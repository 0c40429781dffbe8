-- Purpose: items that have a category though none of their places in a section counts. Grain: item.
-- Inputs:  classifications, item_sections, items.

SELECT DISTINCT classifications.item_id, items.title
FROM classifications
ANTI JOIN (SELECT item_id FROM item_sections WHERE counted) AS counted ON classifications.item_id = counted.item_id
LEFT JOIN items ON classifications.item_id = items.item_id
ORDER BY classifications.item_id;
