-- name: differing_pages
-- Purpose: pages that today's readers read otherwise than the version that was read from the same answer before, with
--          the names of the fields: those that make a version.
-- Grain:   item × answer. Inputs: folded_pages (of a package made from the archive), item_versions.
-- Tables:  needs folded_pages; makes differing_pages (temporary).

CREATE OR REPLACE TEMP TABLE differing_pages AS
WITH
compared AS (
    SELECT
        again.url,
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
    FROM folded_pages AS again
    LEFT JOIN item_versions AS kept ON again.item_id = kept.item_id AND again.version_before = kept.version
    WHERE again.outcome = 'ok' OR kept.item_id IS NOT NULL
)
SELECT * FROM compared WHERE len(fields) > 0;


-- name: differing_fields
-- Purpose: how many pages differ in which field. Grain: field. Inputs: differing_pages.
-- Tables:  needs differing_pages (temporary).

SELECT unnest(fields) AS field, count(*) AS pages, min(url) AS example
FROM differing_pages
GROUP BY field;


-- name: rows_met
-- Purpose: how many rows the archived lists of a section show to today's readers, and how many of the ledger's they
--          do not. Grain: one row. Inputs: folded_rows, item_sections.
-- Tables:  needs folded_rows (temporary).

SELECT
    (SELECT count(*) FROM folded_rows) AS met,
    (
        SELECT count(*)
        FROM item_sections
        WHERE
            portal_id = $portal_id
            AND section_id = $section_id
            AND item_id NOT IN (SELECT item_id FROM folded_rows)
    ) AS not_met;


-- name: differing_observations
-- Purpose: how many pages say otherwise, as letters or guides, than is kept of them. Grain: one row.
-- Inputs:  told_observations, told_pages, observations; $portal_id. Runs after load/fold_observations.
-- Tables:  needs told_observations, told_pages (temporary).

WITH
kept AS (
    SELECT observations.item_id, observations.kind, observations.fact, observations.value, observations.day
    FROM observations
    INNER JOIN told_pages AS page ON observations.item_id = page.item_id AND page.seen_at >= observations.read_at
    WHERE observations.portal_id = $portal_id AND observations.source = 'page' AND page.outcome = 'ok'
        AND page.observed IS NOT NULL
),
told AS (
    SELECT again.item_id, again.kind, again.fact, again.value, again.day
    FROM told_observations AS again
    WHERE
        again.source = 'page'
        AND NOT EXISTS (
            SELECT 1
            FROM observations AS later
            WHERE
                later.portal_id = $portal_id AND later.source = 'page' AND later.item_id = again.item_id
                AND later.read_at > again.seen_at
        )
)
SELECT count(DISTINCT item_id)
FROM (
    (SELECT * FROM kept EXCEPT SELECT * FROM told)
    UNION ALL
    (SELECT * FROM told EXCEPT SELECT * FROM kept)
) AS differing;
