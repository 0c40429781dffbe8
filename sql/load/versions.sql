-- name: note_texts
-- Purpose: pages read again with the content of a version of theirs, of which no length was known: now it is. Of the
--          version that was read from the very same answer before, length, sum and where a date was looked for are
--          as today's readers say.
-- Grain:   item × version. Inputs: folded_pages (read pages only), held_versions. No version is made by it.
-- Tables:  needs folded_pages, held_versions (temporary).

UPDATE held_versions AS held
SET
    is_changed = TRUE,
    text_length = told.text_length,
    body_digest = told.body_digest,
    read_from = CASE
        WHEN held.version = told.version_before THEN told.read_from
        ELSE held.read_from
    END
FROM folded_pages AS told
WHERE
    held.item_id = told.item_id
    AND told.outcome = 'ok'
    AND told.text_length IS NOT NULL
    AND held.content_sha256 = told.content_sha256
    AND (
        held.text_length IS NULL
        OR (
            held.version = told.version_before
            AND held.published_on IS NOT DISTINCT FROM told.published_on
            AND (
                held.text_length <> told.text_length
                OR held.body_digest IS DISTINCT FROM told.body_digest
                OR json_extract_string(held.read_from, '$.published')
                IS DISTINCT FROM json_extract_string(told.read_from, '$.published')
            )
        )
    );


-- name: add_versions
-- Purpose: a version of each page whose content or stated fields differ from its last version; of an answer that was
--          read before, from the version that was read from it then: it is accepted as that was.
-- Grain:   item × version, numbered from 1. Inputs: folded_pages (read pages only), stage_packages, held_versions.
--          Where a field was read from, and where its bytes stand, may change without making a version.
-- Tables:  needs folded_pages, held_versions, stage_packages (temporary).

INSERT INTO held_versions
WITH
held AS (
    SELECT
        *,
        max(version) OVER (PARTITION BY item_id) AS last_version
    FROM held_versions
    SEMI JOIN folded_pages USING (item_id)
)
SELECT
    told.item_id,
    $portal_id,
    coalesce(held.last_version, 0)
    + row_number() OVER (PARTITION BY told.item_id ORDER BY told.version_before NULLS LAST),
    told.seen_at,
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
    told.body_digest,
    stage_packages.reader_version,
    NULL,
    TRUE
FROM folded_pages AS told
INNER JOIN stage_packages ON told.package = stage_packages.package
LEFT JOIN held
    ON told.item_id = held.item_id AND held.version = coalesce(told.version_before, held.last_version)
WHERE
    told.outcome = 'ok'
    AND (
        held.item_id IS NULL
        OR told.content_sha256 IS DISTINCT FROM held.content_sha256
        OR told.title IS DISTINCT FROM held.title
        OR told.published_on IS DISTINCT FROM held.published_on
        OR told.published_at IS DISTINCT FROM held.published_at
        OR told.issued_on IS DISTINCT FROM held.issued_on
        OR told.unit IS DISTINCT FROM held.unit
        OR told.document_number IS DISTINCT FROM held.document_number
        OR told.index_number IS DISTINCT FROM held.index_number
        OR told.page_column IS DISTINCT FROM held.page_column
        OR told.attachments IS DISTINCT FROM held.attachments
    );
