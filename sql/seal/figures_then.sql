-- name: figures_then
-- Purpose: form `sections` counted from what was known by the instant of closing.
-- Grain:   figure, document, row of counts, item not counted, section of a figure. Inputs: closing, known,
--          published.figures, figure_sources, exclusions, item_sections, item_versions, sealed.items,
--          classifications, merges, section_runs.
--          A figure stays computed where each section that it rests on had been read whole by then. Otherwise what
--          was found is a lower bound, and nothing found is missing.
-- Tables:  needs closing, known; makes documents_then (temporary).

CREATE OR REPLACE TEMP TABLE documents_then AS
SELECT DISTINCT
    items.portal_id,
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
    portal_id,
    'sections' AS form,
    (SELECT year FROM closing) AS year,
    unnest([category, '合计']) AS code,
    item_id
FROM documents_then
WHERE on_portal
ORDER BY code, item_id;

INSERT INTO sealed.main.counts BY NAME
SELECT
    items.portal_id,
    (SELECT year FROM closing) AS year,
    month(items.published_on) AS month,
    coalesce(items.unit, '') AS unit,
    documents_then.category,
    count(*) AS items
FROM documents_then
INNER JOIN sealed.main.items AS items USING (item_id)
GROUP BY ALL
ORDER BY ALL;

INSERT INTO sealed.main.figure_sources BY NAME
WITH
read_then AS (
    SELECT
        section_id,
        coalesce(bool_or(whole_list AND is_whole(outcome)), FALSE) AS covered,
        arg_max(proof, (finished_at, run_id)) FILTER (WHERE is_whole(outcome)) AS proof,
        max(finished_at) FILTER (WHERE is_whole(outcome)) AS complete_at
    FROM sealed.main.section_runs
    GROUP BY section_id
),
unread_then AS (
    SELECT placed.section_id, count(*)::INTEGER AS unread_rows
    FROM published.main.item_sections AS placed
    INNER JOIN known ON placed.item_id = known.item_id
    WHERE
        placed.counted
        AND placed.first_seen_at <= (SELECT until FROM closing)
        AND known.has_page
        AND known.published_on IS NULL
        AND known.unit_from IS DISTINCT FROM 'unknown' -- its page is gone or none, and will state no date
        AND placed.item_id NOT IN (
            SELECT item_id FROM published.main.item_versions WHERE seen_at <= (SELECT until FROM closing)
        )
    GROUP BY placed.section_id
)
SELECT
    sources.portal_id,
    sources.form,
    sources.code,
    sources.section_id,
    sources.role,
    coalesce(read_then.covered, FALSE) AS covered,
    coalesce(unread_then.unread_rows, 0) AS unread_rows,
    CASE WHEN read_then.covered THEN read_then.proof END AS proof,
    CASE WHEN read_then.covered THEN read_then.complete_at END AS complete_at
FROM published.main.figure_sources AS sources
LEFT JOIN read_then ON sources.section_id = read_then.section_id
LEFT JOIN unread_then ON sources.section_id = unread_then.section_id
WHERE sources.form = 'sections';

INSERT INTO sealed.main.figures BY NAME
WITH
present AS (
    SELECT year(timezone('Asia/Shanghai', max(finished_at)))::INTEGER AS year FROM sealed.main.section_runs
),
feeding AS (
    SELECT
        sources.code,
        bool_or(sources.role = 'assigned') AND bool_and(
            sources.covered
            AND sources.unread_rows = 0
            AND (
                year(timezone('Asia/Shanghai', sources.complete_at)) > closing.year
                OR (present.year = closing.year AND year(timezone('Asia/Shanghai', sources.complete_at)) = present.year)
            )
        ) AS is_whole,
        min(sources.complete_at) AS complete_at
    FROM sealed.main.figure_sources AS sources
    CROSS JOIN closing
    CROSS JOIN present
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
            WHEN feeding.is_whole THEN 0
        END AS value,
        CASE
            WHEN feeding.is_whole THEN 'computed'
            WHEN counted.documents > 0 THEN 'lower_bound'
            ELSE 'missing'
        END AS origin,
        CASE WHEN feeding.is_whole OR counted.documents > 0 THEN 'given' ELSE 'missing' END AS state,
        'seal/figures_then.sql' AS sql_file,
        CASE
            WHEN feeding.is_whole THEN feeding.complete_at
            WHEN counted.documents > 0 THEN (SELECT max(finished_at) FROM sealed.main.section_runs WHERE pages_read > 0)
        END AS as_of
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
