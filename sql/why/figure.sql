-- Purpose: one figure with the words of its rule. Grain: figure (none or one). Inputs: $form, $year, $code.

SELECT figures.*, rules.text AS rule_text
FROM figures
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figures.form = $form AND figures.year = $year AND figures.code = $code;
