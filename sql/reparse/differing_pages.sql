-- Purpose: pages that today's readers read otherwise, with the names of the fields; the fields that make a version.
-- Grain:   item × version. Inputs: stage_items (read again), reparse_pages, item_versions.

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
