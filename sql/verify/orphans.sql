-- Purpose: rows about items that are not there. Grain: table × item. Inputs: the tables of items.

WITH
named AS (
    SELECT 'item_sections' AS place, item_id, list_title AS told FROM item_sections
    UNION ALL
    SELECT 'item_versions', item_id, title FROM item_versions
    UNION ALL
    SELECT 'item_changes', item_id, detail FROM item_changes
    UNION ALL
    SELECT 'attachments', item_id, name FROM attachments
    UNION ALL
    SELECT 'classifications', item_id, category FROM classifications
    UNION ALL
    SELECT 'merges', kept_item_id, rule FROM merges
    UNION ALL
    SELECT 'merges', merged_item_id, rule FROM merges
    UNION ALL
    SELECT 'figure_items', item_id, code FROM figure_items
)
SELECT place, item_id, any_value(told) AS told
FROM named
ANTI JOIN items USING (item_id)
GROUP BY place, item_id
ORDER BY item_id, place;
