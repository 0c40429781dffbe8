-- name: categories
-- Purpose: the categories that could be counted on a portal when the year was sealed. Grain: category.
-- Inputs:  rule_files (sealed files only), $name (the file of categories): name, measure, yes or no, …

WITH
lines AS (
    SELECT unnest(string_split(replace(content, chr(13), ''), chr(10))) AS line
    FROM rule_files
    WHERE name = $name
)
SELECT split_part(line, ',', 1) AS category
FROM lines
WHERE split_part(line, ',', 3) = 'yes';


-- name: rule_files
-- Purpose: sealed rule files whose words are not those that their sum was made of. Grain: file.
-- Inputs:  rule_files (sealed files only).

SELECT name
FROM rule_files
WHERE sha256(content) <> sha256
ORDER BY name;


-- name: rule_texts
-- Purpose: the rule files that were sealed with the year. Grain: file. Inputs: rule_files (sealed files only).

SELECT name, content
FROM rule_files;


-- name: rules
-- Purpose: the rules as the file words them. Grain: rule. Inputs: rules.

SELECT rule, version::VARCHAR AS version, kind, text
FROM rules
ORDER BY rule;


-- name: decided_rules
-- Purpose: rules that people's decisions made, of which the decision is not there or says otherwise; and decisions
--          without their rule. Grain: rule. Inputs: rules, decisions.

SELECT rule, rules.text, decisions.who, decisions.why
FROM (SELECT rule, text FROM rules WHERE kind = '人工') AS rules
FULL JOIN (
    SELECT rule, who, why
    FROM decisions
    WHERE state = 'applied' AND kind NOT IN ('verdict', 'withdraw')
) AS decisions USING (rule)
WHERE
    rules.text IS NULL
    OR decisions.who IS NULL
    OR NOT contains(rules.text, decisions.who)
    OR NOT contains(rules.text, decisions.why)
ORDER BY rule;


-- name: unknown_rules
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


-- name: figure_words
-- Purpose: figures of form `sections` with the words that stand beside the number. Grain: figure.
-- Inputs:  $year (null: every year), figures.

SELECT year, code, label, measure, split_part(rule, '@', 1) AS rule, sql_file
FROM figures
WHERE form = 'sections' AND ($year::INTEGER IS NULL OR year = $year::INTEGER)
ORDER BY year, code;
