-- Purpose: of a section's items those that may not be there any more, or were not. Most nights there are none.
-- Grain:   item. Inputs: items, item_sections, withdrawals; the section.

CREATE OR REPLACE TEMP TABLE suspects AS
WITH
here AS (
    SELECT item_id, bool_or(left_at IS NOT NULL) AS has_left
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id
    GROUP BY item_id
)
SELECT items.*
FROM items
INNER JOIN here USING (item_id)
WHERE
    here.has_left
    OR items.gone_since IS NOT NULL
    OR items.item_id IN (SELECT item_id FROM withdrawals WHERE portal_id = $portal_id);
