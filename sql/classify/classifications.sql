-- Purpose: every category of every counted item, with the rule that gave it. An item that a section's own
--          category and a rule agree on is told as the section's.
-- Grain:   item × category. Inputs: placed, section_state, open_rows, $section_rule.

INSERT INTO published.main.classifications
WITH
by_section AS (
    SELECT DISTINCT placed.item_id, section_state.category
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    WHERE section_state.category <> 'auto' AND placed.counted
),
by_rule AS (
    SELECT
        item_id,
        category,
        min(rule) AS rule
    FROM open_rows
    WHERE category IS NOT NULL
    GROUP BY item_id, category
)
SELECT item_id, category, $section_rule AS rule, 'section' AS decided_by
FROM by_section
UNION ALL
SELECT item_id, category, rule, 'rule'
FROM by_rule
ANTI JOIN by_section USING (item_id, category);
