-- Purpose: the categories in the order in which reports list them. Grain: one category.
-- Inputs:  $file (scrapers/vocabulary/categories.csv).

CREATE OR REPLACE TEMP TABLE categories AS
SELECT
    category,
    row_number() OVER () AS position,
    measure,
    on_portal = 'yes' AS on_portal,
    string_split(coalesce(synonyms, ''), '|') AS synonyms
FROM read_csv($file, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"');
