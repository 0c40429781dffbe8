-- Purpose: one rule over the names of "auto" sections that no rule before has settled.
-- Grain:   section. Inputs: section_state, section_names, the rule ($rule, $pattern, $unless, $category).

INSERT INTO section_names
SELECT
    portal_id, section_id, $category, $rule
FROM section_state
WHERE
    category = 'auto'
    AND (portal_id, section_id) NOT IN (SELECT (portal_id, section_id) FROM section_names)
    AND regexp_matches(folded(name), $pattern)
    AND NOT ($unless <> '' AND regexp_matches(folded(name), $unless));
