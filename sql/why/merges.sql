-- Purpose: the items that are one document with this one; kept is the one that counts. Grain: other item.
-- Inputs:  $item_id, merges, items, rules.

WITH
others AS (
    SELECT kept_item_id AS other_id, TRUE AS other_is_kept, rule
    FROM merges
    WHERE merged_item_id = $item_id
    UNION ALL
    SELECT merged_item_id, FALSE, rule
    FROM merges
    WHERE kept_item_id = $item_id
)
SELECT others.other_id, others.other_is_kept, others.rule, rules.text, items.title, items.published_on, items.url
FROM others
INNER JOIN items ON others.other_id = items.item_id
LEFT JOIN rules ON others.rule = rules.rule
ORDER BY items.published_on, others.other_id;
