-- Purpose: what the closing says of its differences from the one before, beside what they are; selects where the two
--          disagree. Grain: figure × document, or figure (change 数值). Inputs: other (the closing before),
--          figures, figure_items, differences, items of both.

WITH
changed AS (
    SELECT form, code, CASE WHEN was.item_id IS NULL THEN '增加' ELSE '减少' END AS change, item_id
    FROM (SELECT form, code, item_id FROM figure_items) AS is_now
    FULL JOIN (SELECT form, code, item_id FROM other.main.figure_items) AS was USING (form, code, item_id)
    WHERE is_now.item_id IS NULL OR was.item_id IS NULL
    UNION ALL
    SELECT form, code, '数值', NULL
    FROM (SELECT form, code, value, origin FROM figures) AS is_now
    FULL JOIN (SELECT form, code, value, origin FROM other.main.figures) AS was USING (form, code)
    WHERE is_now.value IS DISTINCT FROM was.value OR is_now.origin IS DISTINCT FROM was.origin
)
SELECT
    coalesce(changed.form, told.form) AS form,
    coalesce(changed.code, told.code) AS code,
    coalesce(changed.change, told.change) AS change,
    coalesce(changed.item_id, told.item_id) AS item_id,
    coalesce(items.title, was.title, told.title) AS title,
    told.change IS NOT NULL AS is_told
FROM changed
FULL JOIN differences AS told
    ON
        changed.form = told.form
        AND changed.code = told.code
        AND changed.change = told.change
        AND changed.item_id IS NOT DISTINCT FROM told.item_id
LEFT JOIN items ON coalesce(changed.item_id, told.item_id) = items.item_id
LEFT JOIN other.main.items AS was ON coalesce(changed.item_id, told.item_id) = was.item_id
WHERE changed.change IS NULL OR told.change IS NULL
ORDER BY form, code, change, item_id;
