-- Guard: every row that names an item names one that is there.
-- Selects: table, item. Inputs: the published tables.

SELECT 'item_sections' AS subject, item_id AS detail
FROM published.main.item_sections ANTI JOIN published.main.items USING (item_id)
UNION ALL
SELECT 'figure_items', item_id
FROM published.main.figure_items ANTI JOIN published.main.items USING (item_id)
UNION ALL
SELECT 'classifications', item_id
FROM published.main.classifications ANTI JOIN published.main.items USING (item_id);
