-- Purpose: counts by year, month, unit and category that differ when counted again. Grain: row of counts.
-- Inputs:  $year (null: every year), items, classifications, merges, counts.

WITH
filed AS (
    SELECT DISTINCT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
),
recounted AS (
    SELECT
        date_part('year', items.published_on)::INTEGER AS year,
        date_part('month', items.published_on)::INTEGER AS month,
        coalesce(items.unit, '') AS unit,
        filed.category,
        count(*) AS recounted
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
    GROUP BY ALL
)
SELECT year, month, unit, category, coalesce(counts.items, 0) AS items, coalesce(recounted.recounted, 0) AS recounted
FROM counts
FULL JOIN recounted USING (year, month, unit, category)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND coalesce(counts.items, 0) <> coalesce(recounted.recounted, 0)
ORDER BY year, month, unit, category;
