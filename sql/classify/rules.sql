-- name: rules
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


-- name: categories
-- Purpose: the categories in the order in which reports list them. Grain: one category.
-- Inputs:  $file (scrapers/vocabulary/categories.csv).
-- Tables:  makes categories (temporary).

CREATE OR REPLACE TEMP TABLE categories AS
SELECT
    category,
    row_number() OVER () AS position,
    measure,
    on_portal = 'yes' AS on_portal,
    string_split(coalesce(synonyms, ''), '|') AS synonyms
FROM read_csv($file, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"');
