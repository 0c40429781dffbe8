-- Purpose: what today's readers read otherwise becomes a new version, seen and accepted when the old one was: the
--          page itself has not changed. A page that no longer reads as an item keeps its versions: people decide.
-- Grain:   item × version. Inputs: reparse_versions, item_versions.

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
