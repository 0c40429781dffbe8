-- Guard: a figure is as many as the items behind it. Selects: figure, its value, its items.
-- Inputs:  published.figures, figure_items.

WITH
behind AS (
    SELECT form, year, code, count(*) AS items
    FROM published.main.figure_items
    GROUP BY form, year, code
)
SELECT
    concat_ws(' ', form, year, code) AS subject,
    concat_ws(' ≠ ', coalesce(figures.value::VARCHAR, '缺'), coalesce(behind.items, 0)) AS detail
FROM published.main.figures AS figures
FULL JOIN behind USING (form, year, code)
WHERE form = 'sections' AND coalesce(figures.value, 0) <> coalesce(behind.items, 0);
