-- Purpose: archived pages read again with the content that their version has: how long the text is, what its body
--          sums to, and where a date was looked for, as today's readers say. No version is made by it.
-- Grain:   item × version. Inputs: stage_items (read again), reparse_pages, item_versions.

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
