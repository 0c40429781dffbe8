-- Guard: counted another way, from items, categories and merges alone, each figure comes out the same.
-- Selects: figure, its value, the recount. Inputs: published.items, classifications, merges, figures.

WITH
documents AS (
    SELECT DISTINCT
        coalesce(merges.kept_item_id, classifications.item_id) AS item_id,
        classifications.category
    FROM published.main.classifications AS classifications
    LEFT JOIN published.main.merges AS merges ON classifications.item_id = merges.merged_item_id
),
recount AS (
    SELECT
        CAST(date_part('year', items.published_on) AS INTEGER) AS year,
        documents.category AS code,
        count(*) AS value
    FROM documents
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE items.published_on IS NOT NULL
    GROUP BY ALL
)
SELECT
    concat_ws(' ', year, code) AS subject,
    concat_ws(' ≠ ', figures.value, recount.value) AS detail
FROM recount
LEFT JOIN published.main.figures AS figures USING (year, code)
INNER JOIN categories ON recount.code = categories.category
WHERE
    categories.on_portal
    AND coalesce(figures.form, 'sections') = 'sections'
    AND figures.value IS DISTINCT FROM recount.value;
