-- Purpose: what people decided about an item, whether it applied or not. Grain: row of decisions.csv.
-- Inputs:  $item_id, decisions.

SELECT line, kind, value, who, decided_on, why, state, note
FROM decisions
WHERE item_id = $item_id OR value_item_id = $item_id
ORDER BY line;
