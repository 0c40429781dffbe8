-- Purpose: items of a sealed file that the published one does not know: none is ever taken out of it.
-- Grain:   item. Inputs: other (the sealed file), items.

SELECT was.item_id, was.title
FROM other.main.items AS was
ANTI JOIN items ON was.item_id = items.item_id
ORDER BY was.item_id;
