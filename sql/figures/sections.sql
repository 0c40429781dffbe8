-- name: documents
-- Purpose: what is counted: each distinct document, once in every category that it or an item merged into it has.
-- Grain:   document (kept item) × category. Inputs: published.classifications, merges, items.
-- Tables:  makes documents (temporary).

CREATE OR REPLACE TEMP TABLE documents AS
WITH
kept AS (
    SELECT classifications.item_id, classifications.category
    FROM published.main.classifications AS classifications
    ANTI JOIN published.main.merges AS merges ON classifications.item_id = merges.merged_item_id
),
merged AS (
    SELECT DISTINCT merges.kept_item_id AS item_id, classifications.category
    FROM published.main.classifications AS classifications
    INNER JOIN published.main.merges AS merges ON classifications.item_id = merges.merged_item_id
),
all_of_them AS (
    SELECT * FROM kept
    UNION ALL
    SELECT * FROM merged ANTI JOIN kept USING (item_id, category)
)
SELECT
    items.item_id,
    all_of_them.category,
    CAST(year(items.published_on) AS INTEGER) AS year,
    CAST(month(items.published_on) AS INTEGER) AS month,
    coalesce(items.unit, '') AS unit
FROM all_of_them
INNER JOIN published.main.items AS items USING (item_id)
WHERE items.published_on IS NOT NULL;


-- name: feeding
-- Purpose: which sections feed which category, and how well they were read.
-- Grain:   category × section. Inputs: section_state, section_names, open_rows, placed, published.classifications.
--          An "auto" section feeds the category of its name, and those that a rule or a person has found in it.
-- Tables:  needs open_rows, placed, section_names, section_state; makes feeding (temporary).

CREATE OR REPLACE TEMP TABLE feeding AS
WITH
fed AS (
    SELECT category, portal_id, section_id FROM section_state WHERE category <> 'auto'
    UNION
    SELECT category, portal_id, section_id FROM section_names
    UNION
    SELECT category, portal_id, section_id FROM open_rows WHERE category IS NOT NULL
    UNION
    SELECT by_person.category, placed.portal_id, placed.section_id
    FROM published.main.classifications AS by_person
    INNER JOIN placed USING (item_id)
    WHERE by_person.decided_by = 'person' AND placed.counted
)
SELECT fed.category, section_state.*  EXCLUDE (category)
FROM fed
INNER JOIN section_state USING (portal_id, section_id);


-- name: sections
-- Purpose: form `sections`: distinct documents per category and year, and in all (合计).
-- Grain:   year × category, and one row 合计 per year.
-- Inputs:  documents, feeding, section_state, categories, runs, $rules (warehouse/rules/counting.csv), $sql_file
--          (this file). missing: no section feeds the category, none was ever read, or it never stands on a portal.
--          lower_bound: a section that feeds it was never read to the end. As of: the earliest of its sections' last
--          complete readings; of a lower bound, the last reading.
-- Tables:  needs categories, documents, feeding, section_state (temporary).

INSERT INTO published.main.figures BY NAME
WITH
rules AS (
    SELECT rule, rule || '@' || version AS named
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
),
years AS (
    SELECT CAST(year(published_on) AS INTEGER) AS year
    FROM published.main.items
    WHERE published_on IS NOT NULL
    GROUP BY ALL
    UNION
    SELECT unnest(generate_series(year, coalesce(to_year, year)))::INTEGER AS year
    FROM runs
    WHERE year IS NOT NULL
),
counted AS (
    SELECT documents.year, documents.category AS code, count(*) AS documents
    FROM documents
    GROUP BY documents.year, documents.category
    UNION ALL
    SELECT documents.year, '合计', count(DISTINCT documents.item_id)
    FROM documents
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
    GROUP BY documents.year
),
codes AS (
    SELECT category AS code, position, measure, on_portal, 'S-category' AS rule FROM categories
    UNION ALL
    SELECT '合计', 1000, '条', TRUE, 'S-total'
),
readings AS (
    SELECT category AS code, covered, was_read, complete_at, read_at FROM feeding
    UNION ALL
    -- A section that was never read may hold anything: without it the total is a lower bound.
    SELECT '合计', covered, was_read, complete_at, read_at
    FROM section_state
    WHERE declared OR was_read
),
standing AS (
    SELECT
        code,
        bool_and(covered) AS all_covered,
        bool_or(was_read) AS any_read,
        min(complete_at) AS complete_at,
        max(read_at) AS read_at
    FROM readings
    GROUP BY code
),
judged AS (
    SELECT
        years.year,
        codes.*,
        counted.documents,
        standing.complete_at,
        standing.read_at,
        CASE
            WHEN NOT codes.on_portal OR standing.code IS NULL THEN 'missing'
            WHEN standing.all_covered THEN 'computed'
            WHEN standing.any_read OR counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS origin
    FROM years
    CROSS JOIN codes
    LEFT JOIN standing ON codes.code = standing.code
    LEFT JOIN counted ON years.year = counted.year AND codes.code = counted.code
)
SELECT
    'sections' AS form,
    judged.year,
    judged.code,
    judged.code AS label,
    judged.measure,
    CASE WHEN judged.origin <> 'missing' THEN coalesce(judged.documents, 0) END AS value,
    judged.origin,
    rules.named AS rule,
    $sql_file AS sql_file,
    CASE judged.origin WHEN 'computed' THEN judged.complete_at WHEN 'lower_bound' THEN judged.read_at END AS as_of
FROM judged
INNER JOIN rules ON judged.rule = rules.rule
ORDER BY judged.year, judged.position;


-- name: section_items
-- Purpose: the documents behind each figure of form `sections`. Grain: figure × document (kept item).
-- Inputs:  documents, categories, published.figures.
-- Tables:  needs categories, documents (temporary).

INSERT INTO published.main.figure_items BY NAME
WITH
behind AS (
    SELECT year, category AS code, item_id
    FROM documents
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
    UNION ALL
    SELECT DISTINCT documents.year, '合计', documents.item_id
    FROM documents
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
)
SELECT 'sections' AS form, year, code, item_id
FROM behind;


-- name: counts
-- Purpose: distinct documents by unit, category and month, by the rules of form `sections`.
-- Grain:   year × month × unit × category. Inputs: documents.
-- Tables:  needs documents (temporary).

INSERT INTO published.main.counts BY NAME
SELECT year, month, unit, category, count(*) AS items
FROM documents
GROUP BY year, month, unit, category
ORDER BY year, month, unit, category;
