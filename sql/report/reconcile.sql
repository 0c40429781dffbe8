-- name: reconcile_figures
-- What the warehouse has of one form and year, to be set beside a published report.
--
-- Purpose: the figures by code, with their origin.
-- Grain:   code.
-- Inputs:  figures; parameters form, year.

SELECT code, value, origin
FROM figures
WHERE form = $form AND year = $year;


-- name: reconcile_unit
-- What one unit published in each category of a year, for a department's report beside a county's file.
--
-- Purpose: the figures of a unit's own report; as sure as the category's figure is.
-- Grain:   category.
-- Inputs:  counts, figures; parameters unit, year.

SELECT counts.category AS code, sum(counts.items) AS value, any_value(figures.origin) AS origin
FROM counts
INNER JOIN figures
    ON counts.category = figures.code AND counts.year = figures.year AND figures.form = 'sections'
WHERE counts.unit = $unit AND counts.year = $year
GROUP BY counts.category;


-- name: reconcile_facts
-- What stands beside each category's figure of a year: the causes that a difference may have.
--
-- Purpose: likely causes beside a difference.
-- Grain:   category (and 合计) with a figure of the year.
-- Inputs:  figures, figure_items, items, item_sections, merges, exclusions, sections; parameters year, published_on
--          (the report's day, or NULL).

WITH
behind AS (
    SELECT code, item_id
    FROM figure_items
    WHERE form = 'sections' AND year = $year
),
told AS (
    SELECT
        behind.code,
        count(*) FILTER (items.removed_at IS NOT NULL) AS withdrawn,
        count(*) FILTER (CAST(items.first_seen_at AS DATE) > CAST($published_on AS DATE)) AS late
    FROM behind
    INNER JOIN items USING (item_id)
    GROUP BY behind.code
),
copies AS (
    SELECT behind.code, count(*) AS merged
    FROM behind
    INNER JOIN merges ON behind.item_id = merges.kept_item_id
    GROUP BY behind.code
),
together AS (
    SELECT code, item_id FROM behind
    UNION ALL
    SELECT behind.code, merges.merged_item_id
    FROM behind
    INNER JOIN merges ON behind.item_id = merges.kept_item_id
),
rows_listed AS (
    SELECT together.code, count(*) AS listed
    FROM together
    INNER JOIN item_sections USING (item_id)
    GROUP BY together.code
),
left_out AS (
    SELECT
        sections.category AS code,
        count(DISTINCT exclusions.item_id) FILTER (exclusions.rule LIKE 'X-undated%') AS undated,
        count(DISTINCT exclusions.item_id) FILTER (exclusions.fact LIKE '人工排除%' AND exclusions.year = $year) AS excluded
    FROM exclusions
    INNER JOIN item_sections USING (item_id)
    INNER JOIN sections USING (section_id)
    GROUP BY sections.category
)
SELECT
    figures.code,
    coalesce(rows_listed.listed, 0) AS listed,
    coalesce(copies.merged, 0) AS merged,
    coalesce(told.withdrawn, 0) AS withdrawn,
    coalesce(told.late, 0) AS late,
    coalesce(left_out.undated, 0) AS undated,
    coalesce(left_out.excluded, 0) AS excluded
FROM figures
LEFT JOIN told USING (code)
LEFT JOIN copies USING (code)
LEFT JOIN rows_listed USING (code)
LEFT JOIN left_out USING (code)
WHERE figures.form = 'sections' AND figures.year = $year;


-- name: reconcile_units
-- The units that the file knows, to tell a department's report from the county's.
--
-- Purpose: whose report it is. Grain: unit. Inputs: units.

SELECT name FROM units;
