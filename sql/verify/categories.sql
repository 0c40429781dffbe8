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
