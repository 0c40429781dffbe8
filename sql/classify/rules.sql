-- Purpose: the classification rules that stand in a file a clerk can read, in the order in which they are tried.
-- Grain:   one rule. Inputs: $file (warehouse/rules/classification.csv).

SELECT
    rule || '@' || version AS rule,
    step,
    target,
    coalesce(pattern, '') AS pattern,
    coalesce("unless", '') AS "unless",
    coalesce(category, '') AS category
FROM read_csv($file, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"');
