-- Purpose: the unit that a person decided. Grain: item. Inputs: decided, published.items (changed).

UPDATE decided
SET state = 'no_effect', note = '单位本来就是“' || decided.unit || '”'
WHERE
    kind = 'unit'
    AND state = 'open'
    AND EXISTS (
        SELECT 1
        FROM published.main.items AS items
        WHERE items.item_id = decided.item_id AND items.unit = decided.unit
    );

UPDATE published.main.items
SET unit = decided.unit, unit_from = 'person'
FROM decided
WHERE published.main.items.item_id = decided.item_id AND decided.kind = 'unit' AND decided.state = 'open';

UPDATE decided
SET state = 'applied'
WHERE kind = 'unit' AND state = 'open';
