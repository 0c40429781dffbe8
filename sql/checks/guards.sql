-- name: guard_accounted
-- Purpose: guard: every item is behind a figure of form `sections`, or it is said why it is not; never both.
-- Grain:   bad row: item, what is wrong. Inputs: published.exclusions.
-- Tables:  needs doubtful_items (temporary).

WITH
told AS (
    SELECT exclusions.item_id, count(*) AS times
    FROM published.main.exclusions AS exclusions
    SEMI JOIN doubtful_items AS doubtful ON exclusions.item_id = doubtful.item_id
    WHERE exclusions.form = 'sections'
    GROUP BY exclusions.item_id
)
SELECT
    doubtful.item_id AS subject,
    CASE
        WHEN NOT doubtful.is_known THEN '没有这个条目'
        WHEN told.times > 1 THEN '不计的原因有 ' || told.times || ' 行'
        WHEN told.times IS NULL THEN '既没有计入,也没有不计的原因'
        ELSE '既计入,又有不计的原因'
    END AS detail
FROM doubtful_items AS doubtful
LEFT JOIN told ON doubtful.item_id = told.item_id
WHERE
    (NOT doubtful.is_known AND told.times > 0)
    OR (doubtful.is_known AND doubtful.is_counted = (told.times IS NOT NULL))
    OR told.times > 1;


-- name: guard_counts
-- Purpose: guard: the counts by unit and month of a category add up to its figure.
-- Grain:   bad row: portal, year and category, both values. Inputs: published.counts, figures, categories.
-- Tables:  needs categories (temporary).

WITH
summed AS (
    SELECT portal_id, year, category AS code, sum(items) AS items
    FROM published.main.counts
    GROUP BY portal_id, year, category
)
SELECT
    concat_ws(' ', summed.portal_id, summed.year, summed.code) AS subject,
    concat_ws(' ≠ ', figures.value, summed.items) AS detail
FROM summed
INNER JOIN published.main.figures AS figures
    ON
        summed.portal_id = figures.portal_id
        AND summed.year = figures.year
        AND summed.code = figures.code
        AND figures.form = 'sections'
INNER JOIN categories ON summed.code = categories.category
WHERE categories.on_portal AND figures.value IS DISTINCT FROM summed.items;


-- name: guard_figures
-- Purpose: guard: a figure is as many as the items behind it, in every form; of what a person declared they are
--          what the website shows.
-- Grain:   bad row: figure, its value, its items. Inputs: published.figures, figure_items.

WITH
behind AS (
    SELECT portal_id, form, year, code, count(*) AS items
    FROM published.main.figure_items
    GROUP BY portal_id, form, year, code
)
SELECT
    concat_ws(' ', portal_id, form, year, code) AS subject,
    concat_ws(' ≠ ', coalesce(figures.value::VARCHAR, '缺'), coalesce(behind.items, 0)) AS detail
FROM published.main.figures AS figures
FULL JOIN behind USING (portal_id, form, year, code)
WHERE
    coalesce(figures.form, form) <> 'self-check'
    AND figures.origin IS DISTINCT FROM 'declared'
    AND coalesce(figures.value, 0) <> coalesce(behind.items, 0);


-- name: guard_forms
-- Purpose: guard: what the forms print of one year goes together: P1 + P2 + P3 = P0 = 合计 of form `sections`; 1.1 is at
--          least each of its channels (1.2.1, 1.2.2) and its 规范性文件 (1.1.1); I5 and I7 are all of 征集调查.
-- Grain:   bad row: portal and year, what is wrong. Inputs: published.figures.
--          Missing counts as 0: nothing was found. Where a person declared one of them, nothing is compared.

WITH
compared AS (
    SELECT portal_id, year, form || ' ' || code AS cell, value, origin
    FROM published.main.figures
    WHERE
        (form = 'sections' AND code IN ('合计', '征集调查'))
        OR (form = 'website-annual' AND code IN ('P0', 'P1', 'P2', 'P3', 'I5', 'I7'))
        OR (form = 'statistics-2014' AND code IN ('1.1', '1.1.1', '1.2.1', '1.2.2'))
),
told AS (
    SELECT
        portal_id,
        year,
        coalesce(sum(value) FILTER (WHERE cell = 'sections 合计'), 0) AS total,
        coalesce(sum(value) FILTER (WHERE cell = 'sections 征集调查'), 0) AS surveys,
        coalesce(sum(value) FILTER (WHERE cell = 'website-annual P0'), 0) AS published,
        coalesce(sum(value) FILTER (WHERE cell IN ('website-annual P1', 'website-annual P2', 'website-annual P3')), 0)
            AS parts,
        coalesce(sum(value) FILTER (WHERE cell IN ('website-annual I5', 'website-annual I7')), 0) AS asked,
        coalesce(sum(value) FILTER (WHERE cell = 'statistics-2014 1.1'), 0) AS disclosed,
        coalesce(max(value) FILTER (WHERE starts_with(cell, 'statistics-2014 ')), 0) AS largest
    FROM compared
    GROUP BY portal_id, year
    HAVING bool_and(origin <> 'declared')
)
SELECT
    concat_ws(' ', portal_id, year) AS subject,
    concat(
        '合计 ', total, ',P0 ', published, ',P1+P2+P3 ', parts, ',1.1 ', disclosed, ',其中最大 ', largest, ',征集调查 ',
        surveys, ',I5+I7 ', asked
    ) AS detail
FROM told
WHERE total <> published OR published <> parts OR disclosed < largest OR surveys <> asked;


-- name: guard_keys
-- Purpose: guard: no key occurs twice.
-- Grain:   bad row: table, key, times. Inputs: the published tables.
--          Of tables with a row for every item, only the rows of items that may have two of one key are compared.
-- Tables:  needs doubtful_items (temporary).

WITH
repeated AS (
    SELECT item_id FROM doubtful_items WHERE is_repeated
)
SELECT 'items' AS subject, item_id AS detail, count(*) AS times
FROM published.main.items SEMI JOIN repeated USING (item_id) GROUP BY item_id HAVING count(*) > 1
UNION ALL
SELECT 'item_sections', item_id, count(*)
FROM published.main.item_sections SEMI JOIN repeated USING (item_id) GROUP BY item_id, section_id HAVING count(*) > 1
UNION ALL
SELECT 'item_versions', item_id || ' ' || version, count(*)
FROM published.main.item_versions WHERE version > 1 GROUP BY item_id, version HAVING count(*) > 1
UNION ALL
SELECT 'classifications', item_id, count(*)
FROM published.main.classifications SEMI JOIN repeated USING (item_id) GROUP BY item_id, category HAVING count(*) > 1
UNION ALL
SELECT 'merges', merged_item_id, count(*)
FROM published.main.merges GROUP BY merged_item_id HAVING count(*) > 1
UNION ALL
SELECT 'figure_items', item_id, count(*)
FROM published.main.figure_items SEMI JOIN repeated USING (item_id)
WHERE form <> 'self-check' GROUP BY form, year, code, item_id HAVING count(*) > 1
UNION ALL
SELECT 'figure_items', item_id, count(*)
FROM published.main.figure_items WHERE form = 'self-check'
GROUP BY year, code, item_id HAVING count(*) > 1
UNION ALL
SELECT 'section_runs', run_id || ' ' || section_id, count(*)
FROM published.main.section_runs GROUP BY run_id, section_id HAVING count(*) > 1;


-- name: guard_merges
-- Purpose: guard: a merged item is merged once, into one that is kept itself.
-- Grain:   bad row: merged item, kept item. Inputs: published.merges.

SELECT merges.merged_item_id AS subject, merges.kept_item_id AS detail
FROM published.main.merges AS merges
SEMI JOIN published.main.merges AS others ON merges.kept_item_id = others.merged_item_id;


-- name: guard_nothing_dropped
-- Purpose: guard: every item and every row of the ledger is in the file.
-- Grain:   bad row: table, rows of the ledger, of the file. Inputs: the ledger's tables, the published tables.

SELECT 'items' AS subject, known || ' → ' || written AS detail
FROM (
    SELECT
        (SELECT count(*) FROM items) AS known,
        (SELECT count(*) FROM published.main.items) AS written
)
WHERE known <> written
UNION ALL
SELECT 'item_sections', known || ' → ' || written
FROM (
    SELECT
        (SELECT count(*) FROM item_sections) AS known,
        (SELECT count(*) FROM published.main.item_sections) AS written
)
WHERE known <> written
UNION ALL
SELECT 'item_versions', known || ' → ' || written
FROM (
    SELECT
        (SELECT count(*) FROM item_versions) AS known,
        (SELECT count(*) FROM published.main.item_versions) AS written
)
WHERE known <> written;


-- name: guard_orphans
-- Purpose: guard: every row that names an item names one that is there.
-- Grain:   bad row: table, item. Inputs: the published tables.
-- Tables:  needs doubtful_items (temporary).

WITH
unknown AS (
    SELECT item_id FROM doubtful_items WHERE NOT is_known
    UNION
    SELECT item_id FROM published.main.figure_items ANTI JOIN published.main.items USING (item_id) WHERE form = 'self-check'
)
SELECT 'item_sections' AS subject, item_id AS detail
FROM published.main.item_sections SEMI JOIN unknown USING (item_id)
UNION ALL
SELECT 'figure_items', item_id
FROM published.main.figure_items SEMI JOIN unknown USING (item_id)
UNION ALL
SELECT 'classifications', item_id
FROM published.main.classifications SEMI JOIN unknown USING (item_id);


-- name: guard_recount
-- Purpose: guard: counted another way, from items, categories and merges alone, each figure comes out the same.
-- Grain:   bad row: figure, its value, the recount. Inputs: published.items, classifications, merges, figures.
--          Only of merged items two may come to one document; that no item has a category twice, guard_keys says.
-- Tables:  needs categories (temporary).

WITH
joined AS (
    SELECT merged_item_id AS item_id, kept_item_id FROM published.main.merges
    UNION
    SELECT kept_item_id, kept_item_id FROM published.main.merges
),
documents AS (
    SELECT item_id, category FROM published.main.classifications ANTI JOIN joined USING (item_id)
    UNION ALL
    SELECT DISTINCT joined.kept_item_id, classifications.category
    FROM published.main.classifications AS classifications
    INNER JOIN joined ON classifications.item_id = joined.item_id
),
recount AS (
    SELECT
        items.portal_id,
        CAST(date_part('year', items.published_on) AS INTEGER) AS year,
        documents.category AS code,
        count(*) AS value
    FROM documents
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE items.published_on IS NOT NULL
    GROUP BY ALL
)
SELECT
    concat_ws(' ', portal_id, year, code) AS subject,
    concat_ws(' ≠ ', figures.value, recount.value) AS detail
FROM recount
LEFT JOIN published.main.figures AS figures USING (portal_id, year, code)
INNER JOIN categories ON recount.code = categories.category
WHERE
    categories.on_portal
    AND coalesce(figures.form, 'sections') = 'sections'
    AND figures.value IS DISTINCT FROM recount.value;


-- name: guard_total
-- Purpose: guard: the total of distinct documents is at most the sum of the categories and at least each of them
--          (口径: total ≤ sum of sections, total ≥ each).
-- Grain:   bad row: portal and year, what is wrong. Inputs: published.figures.

WITH
parts AS (
    SELECT portal_id, year, sum(value) AS summed, max(value) AS largest
    FROM published.main.figures
    WHERE form = 'sections' AND code <> '合计'
    GROUP BY portal_id, year
)
SELECT
    concat_ws(' ', figures.portal_id, figures.year) AS subject,
    concat('合计 ', coalesce(figures.value, 0), ',各类之和 ', parts.summed, ',最大一类 ', parts.largest) AS detail
FROM published.main.figures AS figures
INNER JOIN parts USING (portal_id, year)
WHERE
    figures.form = 'sections'
    AND figures.code = '合计'
    AND (coalesce(figures.value, 0) > coalesce(parts.summed, 0) OR coalesce(figures.value, 0) < parts.largest);
