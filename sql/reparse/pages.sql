-- name: pages
-- Purpose: archived item pages to read again: of each item its last version and the one that is accepted, and the
--          last answer where that was not read as an item.
-- Grain:   item × version (null: none was read). Inputs: item_versions, items, fetches.
--          A temporary table, for what comes back is compared with it.
-- Tables:  makes reparse_pages (temporary).

CREATE OR REPLACE TEMP TABLE reparse_pages AS
WITH
chosen AS (
    SELECT item_id, unnest(list_distinct([max(version), max(version) FILTER (WHERE accepted_at IS NOT NULL)])) AS version
    FROM item_versions
    WHERE portal_id = $portal_id
    GROUP BY item_id
),
unread AS (
    SELECT items.item_id, items.url, fetches.asked_at, fetches.archive_file, fetches.archive_offset
    FROM items
    INNER JOIN fetches ON items.portal_id = fetches.portal_id AND items.url = fetches.url
    WHERE
        items.portal_id = $portal_id
        AND items.page_outcome IN ('soft_gone', 'not_html')
        AND fetches.role = 'item'
        AND fetches.outcome = items.page_outcome
        AND fetches.status = 200
        AND fetches.archive_file IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY items.item_id ORDER BY fetches.asked_at DESC) = 1
)
SELECT
    item_versions.item_id,
    items.url,
    item_versions.seen_at,
    item_versions.archive_file,
    item_versions.archive_offset,
    item_versions.version
FROM item_versions
SEMI JOIN chosen ON item_versions.item_id = chosen.item_id AND item_versions.version = chosen.version
INNER JOIN items ON item_versions.item_id = items.item_id
WHERE item_versions.archive_file IS NOT NULL AND item_versions.archive_offset IS NOT NULL
UNION ALL
SELECT item_id, url, asked_at, archive_file, archive_offset, NULL
FROM unread;


-- name: told_pages
-- Purpose: the pages to read again, file by file. Grain: item × version. Inputs: reparse_pages.
-- Tables:  needs reparse_pages (temporary).

SELECT item_id, url, seen_at, 'ok', archive_file, archive_offset
FROM reparse_pages
ORDER BY archive_file, archive_offset, item_id;


-- name: differing_pages
-- Purpose: pages that today's readers read otherwise, with the names of the fields; the fields that make a version.
-- Grain:   item × version. Inputs: stage_items (read again), reparse_pages, item_versions.
-- Tables:  needs reparse_pages, stage_items; makes reparse_versions (temporary).

CREATE OR REPLACE TEMP TABLE reparse_versions AS
WITH
again AS (
    SELECT told.*, pages.version, pages.seen_at AS read_at
    FROM stage_items AS told
    INNER JOIN reparse_pages AS pages
        ON
            told.item_id = pages.item_id
            AND told.archive_file = pages.archive_file
            AND told.archive_offset = pages.archive_offset
),
compared AS (
    SELECT
        again.*,
        kept.accepted_at,
        CASE
            WHEN kept.item_id IS NULL THEN ['页面']
            WHEN again.outcome <> 'ok' THEN ['不再读作条目']
            ELSE list_filter([
                CASE WHEN again.title IS DISTINCT FROM kept.title THEN '标题' END,
                CASE WHEN again.published_on IS DISTINCT FROM kept.published_on
                    OR again.published_at IS DISTINCT FROM kept.published_at THEN '发布日期' END,
                CASE WHEN again.issued_on IS DISTINCT FROM kept.issued_on THEN '成文日期' END,
                CASE WHEN again.unit IS DISTINCT FROM kept.unit THEN '单位' END,
                CASE WHEN again.document_number IS DISTINCT FROM kept.document_number THEN '文号' END,
                CASE WHEN again.index_number IS DISTINCT FROM kept.index_number THEN '索引号' END,
                CASE WHEN again.page_column IS DISTINCT FROM kept.page_column THEN '栏目' END,
                CASE WHEN again.content_sha256 IS DISTINCT FROM kept.content_sha256 THEN '正文' END,
                CASE WHEN again.attachments IS DISTINCT FROM kept.attachments THEN '附件' END
            ], lambda field: field IS NOT NULL)
        END AS fields
    FROM again
    LEFT JOIN item_versions AS kept ON again.item_id = kept.item_id AND again.version = kept.version
    WHERE again.outcome = 'ok' OR kept.item_id IS NOT NULL
)
SELECT * FROM compared WHERE len(fields) > 0;


-- name: page_report
-- Purpose: how many pages differ in which field. Grain: field. Inputs: reparse_versions.
-- Tables:  needs reparse_versions (temporary).

SELECT unnest(fields) AS field, count(*) AS pages, min(url) AS example
FROM reparse_versions
GROUP BY field
ORDER BY pages DESC, field;


-- name: page_count
-- Purpose: how many pages read otherwise. Grain: one row. Inputs: reparse_versions.
-- Tables:  needs reparse_versions (temporary).

SELECT count(*) FROM reparse_versions;


-- name: note_texts
-- Purpose: archived pages read again with the content that their version has: how long the text is, what its body
--          sums to, and where a date was looked for, as today's readers say. No version is made by it.
-- Grain:   item × version. Inputs: stage_items (read again), reparse_pages, item_versions.
-- Tables:  needs reparse_pages, stage_items (temporary).

UPDATE item_versions
SET text_length = told.text_length, body_digest = told.body_digest, read_from = told.read_from
FROM (
    SELECT again.*, pages.version
    FROM stage_items AS again
    INNER JOIN reparse_pages AS pages
        ON
            again.item_id = pages.item_id
            AND again.archive_file = pages.archive_file
            AND again.archive_offset = pages.archive_offset
    WHERE again.outcome = 'ok' AND pages.version IS NOT NULL
) AS told
WHERE
    item_versions.item_id = told.item_id
    AND item_versions.version = told.version
    AND item_versions.content_sha256 IS NOT DISTINCT FROM told.content_sha256
    AND item_versions.published_on IS NOT DISTINCT FROM told.published_on
    AND (
        item_versions.text_length IS DISTINCT FROM told.text_length
        OR item_versions.body_digest IS DISTINCT FROM told.body_digest
        OR json_extract_string(item_versions.read_from, '$.published')
        IS DISTINCT FROM json_extract_string(told.read_from, '$.published')
    )
RETURNING item_versions.item_id;


-- name: add_versions
-- Purpose: what today's readers read otherwise becomes a new version, seen and accepted when the old one was: the
--          page itself has not changed. A page that no longer reads as an item keeps its versions: people decide.
-- Grain:   item × version. Inputs: reparse_versions, item_versions.
-- Tables:  needs reparse_versions (temporary).

INSERT INTO item_versions
WITH
last_numbers AS (
    SELECT item_id, max(version) AS version
    FROM item_versions
    WHERE portal_id = $portal_id
    GROUP BY item_id
)
SELECT
    told.item_id,
    $portal_id,
    coalesce(last_numbers.version, 0)
    + row_number() OVER (PARTITION BY told.item_id ORDER BY told.version NULLS LAST, told.read_at),
    told.read_at,
    told.accepted_at,
    $run_id,
    told.title,
    told.published_on,
    told.published_at,
    told.issued_on,
    told.unit,
    told.document_number,
    told.document_number_raw,
    told.index_number,
    told.page_column,
    told.content_sha256,
    told.archive_file,
    told.archive_offset,
    told.read_from,
    told.attachments,
    told.masked,
    told.text_length,
    told.body_digest
FROM reparse_versions AS told
LEFT JOIN last_numbers ON told.item_id = last_numbers.item_id
WHERE told.outcome = 'ok';


-- name: found_pages
-- Purpose: pages that were not read as items and now are: they are there. Grain: item. Inputs: reparse_versions.
-- Tables:  needs reparse_versions (temporary).

UPDATE items
SET page_outcome = 'ok', gone_since = NULL
WHERE item_id IN (SELECT item_id FROM reparse_versions WHERE version IS NULL AND outcome = 'ok');
