-- Purpose: rules that a figure, a category or a merge names and that are not among the rules. Grain: place × rule.
-- Inputs:  figures, classifications, merges, rules.

WITH
named AS (
    SELECT 'figures' AS place, year || ' ' || code AS subject, rule FROM figures WHERE rule IS NOT NULL
    UNION ALL
    SELECT 'classifications', item_id, rule FROM classifications
    UNION ALL
    SELECT 'merges', merged_item_id, rule FROM merges
)
SELECT place, min(subject) AS subject, rule, count(*) AS rows
FROM named
ANTI JOIN rules USING (rule)
GROUP BY place, rule
ORDER BY place, rule;
