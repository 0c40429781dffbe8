-- Purpose: what is new since a night began, by category and unit; the largest groups first.
-- Grain:   category × unit. Inputs: items, classifications; $began. An item in two categories stands in both.

SELECT
    coalesce(classifications.category, '未分类') AS category,
    coalesce(items.unit, '') AS unit,
    count(DISTINCT items.item_id) AS item_count
FROM items
LEFT JOIN classifications USING (item_id)
WHERE items.first_seen_at >= $began::TIMESTAMPTZ AND items.removed_at IS NULL
GROUP BY ALL
ORDER BY item_count DESC, category, unit;
