-- Purpose: documents that a figure of form `sections` should count and does not, or counts and should not.
-- Grain:   figure × document. Inputs: $categories, $year (null: every year), items, classifications, merges,
--          figure_items.

WITH
filed AS (
    SELECT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
    WHERE list_contains($categories::VARCHAR [], classifications.category)
),
expected AS (
    SELECT DISTINCT
        date_part('year', items.published_on)::INTEGER AS year,
        unnest([filed.category, '合计']) AS code,
        filed.document AS item_id
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
),
listed AS (
    SELECT year, code, item_id, count(*) AS times
    FROM figure_items
    WHERE form = 'sections'
    GROUP BY year, code, item_id
),
differing AS (
    SELECT year, code, item_id, coalesce(listed.times, 0) AS times, expected.item_id IS NOT NULL AS is_expected
    FROM expected
    FULL JOIN listed USING (year, code, item_id)
    WHERE expected.item_id IS NULL OR coalesce(listed.times, 0) <> 1
)
SELECT differing.year, differing.code, differing.item_id, differing.times, differing.is_expected, items.title
FROM differing
LEFT JOIN items ON differing.item_id = items.item_id
WHERE $year::INTEGER IS NULL OR differing.year = $year::INTEGER
ORDER BY differing.year, differing.code, differing.item_id;
