-- name: form_figures
-- The figures of a printed form and year, in the columns that its cells are filled from.
--
-- Purpose: what stands in each cell of a form, and by what right.
-- Grain:   cell that the file has a row of.
-- Inputs:  figures; parameters form, year.

SELECT code, value, value_text, state, origin, rule, sql_file, as_of
FROM figures
WHERE form = $form AND year = $year
ORDER BY code;


-- name: form_items
-- The items behind the figures of several forms of a year.
--
-- Purpose: the sheet of items of the workbook, which people filter by figure.
-- Grain:   item that one of the figures counts.
-- Inputs:  figure_items, items; parameters forms (their names), year.

WITH
counting AS (
    SELECT item_id, string_agg(form || ':' || code, ' ' ORDER BY form, code) AS codes
    FROM figure_items
    WHERE list_contains($forms, form) AND year = $year
    GROUP BY item_id
)
SELECT
    counting.codes,
    coalesce(items.title, '') AS title,
    items.url,
    coalesce(items.unit, '') AS unit,
    items.published_on,
    coalesce(items.document_number, '') AS document_number,
    coalesce(items.index_number, '') AS index_number,
    items.item_id
FROM counting
INNER JOIN items USING (item_id)
ORDER BY items.published_on, items.item_id;


-- name: bars
-- What the charts of a year show: documents by month, by unit (the twelve with most), and figures by category.
--
-- Purpose: charts beside the forms. By month and unit each document counts once, as in 合计.
-- Grain:   bar.
-- Inputs:  figure_items, items, figures; parameter year.

WITH
documents AS (
    SELECT month(items.published_on) AS month, coalesce(items.unit, '') AS unit
    FROM figure_items
    INNER JOIN items USING (item_id)
    WHERE figure_items.form = 'sections' AND figure_items.code = '合计' AND figure_items.year = $year
),
by_month AS (
    SELECT 'month' AS kind, month || '月' AS label, count(*) AS items, month AS position
    FROM documents
    GROUP BY month
),
by_unit AS (
    SELECT 'unit' AS kind, unit AS label, count(*) AS items, row_number() OVER (ORDER BY count(*) DESC, unit) AS position
    FROM documents
    GROUP BY unit
    QUALIFY position <= 12
),
by_category AS (
    SELECT
        'category' AS kind,
        label,
        value::BIGINT AS items,
        row_number() OVER (ORDER BY value DESC, label) AS position
    FROM figures
    WHERE form = 'sections' AND code <> '合计' AND year = $year AND value > 0
),
together AS (
    SELECT * FROM by_month
    UNION ALL
    SELECT * FROM by_unit
    UNION ALL
    SELECT * FROM by_category
)
SELECT kind, label, items
FROM together
ORDER BY kind, position;
