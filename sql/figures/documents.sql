-- Purpose: what is counted: each distinct document, once in every category that it or an item merged into it has.
-- Grain:   document (kept item) × category. Inputs: published.classifications, merges, items.

CREATE OR REPLACE TEMP TABLE documents AS
WITH
kept AS (
    SELECT classifications.item_id, classifications.category
    FROM published.main.classifications AS classifications
    ANTI JOIN published.main.merges AS merges ON classifications.item_id = merges.merged_item_id
),
merged AS (
    SELECT DISTINCT merges.kept_item_id AS item_id, classifications.category
    FROM published.main.classifications AS classifications
    INNER JOIN published.main.merges AS merges ON classifications.item_id = merges.merged_item_id
),
all_of_them AS (
    SELECT * FROM kept
    UNION ALL
    SELECT * FROM merged ANTI JOIN kept USING (item_id, category)
)
SELECT
    items.item_id,
    all_of_them.category,
    CAST(year(items.published_on) AS INTEGER) AS year,
    CAST(month(items.published_on) AS INTEGER) AS month,
    coalesce(items.unit, '') AS unit
FROM all_of_them
INNER JOIN published.main.items AS items USING (item_id)
WHERE items.published_on IS NOT NULL;
