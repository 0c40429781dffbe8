-- Purpose: figures of the other forms that are counted from items and are not as many as these.
-- Grain:   figure. Inputs: $year (null: every year), figures, figure_items.

WITH
behind AS (
    SELECT form, year, code, count(DISTINCT item_id) AS behind
    FROM figure_items
    WHERE form <> 'sections'
    GROUP BY form, year, code
)
SELECT form, year, code, figures.value, behind.behind
FROM behind
LEFT JOIN figures USING (form, year, code)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND figures.value IS DISTINCT FROM behind.behind
ORDER BY form, year, code;
