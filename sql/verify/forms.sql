-- name: other_forms
-- Purpose: figures of the forms other than `sections` that are not as many as the documents behind them; of one that
--          a person declared they are what the website shows, however many. Grain: figure. Inputs: $year (null: every year), figures, figure_items, portals.
--          Rows of a file of before they said whose they are, are its one portal's; so in the statements below.

WITH
whose AS (
    SELECT min(portal_id) AS portal_id FROM portals
),
listed AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM figure_items
),
behind AS (
    SELECT
        coalesce(portal_id, (SELECT portal_id FROM whose)) AS portal_id, form, year, code, count(DISTINCT item_id) AS behind
    FROM listed
    WHERE form NOT IN ('sections', 'self-check')
    GROUP BY ALL
),
told AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM figures
),
stated AS (
    SELECT coalesce(portal_id, (SELECT portal_id FROM whose)) AS portal_id, form, year, code, value, origin
    FROM told
    WHERE form NOT IN ('sections', 'self-check')
)
SELECT portal_id, form, year::INTEGER AS year, code, stated.value, coalesce(behind.behind, 0) AS behind
FROM behind
FULL JOIN stated USING (portal_id, form, year, code)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND CASE
        WHEN stated.origin = 'declared' THEN FALSE
        ELSE coalesce(stated.value, 0) <> coalesce(behind.behind, 0)
    END
ORDER BY portal_id, form, year, code;


-- name: form_items
-- Purpose: documents that a cell of those forms counts though none of its categories is theirs, or twice; and those that
--          it does not count though it takes every document of its categories. Grain: figure × document.
-- Inputs:  a row a cell and category, in lists of equal length: $forms, $codes, $fed_by (合计: every one), $is_whole
--          (whether the cell counts all of them); $categories (names that can be counted on a portal), $year (null: every
--          year), items, classifications, merges, figures, figure_items.

WITH
cells AS (
    SELECT
        unnest($forms::VARCHAR []) AS form,
        unnest($codes::VARCHAR []) AS code,
        unnest($fed_by::VARCHAR []) AS category,
        unnest($is_whole::BOOLEAN []) AS is_whole
),
filed AS (
    SELECT DISTINCT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS item_id
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
    WHERE list_contains($categories::VARCHAR [], classifications.category)
),
told AS (
    SELECT category, item_id FROM filed
    UNION ALL
    SELECT DISTINCT '合计', item_id FROM filed
),
fed AS (
    SELECT
        cells.form,
        year(items.published_on)::INTEGER AS year,
        cells.code,
        told.item_id,
        bool_or(cells.is_whole) AS is_whole
    FROM cells
    INNER JOIN told ON cells.category = told.category
    INNER JOIN items ON told.item_id = items.item_id
    WHERE items.published_on IS NOT NULL
    GROUP BY ALL
),
listed AS (
    SELECT form, year, code, item_id, count(*) AS times
    FROM figure_items
    WHERE form NOT IN ('sections', 'self-check')
    GROUP BY form, year, code, item_id
)
SELECT
    form, year, code, item_id, coalesce(listed.times, 0) AS times, fed.item_id IS NOT NULL AS is_expected, items.title
FROM fed
FULL JOIN listed USING (form, year, code, item_id)
LEFT JOIN items USING (item_id)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND (fed.item_id IS NULL OR listed.times > 1 OR (listed.item_id IS NULL AND fed.is_whole))
    AND form IN (SELECT form FROM figures)
ORDER BY form, year, code, item_id;


-- name: website_parts
-- Purpose: documents of the website's form that are not in exactly one of 概况类, 政务动态, 信息公开目录.
-- Grain:   year × document. Inputs: $year (null: every year), figure_items, items.

SELECT behind.year, behind.item_id, count(*) FILTER (WHERE behind.code <> 'P0')::INTEGER AS parts, any_value(items.title) AS title
FROM figure_items AS behind
LEFT JOIN items ON behind.item_id = items.item_id
WHERE
    behind.form = 'website-annual'
    AND behind.code IN ('P0', 'P1', 'P2', 'P3')
    AND ($year::INTEGER IS NULL OR behind.year = $year::INTEGER)
GROUP BY behind.year, behind.item_id
HAVING count(*) FILTER (WHERE behind.code <> 'P0') <> 1
ORDER BY behind.year, behind.item_id;


-- name: form_words
-- Purpose: figures of those forms with rule and statement as they stand, those that a person declared left out.
-- Grain:   figure. Inputs: $year (null: every year), figures.

SELECT form, year, code, split_part(rule, '@', 1) AS rule, sql_file
FROM figures
WHERE form NOT IN ('sections', 'self-check') AND origin <> 'declared' AND ($year::INTEGER IS NULL OR year = $year::INTEGER)
ORDER BY form, year, code;
