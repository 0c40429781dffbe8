-- name: figures_then
-- Purpose: form `sections` counted from what was known by the instant of closing.
-- Grain:   figure, document, row of counts. Inputs: closing, published.figures, sealed.items, classifications,
--          merges, sections, section_runs.
--          A figure stays computed where each section that feeds it had been read whole by then; where none is
--          known to feed it, where each section of the file had. Otherwise it is a lower bound.
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
sections AS (
    SELECT sections.section_id, sections.category, covered.section_id IS NOT NULL AS is_covered
    FROM sealed.main.sections AS sections
    LEFT JOIN covered USING (section_id)
),
fed AS (
    SELECT category AS code, section_id, is_covered FROM sections WHERE category <> 'auto'
    UNION
    SELECT classifications.category, sections.section_id, sections.is_covered
    FROM published.main.classifications AS classifications
    INNER JOIN published.main.item_sections AS placed USING (item_id)
    INNER JOIN sections USING (section_id)
    WHERE placed.counted AND sections.category = 'auto'
),
feeding AS (
    SELECT code, bool_and(is_covered) AS is_whole FROM fed GROUP BY code
),
counted AS (
    SELECT code, count(*) AS documents FROM sealed.main.figure_items GROUP BY code
)
SELECT
    figures.* REPLACE (
        CASE
            WHEN figures.origin = 'missing' AND counted.code IS NULL THEN NULL
            ELSE coalesce(counted.documents, 0)
        END AS value,
        CASE
            WHEN figures.origin = 'missing' AND counted.code IS NULL THEN 'missing'
            WHEN
                figures.origin = 'computed'
                AND coalesce(feeding.is_whole, (SELECT bool_and(is_covered) FROM sections)) THEN 'computed'
            ELSE 'lower_bound'
        END AS origin,
        'seal/figures_then.sql' AS sql_file,
        least(figures.as_of, (SELECT as_of FROM closing)) AS as_of
    )
FROM published.main.figures AS figures
LEFT JOIN feeding ON figures.code = feeding.code
LEFT JOIN counted ON figures.code = counted.code
WHERE figures.form = 'sections' AND figures.year = (SELECT year FROM closing);
