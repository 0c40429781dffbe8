-- Purpose: the rule files that were sealed with the year. Grain: file. Inputs: rule_files (sealed files only).

SELECT name, content
FROM rule_files;
