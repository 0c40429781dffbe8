-- name: guard_all_portals
-- Purpose: guard: what stands for all portals together adds up as what stands for each: a figure is as many as the
--          documents behind it, the counts of a category are its figure, no document is merged into a merged one.
-- Grain:   bad row: what, both values. Inputs: published.figures_all, figure_items_all, counts_all, merges_all,
--          categories.
-- Tables:  needs categories (temporary).

WITH
behind AS (
    SELECT form, year, code, count(*) AS items
    FROM published.main.figure_items_all
    ANTI JOIN (SELECT * FROM published.main.figures_all WHERE origin = 'declared') AS declared USING (form, year, code)
    GROUP BY form, year, code
),
summed AS (
    SELECT 'sections' AS form, counts.year, counts.category AS code, sum(counts.items) AS items
    FROM published.main.counts_all AS counts
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
    GROUP BY counts.year, counts.category
),
figures AS (
    SELECT form, year, code, coalesce(value, 0) AS value
    FROM published.main.figures_all
    WHERE origin <> 'declared' AND form <> 'self-check'
)
SELECT
    concat_ws(' ', form, year, code) AS subject,
    concat_ws(' ≠ ', coalesce(figures.value::VARCHAR, '缺'), coalesce(behind.items, 0)) AS detail
FROM figures
FULL JOIN behind USING (form, year, code)
WHERE coalesce(figures.value, 0) <> coalesce(behind.items, 0)
UNION ALL
SELECT concat_ws(' ', form, year, code), concat_ws(' ≠ ', figures.value, summed.items)
FROM summed
LEFT JOIN figures USING (form, year, code)
WHERE figures.value IS DISTINCT FROM summed.items
UNION ALL
SELECT merges.merged_item_id, merges.kept_item_id
FROM published.main.merges_all AS merges
SEMI JOIN published.main.merges_all AS others ON merges.kept_item_id = others.merged_item_id;
