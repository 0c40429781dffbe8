-- name: sizes
-- Purpose: how much there is to verify. Grain: one row: figures, readings in the archive, versions outside it.
-- Inputs:  figures, item_versions.

SELECT
    (SELECT count(*) FROM figures) AS figures,
    (
        SELECT count(DISTINCT (item_id, archive_file, archive_offset))
        FROM item_versions
        WHERE archive_file IS NOT NULL
    ) AS readings,
    (SELECT count(*) FROM item_versions WHERE archive_file IS NULL) AS unarchived;


-- name: readers
-- Purpose: the readers that read the file's archived pages, with the versions of items that each read; null for those
--          whose version was not kept. Grain: reader. Inputs: item_versions (reader_version is not there in files made
--          before it was kept).

WITH
versions AS (
    SELECT NULL::VARCHAR AS reader_version, NULL::VARCHAR AS archive_file
    WHERE FALSE
    UNION ALL BY NAME
    SELECT * FROM item_versions
)
SELECT reader_version, count(*) AS versions
FROM versions
WHERE archive_file IS NOT NULL
GROUP BY reader_version
ORDER BY versions DESC, reader_version;


-- name: catalog
-- Purpose: the name under which the file is attached. Grain: one row. Inputs: the catalog.

SELECT current_database();


-- name: content
-- Purpose: the sum of its content that a published file keeps. Grain: one row. Inputs: meta.

SELECT content_sha256
FROM meta;


-- name: seal
-- Purpose: what a sealed file says of itself. Grain: one row. Inputs: seal (sealed files only); `content_sha256` is
--          not there in files sealed before it was kept.

SELECT
    previous_file,
    previous_sha256,
    as_of,
    data_as_of,
    to_json(seal)->>'$.content_sha256' AS content_sha256
FROM seal;


-- name: attach_other
-- Purpose: another file to compare with. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS other (READ_ONLY);


-- name: differences
-- Purpose: what the closing says of its differences from the one before, beside what they are; selects where the two
--          disagree. Grain: figure × document, or figure (change 数值). Inputs: other (the closing before),
--          figures, figure_items, differences, items of both. Forms that only one of them has are not compared.

WITH
both_tell AS (
    SELECT DISTINCT form FROM figures SEMI JOIN other.main.figures AS was USING (form)
),
changed AS (
    SELECT form, code, CASE WHEN was.item_id IS NULL THEN '增加' ELSE '减少' END AS change, item_id
    FROM (SELECT form, code, item_id FROM figure_items SEMI JOIN both_tell USING (form)) AS is_now
    FULL JOIN (SELECT form, code, item_id FROM other.main.figure_items SEMI JOIN both_tell USING (form)) AS was
        USING (form, code, item_id)
    WHERE is_now.item_id IS NULL OR was.item_id IS NULL
    UNION ALL
    SELECT form, code, '数值', NULL
    FROM (SELECT form, code, value, origin FROM figures SEMI JOIN both_tell USING (form)) AS is_now
    FULL JOIN (SELECT form, code, value, origin FROM other.main.figures SEMI JOIN both_tell USING (form)) AS was
        USING (form, code)
    WHERE is_now.value IS DISTINCT FROM was.value OR is_now.origin IS DISTINCT FROM was.origin
)
SELECT
    coalesce(changed.form, told.form) AS form,
    coalesce(changed.code, told.code) AS code,
    coalesce(changed.change, told.change) AS change,
    coalesce(changed.item_id, told.item_id) AS item_id,
    coalesce(items.title, was.title, told.title) AS title,
    told.change IS NOT NULL AS is_told
FROM changed
FULL JOIN differences AS told
    ON
        changed.form = told.form
        AND changed.code = told.code
        AND changed.change = told.change
        AND changed.item_id IS NOT DISTINCT FROM told.item_id
LEFT JOIN items ON coalesce(changed.item_id, told.item_id) = items.item_id
LEFT JOIN other.main.items AS was ON coalesce(changed.item_id, told.item_id) = was.item_id
WHERE changed.change IS NULL OR told.change IS NULL
ORDER BY form, code, change, item_id;


-- name: left_out
-- Purpose: items of the published file that were known when the year was sealed, belong to it, and are not in the
--          sealed file. Grain: item. Inputs: other (the published file), seal, items, $year.
--          Only those that cannot have come into the year since: their one page, read before, prints their day,
--          and nothing merges them or was decided of them; by the same rules.

WITH
bound AS (
    SELECT least(data_as_of, coalesce(as_of, data_as_of)) AS until
    FROM seal
    WHERE (SELECT rules_version FROM meta) = (SELECT rules_version FROM other.main.meta)
),
of_year AS (
    SELECT item_id, title
    FROM other.main.items
    WHERE
        -- The portal of a sealed file may be called otherwise by now: its items tell which it is.
        portal_id IN (SELECT portal_id FROM other.main.items SEMI JOIN items AS sealed USING (item_id))
        AND date_from = 'page'
        AND year(published_on) = $year::INTEGER
        AND first_seen_at <= (SELECT until FROM bound)
),
read_once AS (
    SELECT item_id
    FROM other.main.item_versions
    GROUP BY item_id
    HAVING count(*) = 1 AND max(seen_at) <= (SELECT until FROM bound)
),
touched AS (
    SELECT kept_item_id AS item_id FROM other.main.merges
    UNION
    SELECT merged_item_id FROM other.main.merges
    UNION
    SELECT item_id FROM other.main.decisions WHERE item_id IS NOT NULL
    UNION
    SELECT value_item_id FROM other.main.decisions WHERE value_item_id IS NOT NULL
)
SELECT of_year.item_id, of_year.title
FROM of_year
SEMI JOIN read_once ON of_year.item_id = read_once.item_id
ANTI JOIN items ON of_year.item_id = items.item_id
WHERE of_year.item_id NOT IN (SELECT item_id FROM touched)
ORDER BY of_year.item_id;


-- name: gone_items
-- Purpose: items of a sealed file that the published one does not know: none is ever taken out of it.
-- Grain:   item. Inputs: other (the sealed file), items.

SELECT was.item_id, was.title
FROM other.main.items AS was
ANTI JOIN items ON was.item_id = items.item_id
ORDER BY was.item_id;


-- name: detach_other
-- Purpose: lets go of the other file. Inputs: none.
-- Grain:   one file.

DETACH other;


-- name: whose
-- Purpose: of which portal an item, a section, a run or the portal itself is. Grain: word. Inputs: $words, items,
--          sections, runs, portals.

WITH
told AS (
    SELECT unnest($words::VARCHAR []) AS word
)
SELECT told.word, items.portal_id FROM told INNER JOIN items ON told.word = items.item_id
UNION
SELECT told.word, sections.portal_id FROM told INNER JOIN sections ON told.word = sections.section_id
UNION
SELECT told.word, runs.portal_id FROM told INNER JOIN runs ON told.word = runs.run_id
UNION
SELECT told.word, portals.portal_id FROM told INNER JOIN portals ON told.word = portals.portal_id;
