-- name: addresses
-- Purpose: the addresses that items' ids are made of. Grain: item. Inputs: items.

SELECT item_id, portal_id, url, title
FROM items;


-- name: items
-- Purpose: values of items that do not follow from what their page states, else their list rows: those in which an
--          item differs from the version that it fits best.
-- Grain:   item × field: what stands, what should stand. Inputs: $lists (whether the places in sections are all
--          there that the values were made from), items, item_versions, item_sections, decisions.
--          Unit, 文号 and 索引号 of the list are not in the file: where the page states none, they stay unjudged.

WITH
standing AS (
    SELECT item_id, list_title, listed_on, first_seen_at, section_id FROM item_sections WHERE counted
    UNION ALL
    SELECT item_id, list_title, listed_on, first_seen_at, section_id
    FROM item_sections
    ANTI JOIN (SELECT item_id FROM item_sections WHERE counted) AS counted USING (item_id)
),
listed AS (
    SELECT
        item_id,
        min(listed_on) AS listed_on,
        arg_min(list_title, (first_seen_at, section_id)) FILTER (WHERE list_title IS NOT NULL) AS list_title
    FROM standing
    GROUP BY item_id
),
-- Whose places count or not by a person's word: the list's values were settled before that.
decided AS (
    SELECT DISTINCT item_id
    FROM decisions
    WHERE kind IN ('exclude', 'include') AND state = 'applied'
),
told AS (
    SELECT
        items.item_id,
        versions.version,
        $lists::BOOLEAN AND decided.item_id IS NULL AS knows_list,
        items.title,
        items.unit_printed,
        items.document_number,
        items.index_number,
        items.published_on,
        items.published_at,
        items.date_from,
        items.issued_on,
        items.content_sha256,
        coalesce(versions.title, listed.list_title) AS told_title,
        versions.title AS page_title,
        versions.unit AS page_unit,
        versions.document_number AS page_document_number,
        versions.index_number AS page_index_number,
        coalesce(CAST(timezone('Asia/Shanghai', versions.published_at) AS DATE), versions.published_on) AS page_day,
        listed.listed_on,
        versions.published_at AS page_published_at,
        versions.issued_on AS page_issued_on,
        versions.content_sha256 AS page_content_sha256
    FROM items
    LEFT JOIN item_versions AS versions ON items.item_id = versions.item_id
    LEFT JOIN listed ON items.item_id = listed.item_id
    LEFT JOIN decided ON items.item_id = decided.item_id
),
judged AS (
    SELECT
        item_id,
        version,
        title,
        unnest([
            {
                'field': 'title',
                'stands': title,
                'should': told_title,
                'fits': title IS NOT DISTINCT FROM told_title OR (page_title IS NULL AND NOT knows_list)
            },
            {
                'field': 'unit_printed',
                'stands': unit_printed,
                'should': page_unit,
                'fits': coalesce(folded(page_unit), '') = '' OR unit_printed IS NOT DISTINCT FROM page_unit
            },
            {
                'field': 'document_number',
                'stands': document_number,
                'should': page_document_number,
                'fits': page_document_number IS NULL OR document_number IS NOT DISTINCT FROM page_document_number
            },
            {
                'field': 'index_number',
                'stands': index_number,
                'should': page_index_number,
                'fits': page_index_number IS NULL OR index_number IS NOT DISTINCT FROM page_index_number
            },
            {
                'field': 'published_on',
                'stands': published_on::VARCHAR,
                'should': coalesce(page_day, listed_on)::VARCHAR,
                'fits': published_on IS NOT DISTINCT FROM coalesce(page_day, listed_on)
                    OR (page_day IS NULL AND NOT knows_list)
            },
            {
                'field': 'date_from',
                'stands': date_from,
                'should': CASE WHEN page_day IS NOT NULL THEN 'page' WHEN published_on IS NULL THEN 'none' ELSE 'list' END,
                'fits': date_from
                    = CASE WHEN page_day IS NOT NULL THEN 'page' WHEN published_on IS NULL THEN 'none' ELSE 'list' END
            },
            {
                'field': 'published_at',
                'stands': published_at::VARCHAR,
                'should': page_published_at::VARCHAR,
                'fits': published_at IS NOT DISTINCT FROM page_published_at
            },
            {
                'field': 'issued_on',
                'stands': issued_on::VARCHAR,
                'should': page_issued_on::VARCHAR,
                'fits': issued_on IS NOT DISTINCT FROM page_issued_on
            },
            {
                'field': 'content_sha256',
                'stands': content_sha256,
                'should': page_content_sha256,
                'fits': content_sha256 IS NOT DISTINCT FROM page_content_sha256
            }
        ], recursive := TRUE)
    FROM told
),
nearest AS (
    SELECT item_id, version
    FROM judged
    GROUP BY item_id, version
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY count(*) FILTER (WHERE fits) DESC, version DESC) = 1
)
SELECT judged.item_id, judged.title, judged.field, judged.stands, judged.should, judged.version
FROM judged
INNER JOIN nearest
    ON judged.item_id = nearest.item_id AND judged.version IS NOT DISTINCT FROM nearest.version
WHERE NOT judged.fits
ORDER BY judged.item_id, judged.field;


-- name: units
-- Purpose: units of items that do not follow from where they are told to come from.
-- Grain:   item: the unit, what it should be. Inputs: items, item_sections, sections, decisions.
--          A printed unit is the name printed; one that a title (unless that was taken out: $marker) or a section's name names stands there as printed;
--          another of a section is one of its sections'; a person's is decided.
--          Of one printed spelling comes one unit, and a portal has one default: what most items say is held
--          against the others.

WITH
spellings AS (
    SELECT portal_id, unit_printed, unit, count(*) AS items
    FROM items
    WHERE unit_from IN ('alias', 'title', 'default')
    GROUP BY ALL
),
usual AS (
    SELECT portal_id, unit_printed, arg_max(unit, items) AS unit
    FROM spellings
    GROUP BY portal_id, unit_printed
    HAVING count(*) > 1
),
of_sections AS (
    SELECT DISTINCT placed.item_id, sections.unit
    FROM item_sections AS placed
    INNER JOIN sections ON placed.section_id = sections.section_id
    WHERE sections.unit IS NOT NULL
),
of_names AS (
    SELECT placed.item_id, string_agg(sections.name, chr(10)) AS names
    FROM item_sections AS placed
    INNER JOIN sections ON placed.section_id = sections.section_id
    GROUP BY placed.item_id
),
decided AS (
    SELECT item_id, any_value(value) AS value
    FROM decisions
    WHERE kind = 'unit' AND state = 'applied'
    GROUP BY item_id
)
SELECT items.item_id, items.title, items.unit, items.unit_from, items.unit_printed AS should
FROM items
WHERE items.unit_from = 'printed' AND folded(items.unit) IS DISTINCT FROM folded(items.unit_printed)
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, usual.unit
FROM items
INNER JOIN usual
    ON items.portal_id = usual.portal_id AND items.unit_printed IS NOT DISTINCT FROM usual.unit_printed
WHERE items.unit_from IN ('alias', 'title', 'default') AND items.unit IS DISTINCT FROM usual.unit
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, any_value(told.unit)
FROM items
LEFT JOIN of_sections AS told ON items.item_id = told.item_id
WHERE items.unit_from = 'section' AND items.unit_printed IS NULL
GROUP BY ALL
HAVING NOT coalesce(bool_or(told.unit = items.unit), FALSE)
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, items.unit_printed
FROM items
LEFT JOIN of_names ON items.item_id = of_names.item_id
WHERE
    (
        items.unit_from = 'title'
        AND items.title IS DISTINCT FROM $marker
        AND NOT coalesce(contains(items.title, items.unit_printed), FALSE)
    )
    OR (
        items.unit_from = 'section'
        AND items.unit_printed IS NOT NULL
        AND NOT coalesce(contains(of_names.names, items.unit_printed), FALSE)
    )
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, decided.value
FROM items
LEFT JOIN decided ON items.item_id = decided.item_id
WHERE items.unit_from = 'person' AND decided.item_id IS NULL
ORDER BY ALL;


-- name: orphans
-- Purpose: rows about items that are not there. Grain: table × item. Inputs: the tables of items.

WITH
named AS (
    SELECT 'item_sections' AS place, item_id, list_title AS told FROM item_sections
    UNION ALL
    SELECT 'item_versions', item_id, title FROM item_versions
    UNION ALL
    SELECT 'item_changes', item_id, detail FROM item_changes
    UNION ALL
    SELECT 'attachments', item_id, name FROM attachments
    UNION ALL
    SELECT 'classifications', item_id, category FROM classifications
    UNION ALL
    SELECT 'merges', kept_item_id, rule FROM merges
    UNION ALL
    SELECT 'merges', merged_item_id, rule FROM merges
    UNION ALL
    SELECT 'figure_items', item_id, code FROM figure_items
)
SELECT place, item_id, any_value(told) AS told
FROM named
ANTI JOIN items USING (item_id)
GROUP BY place, item_id
ORDER BY item_id, place;
