-- Purpose: the rules as the file words them. Grain: rule. Inputs: rules.

SELECT rule, version, kind, text
FROM rules
ORDER BY rule;
