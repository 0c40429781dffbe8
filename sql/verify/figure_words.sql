-- Purpose: figures of form `sections` with the words that stand beside the number. Grain: figure.
-- Inputs:  $year (null: every year), figures.

SELECT year, code, label, measure, split_part(rule, '@', 1) AS rule, sql_file
FROM figures
WHERE form = 'sections' AND ($year::INTEGER IS NULL OR year = $year::INTEGER)
ORDER BY year, code;
