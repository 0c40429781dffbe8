-- name: figures_then
-- Purpose: form `sections` counted from what was known by the instant of closing.
-- Grain:   figure, document, row of counts, item not counted. Inputs: closing, published.figures, exclusions,
--          sealed.items, classifications, merges, section_runs, figure_sources.
--          A figure stays computed where each section that it rests on had been read whole by then. Otherwise what
--          was found is a lower bound, and nothing found is missing.
-- Tables:  needs closing; makes documents_then (temporary).

CREATE OR REPLACE TEMP TABLE documents_then AS
SELECT DISTINCT
    coalesce(merges.kept_item_id, classifications.item_id) AS item_id,
    classifications.category,
    list_contains((SELECT categories FROM closing), classifications.category) AS on_portal
FROM sealed.main.classifications AS classifications
LEFT JOIN sealed.main.merges AS merges ON classifications.item_id = merges.merged_item_id
INNER JOIN sealed.main.items AS items
    ON coalesce(merges.kept_item_id, classifications.item_id) = items.item_id
WHERE year(items.published_on) = (SELECT year FROM closing);

INSERT INTO sealed.main.figure_items BY NAME
SELECT DISTINCT
    'sections' AS form,
    (SELECT year FROM closing) AS year,
    unnest([category, '合计']) AS code,
    item_id
FROM documents_then
WHERE on_portal
ORDER BY code, item_id;

INSERT INTO sealed.main.counts BY NAME
SELECT
    (SELECT year FROM closing) AS year,
    month(items.published_on) AS month,
    coalesce(items.unit, '') AS unit,
    documents_then.category,
    count(*) AS items
FROM documents_then
INNER JOIN sealed.main.items AS items USING (item_id)
GROUP BY ALL
ORDER BY ALL;

INSERT INTO sealed.main.figures BY NAME
WITH
covered AS (
    SELECT section_id, min(finished_at) AS since
    FROM sealed.main.section_runs
    WHERE whole_list AND is_whole(outcome)
    GROUP BY section_id
),
feeding AS (
    SELECT sources.code, bool_and(covered.section_id IS NOT NULL) AS is_whole
    FROM sealed.main.figure_sources AS sources
    LEFT JOIN covered USING (section_id)
    WHERE sources.form = 'sections'
    GROUP BY sources.code
),
counted AS (
    SELECT code, count(*) AS documents FROM sealed.main.figure_items GROUP BY code
)
SELECT
    figures.* REPLACE (
        CASE
            WHEN counted.documents > 0 THEN counted.documents
            WHEN figures.origin = 'computed' AND feeding.is_whole THEN 0
        END AS value,
        CASE
            WHEN figures.origin = 'computed' AND feeding.is_whole THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS origin,
        'seal/figures_then.sql' AS sql_file,
        least(figures.as_of, (SELECT as_of FROM closing)) AS as_of
    )
FROM published.main.figures AS figures
LEFT JOIN feeding ON figures.code = feeding.code
LEFT JOIN counted ON figures.code = counted.code
WHERE figures.form = 'sections' AND figures.year = (SELECT year FROM closing);

INSERT INTO sealed.main.exclusions BY NAME
SELECT
    items.portal_id,
    'sections' AS form,
    (SELECT year FROM closing) AS year,
    items.item_id,
    coalesce(
        merges.rule,
        told.rule,
        (SELECT rule FROM sealed.main.rules WHERE starts_with(rule, 'X-later@'))
    ) AS rule,
    CASE
        WHEN merges.merged_item_id IS NOT NULL THEN '并入 ' || merges.kept_item_id
        ELSE coalesce(told.fact, '到封存所截的时刻还没有计入的依据')
    END AS fact
FROM sealed.main.items AS items
ANTI JOIN sealed.main.figure_items AS behind ON items.item_id = behind.item_id
LEFT JOIN sealed.main.merges AS merges ON items.item_id = merges.merged_item_id
LEFT JOIN published.main.exclusions AS told ON items.item_id = told.item_id AND told.form = 'sections'
WHERE year(items.published_on) = (SELECT year FROM closing)
ORDER BY items.item_id;
