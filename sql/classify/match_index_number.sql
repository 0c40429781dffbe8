-- Purpose: one rule over the index number of what is still to be classified.
-- Grain:   item × section. Inputs: open_rows, the rule ($rule, $pattern, $unless, $category).

UPDATE open_rows
SET category = $category, rule = $rule
WHERE
    category IS NULL
    AND regexp_matches(index_number, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(index_number, $unless));
