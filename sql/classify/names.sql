-- name: auto_sections
-- Purpose: how many sections leave their category to the rules. Grain: one row. Inputs: section_state.
-- Tables:  needs section_state (temporary).

SELECT count(*) FROM section_state WHERE category = 'auto';


-- name: section_names
-- Purpose: the category that the name of an "auto" section gives: a category's name or synonym.
-- Grain:   section (only those with a match). Inputs: section_state, categories, $rule.
--          The whole name first, then the longest word it holds, then the category listed first. A section
--          named like a unit (县教育局) holds what the unit publishes: only its whole name would count.
-- Tables:  needs categories, section_state; makes section_names (temporary).

CREATE OR REPLACE TEMP TABLE section_names AS
WITH
words AS (
    SELECT category, position, folded(category) AS word
    FROM categories
    UNION ALL
    SELECT category, position, folded(unnest(synonyms)) AS word
    FROM categories
),
named AS (
    SELECT portal_id, section_id, folded(name) AS name
    FROM section_state
    WHERE category = 'auto'
)
SELECT
    named.portal_id,
    named.section_id,
    words.category,
    $rule AS rule
FROM named
INNER JOIN words
    ON named.name = words.word
    OR (
        length(words.word) >= 2
        AND contains(named.name, words.word)
        AND NOT regexp_matches(named.name, '(局|委|委员会|办|办公室|办事处|中心|乡|镇|街道|公司|银行|学校|院|所|队|站|会)$')
    )
QUALIFY row_number() OVER (
    PARTITION BY named.portal_id, named.section_id
    ORDER BY named.name = words.word DESC, length(words.word) DESC, words.position ASC
) = 1;


-- name: match_section_name
-- Purpose: one rule over the names of "auto" sections that no rule before has settled.
-- Grain:   section. Inputs: section_state, section_names, the rule ($rule, $pattern, $unless, $category).
-- Tables:  needs section_names, section_state (temporary).

INSERT INTO section_names
SELECT
    portal_id, section_id, $category, $rule
FROM section_state
WHERE
    category = 'auto'
    AND (portal_id, section_id) NOT IN (SELECT (portal_id, section_id) FROM section_names)
    AND regexp_matches(folded(name), $pattern)
    AND NOT ($unless <> '' AND regexp_matches(folded(name), $unless));
