-- name: note_texts
-- Purpose: pages read again with the content of their last version, of which no length was known: now it is.
-- Grain:   item × version. Inputs: folded_pages (read pages only), item_versions. No version is made by it.
-- Tables:  needs folded_pages (temporary).

UPDATE item_versions
SET text_length = told.text_length, body_digest = told.body_digest
FROM folded_pages AS told
WHERE
    item_versions.item_id = told.item_id
    AND item_versions.text_length IS NULL
    AND told.outcome = 'ok'
    AND told.text_length IS NOT NULL
    AND item_versions.content_sha256 = told.content_sha256;


-- name: add_versions
-- Purpose: a version of each page whose content or stated fields differ from its last version.
-- Grain:   item × version, numbered from 1. Inputs: folded_pages (read pages only), item_versions.
--          Where a field was read from, and where its bytes stand, may change without making a version.
-- Tables:  needs folded_pages (temporary).

INSERT INTO item_versions
WITH
last_versions AS (
    SELECT item_versions.*
    FROM item_versions
    SEMI JOIN folded_pages USING (item_id)
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY version DESC) = 1
)
SELECT
    told.item_id,
    $portal_id,
    coalesce(last_versions.version, 0) + 1,
    told.seen_at,
    NULL,
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
FROM folded_pages AS told
LEFT JOIN last_versions ON told.item_id = last_versions.item_id
WHERE
    told.outcome = 'ok'
    AND (
        last_versions.item_id IS NULL
        OR told.content_sha256 IS DISTINCT FROM last_versions.content_sha256
        OR told.title IS DISTINCT FROM last_versions.title
        OR told.published_on IS DISTINCT FROM last_versions.published_on
        OR told.published_at IS DISTINCT FROM last_versions.published_at
        OR told.issued_on IS DISTINCT FROM last_versions.issued_on
        OR told.unit IS DISTINCT FROM last_versions.unit
        OR told.document_number IS DISTINCT FROM last_versions.document_number
        OR told.index_number IS DISTINCT FROM last_versions.index_number
        OR told.page_column IS DISTINCT FROM last_versions.page_column
        OR told.attachments IS DISTINCT FROM last_versions.attachments
    );
