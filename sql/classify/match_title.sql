-- Purpose: one rule over the title of what is still to be classified.
-- Grain:   item × section. Inputs: open_rows, the rule ($rule, $pattern, $unless, $category).

UPDATE open_rows
SET category = $category, rule = $rule
WHERE
    category IS NULL
    AND regexp_matches(title, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(title, $unless));
