-- Guard: the counts by unit and month of a category add up to its figure. Selects: year and category, both.
-- Inputs:  published.counts, figures.

WITH
summed AS (
    SELECT year, category AS code, sum(items) AS items
    FROM published.main.counts
    GROUP BY year, category
)
SELECT
    concat_ws(' ', summed.year, summed.code) AS subject,
    concat_ws(' ≠ ', figures.value, summed.items) AS detail
FROM summed
INNER JOIN published.main.figures AS figures
    ON summed.year = figures.year AND summed.code = figures.code AND figures.form = 'sections'
INNER JOIN categories ON summed.code = categories.category
WHERE categories.on_portal AND figures.value IS DISTINCT FROM summed.items;
