-- Purpose: the figures that count an item, or the document that it was merged into. Grain: figure.
-- Inputs:  $item_id, figure_items, figures, rules.

SELECT figures.form, figures.year, figures.code, figures.label, figures.value, figures.measure, figures.rule, rules.text
FROM figure_items
INNER JOIN figures
    ON figure_items.form = figures.form AND figure_items.year = figures.year AND figure_items.code = figures.code
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figure_items.item_id = $item_id
ORDER BY figures.form, figures.year, figures.code = '合计', figures.code;
