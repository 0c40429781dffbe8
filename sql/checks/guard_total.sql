-- Guard: the total of distinct documents is at most the sum of the categories and at least each of them
--          (口径: total ≤ sum of sections, total ≥ each). Selects: year, what is wrong. Inputs: published.figures.

WITH
parts AS (
    SELECT year, sum(value) AS summed, max(value) AS largest
    FROM published.main.figures
    WHERE form = 'sections' AND code <> '合计'
    GROUP BY year
)
SELECT
    figures.year::VARCHAR AS subject,
    concat('合计 ', coalesce(figures.value, 0), ',各类之和 ', parts.summed, ',最大一类 ', parts.largest) AS detail
FROM published.main.figures AS figures
INNER JOIN parts USING (year)
WHERE
    figures.form = 'sections'
    AND figures.code = '合计'
    AND (coalesce(figures.value, 0) > coalesce(parts.summed, 0) OR coalesce(figures.value, 0) < parts.largest);
