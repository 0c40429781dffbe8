-- name: open_rows
-- Purpose: what is still to be classified: counted rows of "auto" sections, with what the rules look at.
-- Grain:   item × section. Inputs: placed, published.items.
-- Tables:  needs placed, section_state; makes open_rows (temporary).

CREATE OR REPLACE TEMP TABLE open_rows AS
SELECT
    placed.item_id,
    placed.portal_id,
    placed.section_id,
    folded(items.title) AS title,
    with_year_brackets(items.document_number) AS document_number,
    folded(items.index_number) AS index_number,
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS rule,
    FALSE AS not_by_name
FROM placed
INNER JOIN section_state USING (portal_id, section_id)
INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
WHERE section_state.category = 'auto' AND placed.counted;


-- name: match_title
-- Purpose: one rule over the title of what is still to be classified.
-- Grain:   item × section. Inputs: open_rows, the rule ($rule, $pattern, $unless, $category).
-- Tables:  needs open_rows (temporary).

UPDATE open_rows
SET category = $category, rule = $rule
WHERE
    category IS NULL
    AND regexp_matches(title, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(title, $unless));


-- name: match_document_number
-- Purpose: one rule over the document number of what is still to be classified.
-- Grain:   item × section. Inputs: open_rows, the rule ($rule, $pattern, $unless, $category).
-- Tables:  needs open_rows (temporary).

UPDATE open_rows
SET category = $category, rule = $rule
WHERE
    category IS NULL
    AND regexp_matches(document_number, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(document_number, $unless));


-- name: match_index_number
-- Purpose: one rule over the index number of what is still to be classified.
-- Grain:   item × section. Inputs: open_rows, the rule ($rule, $pattern, $unless, $category).
-- Tables:  needs open_rows (temporary).

UPDATE open_rows
SET category = $category, rule = $rule
WHERE
    category IS NULL
    AND regexp_matches(index_number, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(index_number, $unless));


-- name: except_title
-- Purpose: one rule over the title of what is still to be classified, that tells of which category it is not, whatever
--          the section's name.
-- Grain:   item × section, of the sections whose name gives that category. Inputs: open_rows, section_names, the rule
--          ($pattern, $unless, $category).
-- Tables:  needs open_rows, section_names (temporary).

UPDATE open_rows
SET not_by_name = TRUE
WHERE
    category IS NULL
    AND (portal_id, section_id) IN (SELECT (portal_id, section_id) FROM section_names WHERE category = $category)
    AND regexp_matches(title, $pattern)
    AND NOT ($unless <> '' AND regexp_matches(title, $unless));


-- name: match_name
-- Purpose: the category of the section's name, for what no near-certain rule has settled and no rule has excepted.
-- Grain:   item × section. Inputs: open_rows, section_names.
-- Tables:  needs open_rows, section_names (temporary).

UPDATE open_rows
SET category = section_names.category, rule = section_names.rule
FROM section_names
WHERE
    open_rows.category IS NULL
    AND NOT open_rows.not_by_name
    AND open_rows.portal_id = section_names.portal_id
    AND open_rows.section_id = section_names.section_id;


-- name: classifications
-- Purpose: every category of every counted item, with the rule that gave it. An item that a section's own
--          category and a rule agree on is told as the section's.
-- Grain:   item × category. Inputs: placed, section_state, open_rows, $section_rule.
-- Tables:  needs open_rows, placed, section_state (temporary).

INSERT INTO published.main.classifications BY NAME
WITH
by_section AS (
    SELECT DISTINCT placed.portal_id, placed.item_id, section_state.category
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    WHERE section_state.category <> 'auto' AND placed.counted
),
by_rule AS (
    SELECT
        portal_id,
        item_id,
        category,
        min(rule) AS rule
    FROM open_rows
    WHERE category IS NOT NULL
    GROUP BY portal_id, item_id, category
)
SELECT portal_id, item_id, category, $section_rule AS rule, 'section' AS decided_by
FROM by_section
UNION ALL
SELECT portal_id, item_id, category, rule, 'rule'
FROM by_rule
ANTI JOIN by_section USING (item_id, category);
