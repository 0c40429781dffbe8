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
    items.portal_id,
    items.item_id,
    all_of_them.category,
    CAST(year(items.published_on) AS INTEGER) AS year,
    CAST(month(items.published_on) AS INTEGER) AS month,
    coalesce(items.unit, '') AS unit
FROM all_of_them
INNER JOIN published.main.items AS items USING (item_id)
WHERE items.published_on IS NOT NULL;


-- name: filed
-- Purpose: each document that form `sections` counts, once, numbered, with the set of its categories.
-- Grain:   document; kind: the set, a bit for each category that can be counted on a portal. Inputs: documents, categories.
-- Tables:  needs categories, documents; makes filed (temporary).

CREATE OR REPLACE TEMP TABLE filed AS
SELECT
    row_number() OVER () AS document,
    any_value(documents.portal_id) AS portal_id,
    documents.item_id,
    any_value(documents.year) AS year,
    bit_or(1::UBIGINT << categories.position) AS kind
FROM documents
INNER JOIN categories ON documents.category = categories.category
WHERE categories.on_portal
GROUP BY documents.item_id;


-- name: feeding
-- Purpose: from which sections the items of a category come, and how well these were read.
-- Grain:   category × section. Inputs: section_state, section_names, placed, unread_items,
--          published.items, published.classifications, $rules (warehouse/rules/classification.csv).
--          assigned: the portal file, or the rule on its name, gives the section this category. possible: a rule on
--          titles or numbers, or a person, may send items of it there: what it was not read of may hold more.
--          unread_rows: rows of whose date nothing is known yet: neither their list nor a page read tells it.
--          whole_to: the last year that the section, as far as it was read, says all of: that before its last
--          complete reading, or the present one; of a section taken out of the portal file every year.
-- Tables:  needs placed, present_instant, section_names, section_state, unread_items; makes feeding (temporary).

CREATE OR REPLACE TEMP TABLE feeding AS
WITH
item_rules AS (
    SELECT DISTINCT category, step = 'certain' AS goes_first
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE target <> 'section' AND category IS NOT NULL AND step <> 'except'
),
-- What a section's name does not give to every title goes on to the rules after it.
excepted AS (
    SELECT DISTINCT category
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    WHERE step = 'except'
),
standing AS (
    SELECT * FROM section_state WHERE declared OR was_read
),
assigned AS (
    SELECT category, portal_id, section_id FROM standing WHERE category <> 'auto'
    UNION ALL
    SELECT category, portal_id, section_id FROM section_names
),
possible AS (
    SELECT item_rules.category, standing.portal_id, standing.section_id
    FROM standing
    LEFT JOIN section_names AS named
        ON standing.portal_id = named.portal_id AND standing.section_id = named.section_id
    INNER JOIN item_rules
        ON
            item_rules.goes_first
            OR named.category IS NULL
            OR named.category IN (SELECT category FROM excepted)
    WHERE standing.category = 'auto'
    UNION
    SELECT by_person.category, placed.portal_id, placed.section_id
    FROM published.main.classifications AS by_person
    INNER JOIN placed USING (item_id)
    WHERE by_person.decided_by = 'person' AND placed.counted
),
roles AS (
    SELECT category, portal_id, section_id, 'assigned' AS role
    FROM assigned
    UNION ALL
    SELECT category, portal_id, section_id, 'possible'
    FROM possible
    ANTI JOIN assigned USING (category, portal_id, section_id)
),
unread AS (
    SELECT placed.portal_id, placed.section_id, count(*) AS unread_rows
    FROM unread_items AS items
    INNER JOIN placed ON items.item_id = placed.item_id
    INNER JOIN published.main.items AS published ON items.item_id = published.item_id
    WHERE
        placed.counted
        AND placed.has_page
        AND published.published_on IS NULL
        AND items.gone_since IS NULL
        AND is_awaited(items.page_outcome)
    GROUP BY placed.portal_id, placed.section_id
),
present AS (
    SELECT portal_id, year(timezone('Asia/Shanghai', max(finished_at)))::INTEGER AS year
    FROM section_runs
    WHERE finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id
),
judged AS (
    SELECT
        standing.*,
        coalesce(unread.unread_rows, 0) AS unread_rows,
        CASE
            WHEN NOT standing.covered OR unread.unread_rows > 0 THEN 0
            WHEN NOT standing.declared THEN 9999
            WHEN year(timezone('Asia/Shanghai', standing.complete_at)) = present.year THEN present.year
            ELSE year(timezone('Asia/Shanghai', standing.complete_at)) - 1
        END::INTEGER AS whole_to
    FROM standing
    LEFT JOIN present USING (portal_id)
    LEFT JOIN unread USING (portal_id, section_id)
)
SELECT roles.category, roles.role, judged.* EXCLUDE (category)
FROM roles
INNER JOIN judged USING (portal_id, section_id)
UNION ALL
-- A section that was never read may hold anything: without it the total is a lower bound.
SELECT '合计', 'assigned', judged.* EXCLUDE (category)
FROM judged;


-- name: standing
-- Purpose: how well a category was read of a portal: all its sections together.
-- Grain:   portal × category (or 合计). Inputs: feeding.
--          whole_to: the last year that every section that holds or may hold such items says all of; 0 where none does.
-- Tables:  needs feeding; makes standing (temporary).

CREATE OR REPLACE TEMP TABLE standing AS
SELECT
    portal_id,
    category AS code,
    CASE WHEN bool_or(role = 'assigned') THEN min(whole_to) ELSE 0 END AS whole_to,
    min(complete_at) AS complete_at,
    max(read_at) AS read_at
FROM feeding
GROUP BY portal_id, category;


-- name: codes
-- Purpose: the rows of form `sections`, in their order, with the rule by which each is counted. Grain: code.
-- Inputs:  categories, $rules (warehouse/rules/counting.csv).
-- Tables:  needs categories; makes codes (temporary).

CREATE OR REPLACE TEMP TABLE codes AS
WITH
rules AS (
    SELECT rule, rule || '@' || version AS named
    FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
),
told AS (
    SELECT category AS code, position, measure, on_portal, 'S-category' AS rule FROM categories
    UNION ALL
    SELECT '合计', 1000, '条', TRUE, 'S-total'
)
SELECT told.* REPLACE (rules.named AS rule)
FROM told
INNER JOIN rules ON told.rule = rules.rule;


-- name: section_counts
-- Purpose: how many distinct documents each category of a year has, and all of them (合计).
-- Grain:   portal × year × category, and one row 合计 per portal and year; none where there is no document.
-- Inputs:  documents, filed.
-- Tables:  needs documents, filed; makes section_counts (temporary).

CREATE OR REPLACE TEMP TABLE section_counts AS
SELECT portal_id, year, category AS code, count(*) AS documents
FROM documents
GROUP BY portal_id, year, category
UNION ALL
SELECT portal_id, year, '合计', count(*)
FROM filed
GROUP BY portal_id, year;


-- name: sections
-- Purpose: form `sections`: distinct documents per category and year, and in all (合计).
-- Grain:   portal × year × category, and one row 合计 per portal and year.
-- Inputs:  section_counts, standing, codes, published.items, runs, $sql_file (this file).
--          computed: a section is assigned to the category, and all that are, and all that may hold items of it,
--          were read whole after that year (the present one: in it). Otherwise what was found is a lower_bound;
--          where nothing was found, or the category never stands on a portal, the figure is missing: no zero that
--          is not known. As of: the earliest of its sections' last complete readings; of a lower bound, the last
--          reading.
-- Tables:  needs codes, section_counts, standing (temporary).

INSERT INTO published.main.figures BY NAME
WITH
years AS (
    SELECT portal_id, CAST(year(published_on) AS INTEGER) AS year
    FROM published.main.items
    WHERE published_on IS NOT NULL
    GROUP BY ALL
    UNION
    SELECT portal_id, unnest(generate_series(year, coalesce(to_year, year)))::INTEGER AS year
    FROM runs
    WHERE year IS NOT NULL
),
judged AS (
    SELECT
        years.portal_id,
        years.year,
        codes.*,
        counted.documents,
        standing.complete_at,
        standing.read_at,
        CASE
            WHEN NOT codes.on_portal THEN 'missing'
            WHEN years.year <= standing.whole_to THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS origin
    FROM years
    CROSS JOIN codes
    LEFT JOIN standing ON years.portal_id = standing.portal_id AND codes.code = standing.code
    LEFT JOIN section_counts AS counted
        ON years.portal_id = counted.portal_id AND years.year = counted.year AND codes.code = counted.code
)
SELECT
    portal_id,
    'sections' AS form,
    year,
    code,
    code AS label,
    measure,
    CASE WHEN origin <> 'missing' THEN coalesce(documents, 0) END AS value,
    CASE WHEN origin = 'missing' THEN 'missing' ELSE 'given' END AS state,
    origin,
    rule,
    $sql_file AS sql_file,
    CASE origin WHEN 'computed' THEN complete_at WHEN 'lower_bound' THEN read_at END AS as_of
FROM judged
ORDER BY portal_id, year, position;


-- name: sources
-- Purpose: the sections that each figure of form `sections` rests on, and how each was read.
-- Grain:   category (or 合计) × section. Inputs: feeding, categories.
-- Tables:  needs categories, feeding; makes resting_on (temporary).

CREATE OR REPLACE TEMP TABLE resting_on AS
SELECT
    feeding.portal_id,
    'sections' AS form,
    feeding.category AS code,
    feeding.published_id AS section_id,
    feeding.role,
    feeding.covered,
    feeding.unread_rows,
    feeding.proof,
    feeding.complete_at
FROM feeding
LEFT JOIN categories ON feeding.category = categories.category
WHERE coalesce(categories.on_portal, feeding.category = '合计')
ORDER BY feeding.portal_id, categories.position NULLS LAST, feeding.role, feeding.position, feeding.published_id;


-- name: section_items
-- Purpose: the documents behind each figure of form `sections`. Grain: figure × document (kept item).
-- Inputs:  documents, filed, categories.
-- Tables:  needs categories, documents, filed (temporary).

INSERT INTO published.main.figure_items BY NAME
SELECT documents.portal_id, 'sections' AS form, documents.year, documents.category AS code, documents.item_id
FROM documents
INNER JOIN categories ON documents.category = categories.category
WHERE categories.on_portal
UNION ALL
SELECT portal_id, 'sections', year, '合计', item_id
FROM filed;


-- name: counts
-- Purpose: distinct documents by unit, category and month, by the rules of form `sections`.
-- Grain:   portal × year × month × unit × category. Inputs: documents.
-- Tables:  needs documents (temporary).

INSERT INTO published.main.counts BY NAME
SELECT portal_id, year, month, unit, category, count(*) AS items
FROM documents
GROUP BY portal_id, year, month, unit, category
ORDER BY portal_id, year, month, unit, category;


-- name: all_sources
-- Purpose: the sections that figures of every form rest on. Grain: figure of any year × section. Inputs: resting_on.
-- Tables:  needs resting_on (temporary).

INSERT INTO published.main.figure_sources BY NAME
FROM resting_on;
