-- name: closing
-- Purpose: which year is closed, and as of when (null: all that is known). Grain: one row.
-- Inputs:  $year, $as_of, $categories (names that can be counted on a portal).
-- Tables:  makes closing (temporary).

CREATE OR REPLACE TEMP TABLE closing AS
SELECT
    $year::INTEGER AS year,
    $as_of::TIMESTAMPTZ AS as_of,
    coalesce($as_of::TIMESTAMPTZ, 'infinity'::TIMESTAMPTZ) AS until,
    $categories::VARCHAR [] AS categories;


-- name: published_version
-- Purpose: which form the published file has. Grain: one row. Inputs: published.meta.

SELECT max(schema_version) FROM published.main.meta;


-- name: figures_of_year
-- Purpose: how many figures the year has. Grain: one row. Inputs: closing, published.figures.
-- Tables:  needs closing (temporary).

SELECT count(*)
FROM published.main.figures
WHERE form = 'sections' AND year = (SELECT year FROM closing);


-- name: was_read
-- Purpose: whether anything had been read by the instant of closing. Grain: one row.
-- Inputs:  closing, published.section_runs.
-- Tables:  needs closing (temporary).

SELECT count(*) > 0
FROM published.main.section_runs
WHERE finished_at <= (SELECT until FROM closing);


-- name: known
-- Purpose: the items known by the instant of closing, with the values known by then, and the year's among them.
-- Grain:   known: item; rooted: item with the document it belongs to; chosen: item of the year, or of a
--          document of the year. Inputs: closing, published.*.
--          An item whose page was read (or changed) only later has its date of then: of its version then, else
--          of the list. Without an instant every value is the published one.
-- Tables:  needs closing; makes chosen, known, rooted (temporary).

CREATE OR REPLACE TEMP TABLE known AS
WITH
later AS (
    SELECT DISTINCT item_id
    FROM published.main.item_versions
    WHERE seen_at > (SELECT until FROM closing)
),
versions_then AS (
    SELECT versions.*
    FROM published.main.item_versions AS versions
    SEMI JOIN later USING (item_id)
    WHERE versions.seen_at <= (SELECT until FROM closing)
    QUALIFY row_number() OVER (PARTITION BY versions.item_id ORDER BY versions.version DESC) = 1
),
listed_then AS (
    SELECT
        item_id,
        coalesce(min(listed_on) FILTER (WHERE counted), min(listed_on)) AS listed_on,
        arg_min(list_title, first_seen_at) AS list_title
    FROM published.main.item_sections
    SEMI JOIN later USING (item_id)
    WHERE first_seen_at <= (SELECT until FROM closing)
    GROUP BY item_id
),
then_told AS (
    SELECT
        later.item_id,
        coalesce(versions.title, listed.list_title) AS title,
        coalesce(CAST(timezone('Asia/Shanghai', versions.published_at) AS DATE), versions.published_on) AS page_day,
        versions.published_at,
        listed.listed_on,
        versions.issued_on,
        versions.document_number,
        versions.index_number,
        versions.content_sha256,
        -- The unit that its first page printed, or did not print, was not known before.
        versions.item_id IS NULL AND (
            now_told.unit_from = 'default'
            OR (now_told.unit_from IN ('printed', 'alias') AND now_told.unit_printed IN (
                SELECT unit FROM published.main.item_versions AS pages WHERE pages.item_id = later.item_id
            ))
        ) AS is_unit_later
    FROM later
    INNER JOIN published.main.items AS now_told ON later.item_id = now_told.item_id
    LEFT JOIN versions_then AS versions ON later.item_id = versions.item_id
    LEFT JOIN listed_then AS listed ON later.item_id = listed.item_id
)
SELECT
    items.* REPLACE (
        CASE WHEN told.item_id IS NULL THEN items.title ELSE told.title END AS title,
        CASE
            WHEN told.item_id IS NULL THEN items.published_on
            ELSE coalesce(told.page_day, told.listed_on)
        END AS published_on,
        CASE WHEN told.item_id IS NULL THEN items.published_at ELSE told.published_at END AS published_at,
        CASE
            WHEN told.item_id IS NULL THEN items.date_from
            WHEN told.page_day IS NOT NULL THEN 'page'
            WHEN told.listed_on IS NOT NULL THEN 'list'
            ELSE 'none'
        END AS date_from,
        CASE WHEN told.item_id IS NULL THEN items.issued_on ELSE told.issued_on END AS issued_on,
        CASE WHEN told.item_id IS NULL THEN items.document_number ELSE told.document_number END AS document_number,
        CASE WHEN told.item_id IS NULL THEN items.index_number ELSE told.index_number END AS index_number,
        CASE WHEN told.item_id IS NULL THEN items.content_sha256 ELSE told.content_sha256 END AS content_sha256,
        CASE WHEN items.removed_at <= (SELECT until FROM closing) THEN items.removed_at END AS removed_at,
        CASE WHEN told.is_unit_later THEN '待读' ELSE items.unit END AS unit,
        CASE WHEN told.is_unit_later THEN 'unread' ELSE items.unit_from END AS unit_from,
        CASE WHEN NOT coalesce(told.is_unit_later, FALSE) THEN items.unit_printed END AS unit_printed
    )
FROM published.main.items AS items
LEFT JOIN then_told AS told ON items.item_id = told.item_id
WHERE items.first_seen_at <= (SELECT until FROM closing);

CREATE OR REPLACE TEMP TABLE rooted AS
WITH
grouped AS (
    SELECT
        known.item_id,
        known.published_on,
        known.first_seen_at,
        coalesce(merges.kept_item_id, known.item_id) AS document,
        merges.rule
    FROM known
    LEFT JOIN published.main.merges AS merges ON known.item_id = merges.merged_item_id
)
SELECT
    item_id,
    published_on,
    CASE
        WHEN (SELECT as_of FROM closing) IS NULL THEN document
        ELSE first_value(item_id) OVER (
            PARTITION BY document
            ORDER BY published_on ASC NULLS LAST, first_seen_at ASC, item_id ASC
        )
    END AS kept_item_id,
    coalesce(rule, min(rule) OVER (PARTITION BY document)) AS rule
FROM grouped;

CREATE OR REPLACE TEMP TABLE chosen AS
SELECT item_id, kept_item_id, rule
FROM rooted
WHERE kept_item_id IN (
    SELECT kept_item_id FROM rooted WHERE year(published_on) = (SELECT year FROM closing)
);
