-- name: auto_sections
-- Purpose: how many sections leave their category to the rules. Grain: one row. Inputs: section_state.
-- Tables:  needs section_state (temporary).

SELECT count(*) FROM section_state WHERE category = 'auto';


-- name: section_names
-- Purpose: the category that the name of an "auto" section gives: a category's name or synonym.
-- Grain:   section (only those with a match). Inputs: section_state, categories, the rule ($rule, $pattern, $unless).
--          The whole name first, then the longest word that it is made of, by $pattern, where 〔词〕 is the word. Words
--          of two or three characters mean much else in front of which anything stands (学习教育, 土地出让公告): only
--          what follows is let pass. A synonym of two categories says neither of them; a category's own name is its.
-- Tables:  needs categories, section_state; makes section_names (temporary).

CREATE OR REPLACE TEMP TABLE section_names AS
WITH
words AS (
    SELECT
        word,
        arg_max(category, is_own) AS category,
        count(DISTINCT category) > 1 AND NOT bool_or(is_own) AS is_shared
    FROM (
        SELECT category, TRUE AS is_own, folded(category) AS word
        FROM categories
        UNION ALL
        SELECT category, FALSE, folded(unnest(synonyms)) AS word
        FROM categories
    )
    WHERE word <> ''
    GROUP BY word
),
named AS (
    SELECT portal_id, section_id, folded(name) AS name
    FROM section_state
    WHERE category = 'auto' AND NOT ($unless <> '' AND regexp_matches(folded(name), $unless))
),
nearest AS (
    SELECT
        named.portal_id,
        named.section_id,
        words.category,
        words.is_shared
    FROM named
    INNER JOIN words
        ON named.name = words.word
        OR (
            contains(named.name, words.word)
            AND (length(words.word) > 3 OR starts_with(named.name, words.word))
            AND regexp_full_match(named.name, replace($pattern, '〔词〕', regexp_escape(words.word)))
        )
    QUALIFY row_number() OVER (
        PARTITION BY named.portal_id, named.section_id
        ORDER BY named.name = words.word DESC, length(words.word) DESC, words.word ASC
    ) = 1
)
SELECT
    portal_id,
    section_id,
    category,
    $rule AS rule
FROM nearest
WHERE NOT is_shared;


-- name: no_section_names
-- Purpose: the same where no section leaves its category to the rules. Grain: none. Inputs: none.
-- Tables:  makes section_names (temporary).

CREATE OR REPLACE TEMP TABLE section_names (portal_id VARCHAR, section_id VARCHAR, category VARCHAR, rule VARCHAR);


-- name: match_section_names
-- Purpose: of the rules over names of "auto" sections the first that takes one, where its words said nothing.
-- Grain:   section. Inputs: section_state, section_names, the rules (lists of equal length, in their order).
-- Tables:  needs section_names, section_state (temporary).

INSERT INTO section_names
WITH
rules AS (
    SELECT
        unnest($rules::VARCHAR []) AS rule,
        unnest($patterns::VARCHAR []) AS pattern,
        unnest($unlesses::VARCHAR []) AS "unless",
        unnest($categories::VARCHAR []) AS category,
        generate_subscripts($rules::VARCHAR [], 1) AS position
),
open AS (
    SELECT portal_id, section_id, folded(name) AS name
    FROM section_state
    WHERE category = 'auto' AND (portal_id, section_id) NOT IN (SELECT (portal_id, section_id) FROM section_names)
),
-- A pattern that differs from row to row is compiled for each: units name their sections alike, so once a name.
matched AS (
    SELECT names.name, arg_min(rules.category, rules.position) AS category, arg_min(rules.rule, rules.position) AS rule
    FROM (SELECT DISTINCT name FROM open) AS names
    INNER JOIN rules
        ON
            regexp_matches(names.name, rules.pattern)
            AND NOT (rules."unless" <> '' AND regexp_matches(names.name, rules."unless"))
    GROUP BY names.name
)
SELECT open.portal_id, open.section_id, matched.category, matched.rule
FROM open
INNER JOIN matched USING (name);


-- name: named_categories
-- Purpose: the categories that sections have by their names. Grain: category. Inputs: section_names.
-- Tables:  needs section_names (temporary).

SELECT DISTINCT category
FROM section_names
ORDER BY category;
