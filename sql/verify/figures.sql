-- name: figures
-- Purpose: figures of form `sections` counted again from items, categories and merges alone, beside the value
--          that stands and the rows behind it; selects those that differ. Not the way in which they were made.
-- Grain:   figure. Inputs: $categories (names that can be counted on a portal), $year (null: every year),
--          items, classifications, merges, figures, figure_items, portals. Rows of a file of before they said whose
--          they are, are its one portal's; so in the statements below.

WITH
filed AS (
    SELECT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
    WHERE list_contains($categories::VARCHAR [], classifications.category)
),
dated AS (
    SELECT items.portal_id, filed.category, filed.document, date_part('year', items.published_on) AS year
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
),
recounted AS (
    SELECT portal_id, year, coalesce(category, '合计') AS code, count(DISTINCT document) AS recounted
    FROM dated
    GROUP BY GROUPING SETS ((portal_id, year, category), (portal_id, year))
),
whose AS (
    SELECT min(portal_id) AS portal_id FROM portals
),
listed AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM figure_items
),
behind AS (
    SELECT coalesce(portal_id, (SELECT portal_id FROM whose)) AS portal_id, year, code, count(*) AS behind
    FROM listed
    WHERE form = 'sections'
    GROUP BY ALL
),
stated AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM figures
),
standing AS (
    SELECT coalesce(portal_id, (SELECT portal_id FROM whose)) AS portal_id, year, code, value, TRUE AS stands
    FROM stated
    WHERE form = 'sections'
)
SELECT
    portal_id,
    year::INTEGER AS year,
    code,
    coalesce(standing.stands, FALSE) AS stands,
    standing.value,
    coalesce(behind.behind, 0) AS behind,
    coalesce(recounted.recounted, 0) AS recounted
FROM standing
FULL JOIN behind USING (portal_id, year, code)
FULL JOIN recounted USING (portal_id, year, code)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND (
        coalesce(standing.value, 0) <> coalesce(recounted.recounted, 0)
        OR coalesce(behind.behind, 0) <> coalesce(recounted.recounted, 0)
        OR (standing.value IS NULL AND recounted.recounted > 0)
        OR (standing.stands IS NULL AND recounted.recounted > 0)
    )
ORDER BY portal_id, year, code;


-- name: figure_items
-- Purpose: documents that a figure of form `sections` should count and does not, or counts and should not.
-- Grain:   figure × document. Inputs: $categories, $year (null: every year), items, classifications, merges,
--          figure_items, portals.

WITH
filed AS (
    SELECT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
    WHERE list_contains($categories::VARCHAR [], classifications.category)
),
expected AS (
    SELECT DISTINCT
        items.portal_id,
        date_part('year', items.published_on)::INTEGER AS year,
        unnest([filed.category, '合计']) AS code,
        filed.document AS item_id
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
),
told AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM figure_items
),
listed AS (
    SELECT coalesce(portal_id, (SELECT min(portal_id) FROM portals)) AS portal_id, year, code, item_id, count(*) AS times
    FROM told
    WHERE form = 'sections'
    GROUP BY ALL
),
differing AS (
    SELECT portal_id, year, code, item_id, coalesce(listed.times, 0) AS times, expected.item_id IS NOT NULL AS is_expected
    FROM expected
    FULL JOIN listed USING (portal_id, year, code, item_id)
    WHERE expected.item_id IS NULL OR coalesce(listed.times, 0) <> 1
)
SELECT differing.portal_id, differing.year, differing.code, differing.item_id, differing.times, differing.is_expected, items.title
FROM differing
LEFT JOIN items ON differing.item_id = items.item_id
WHERE $year::INTEGER IS NULL OR differing.year = $year::INTEGER
ORDER BY differing.portal_id, differing.year, differing.code, differing.item_id;


-- name: counts
-- Purpose: counts by year, month, unit and category that differ when counted again. Grain: row of counts.
-- Inputs:  $year (null: every year), items, classifications, merges, counts, portals.

WITH
filed AS (
    SELECT DISTINCT classifications.category, coalesce(merges.kept_item_id, classifications.item_id) AS document
    FROM classifications
    LEFT JOIN merges ON classifications.item_id = merges.merged_item_id
),
recounted AS (
    SELECT
        items.portal_id,
        date_part('year', items.published_on)::INTEGER AS year,
        date_part('month', items.published_on)::INTEGER AS month,
        coalesce(items.unit, '') AS unit,
        filed.category,
        count(*) AS recounted
    FROM filed
    INNER JOIN items ON filed.document = items.item_id
    WHERE items.published_on IS NOT NULL
    GROUP BY ALL
),
told AS (
    SELECT NULL::VARCHAR AS portal_id WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM counts
),
stated AS (
    SELECT * REPLACE (coalesce(portal_id, (SELECT min(portal_id) FROM portals)) AS portal_id) FROM told
)
SELECT
    portal_id, year, month, unit, category, coalesce(stated.items, 0) AS items, coalesce(recounted.recounted, 0) AS recounted
FROM stated
FULL JOIN recounted USING (portal_id, year, month, unit, category)
WHERE
    ($year::INTEGER IS NULL OR year = $year::INTEGER)
    AND coalesce(stated.items, 0) <> coalesce(recounted.recounted, 0)
ORDER BY portal_id, year, month, unit, category;


-- name: uncounted
-- Purpose: items that have a category though none of their places in a section counts. Grain: item.
-- Inputs:  classifications, item_sections, items.

SELECT DISTINCT classifications.item_id, items.title
FROM classifications
ANTI JOIN (SELECT item_id FROM item_sections WHERE counted) AS counted ON classifications.item_id = counted.item_id
LEFT JOIN items ON classifications.item_id = items.item_id
ORDER BY classifications.item_id;


-- name: hashes
-- Purpose: items whose content sum is that of none of their versions. Grain: item. Inputs: items, item_versions.

SELECT items.item_id, items.title
FROM items
ANTI JOIN item_versions AS versions
    ON items.item_id = versions.item_id AND items.content_sha256 = versions.content_sha256
WHERE items.content_sha256 IS NOT NULL
ORDER BY items.item_id;
