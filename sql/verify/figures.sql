-- Purpose: figures of form `sections` counted again from items, categories and merges alone, beside the value
--          that stands and the rows behind it; selects those that differ. Not the way in which they were made.
-- Grain:   figure. Inputs: $categories (names that can be counted on a portal), $year (null: every year),
--          items, classifications, merges, figures, figure_items.

WITH
filed AS (
    SELECT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
    WHERE list_contains($categories::VARCHAR [], classifications.category)
),
dated AS (
    SELECT filed.category, filed.document, date_part('year', items.published_on) AS year
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
),
recounted AS (
    SELECT year, coalesce(category, '合计') AS code, count(DISTINCT document) AS recounted
    FROM dated
    GROUP BY GROUPING SETS ((year, category), (year))
),
behind AS (
    SELECT year, code, count(*) AS behind
    FROM figure_items
    WHERE form = 'sections'
    GROUP BY year, code
),
standing AS (
    SELECT year, code, value, TRUE AS stands
    FROM figures
    WHERE form = 'sections'
)
SELECT
    year::INTEGER AS year,
    code,
    coalesce(standing.stands, FALSE) AS stands,
    standing.value,
    coalesce(behind.behind, 0) AS behind,
    coalesce(recounted.recounted, 0) AS recounted
FROM standing
FULL JOIN behind USING (year, code)
FULL JOIN recounted USING (year, code)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND (
        coalesce(standing.value, 0) <> coalesce(recounted.recounted, 0)
        OR coalesce(behind.behind, 0) <> coalesce(recounted.recounted, 0)
        OR (standing.value IS NULL AND recounted.recounted > 0)
        OR (standing.stands IS NULL AND recounted.recounted > 0)
    )
ORDER BY year, code;
