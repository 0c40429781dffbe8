-- name: knows_evidence
-- Purpose: whether the file tells what stands behind a self-check: older ones do not. Grain: one row. Inputs: the catalog.

SELECT count(*) > 0
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'check_evidence';


-- name: check_counts
-- Purpose: figures of the self-check that are not as many as the faults behind them, and evidence of no figure; the veto on
--          all has to be as many as the vetoes that stand.
-- Grain:   figure. Inputs: $year (null: every year), figures, check_evidence.

WITH
behind AS (
    SELECT portal_id, year, code, count(*) FILTER (WHERE state IN ('breach', 'suspect')) AS found
    FROM check_evidence
    GROUP BY portal_id, year, code
    UNION ALL
    SELECT portal_id, year, '单项否决', count(*) FILTER (WHERE code <> '单项否决' AND value_text = '不合格')
    FROM figures
    WHERE form = 'self-check'
    GROUP BY portal_id, year
),
stated AS (
    SELECT portal_id, year, code, value
    FROM figures
    WHERE form = 'self-check' AND code <> '扣分'
)
SELECT portal_id, year, code, stated.code IS NOT NULL AS stands, stated.value, coalesce(behind.found, 0) AS found
FROM stated
FULL JOIN behind USING (portal_id, year, code)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND (stated.code IS NULL OR behind.code IS NULL OR coalesce(stated.value, 0) <> behind.found)
ORDER BY portal_id, year, code;


-- name: check_items
-- Purpose: items behind a figure of the self-check that no evidence names. Grain: figure × item. Inputs: $year (null: every
--          year), figure_items, check_evidence.

SELECT behind.year, behind.code, behind.item_id, any_value(items.title) AS title
FROM figure_items AS behind
ANTI JOIN check_evidence AS evidence
    ON
        behind.portal_id = evidence.portal_id
        AND behind.year = evidence.year
        AND behind.code = evidence.code
        AND behind.item_id = evidence.item_id
        AND evidence.state IN ('breach', 'suspect')
LEFT JOIN items ON behind.item_id = items.item_id
WHERE behind.form = 'self-check' AND ($year::INTEGER IS NULL OR behind.year = $year::INTEGER)
GROUP BY behind.year, behind.code, behind.item_id
ORDER BY behind.year, behind.code, behind.item_id;


-- name: check_words
-- Purpose: figures of the self-check with the words beside them as they stand. Grain: figure. Inputs: $year (null: every
--          year), figures.

SELECT portal_id, year, code, label, coalesce(measure, '') AS measure, split_part(rule, '@', 1) AS rule
FROM figures
WHERE form = 'self-check' AND code NOT IN ('单项否决', '扣分') AND ($year::INTEGER IS NULL OR year = $year::INTEGER)
ORDER BY portal_id, year, code;
