-- name: figure
-- Purpose: one figure with the words of its rule. Grain: figure (none or one). Inputs: $form, $year, $code.

SELECT figures.*, rules.text AS rule_text
FROM figures
LEFT JOIN rules ON figures.rule = rules.rule
WHERE figures.form = $form AND figures.year = $year AND figures.code = $code;


-- name: figure_items
-- Purpose: the documents behind a figure, and how many items were merged into each. Grain: document.
-- Inputs:  $form, $year, $code, figure_items, items, merges.

WITH
behind AS (
    SELECT item_id
    FROM figure_items
    WHERE form = $form AND year = $year AND code = $code
),
absorbed AS (
    SELECT merges.kept_item_id AS item_id, count(*) AS merged
    FROM merges
    INNER JOIN behind ON merges.kept_item_id = behind.item_id
    GROUP BY merges.kept_item_id
)
SELECT
    items.item_id,
    items.title,
    items.published_on,
    items.unit,
    items.url,
    items.removed_at,
    coalesce(absorbed.merged, 0) AS merged
FROM behind
INNER JOIN items ON behind.item_id = items.item_id
LEFT JOIN absorbed ON behind.item_id = absorbed.item_id
ORDER BY items.published_on, items.title, items.item_id;


-- name: near_figures
-- Purpose: figures that somebody may have meant. Grain: figure, nearest first, eight.
-- Inputs:  $form, $year, $code, figures.

SELECT form, year, code
FROM figures
ORDER BY
    form <> $form,
    jaro_winkler_similarity(code, $code) + CASE WHEN contains(code, $code) OR contains($code, code) THEN 1 ELSE 0 END DESC,
    abs(year - $year),
    code
LIMIT 8;
