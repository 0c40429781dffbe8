-- The figures of one form and year, with the words of the rule that made each.
--
-- Purpose: the rows of a report; the renderer puts them into the form's order.
-- Grain:   form × year × code.
-- Inputs:  figures, rules; parameters form, year.
SELECT
    figures.code,
    figures.label,
    figures.measure,
    figures.value, -- NULL where the figure is missing
    figures.origin,
    figures.as_of,
    figures.rule,
    figures.sql_file,
    rules.text AS rule_text -- NULL where the file holds no words for the rule
FROM figures
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figures.form = $form AND figures.year = $year
ORDER BY figures.code;
