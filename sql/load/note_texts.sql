-- Purpose: pages read again with the content of their last version, of which no length was known: now it is.
-- Grain:   item × version. Inputs: folded_pages (read pages only), item_versions. No version is made by it.

UPDATE item_versions
SET text_length = told.text_length, body_digest = told.body_digest
FROM folded_pages AS told
WHERE
    item_versions.item_id = told.item_id
    AND item_versions.text_length IS NULL
    AND told.outcome = 'ok'
    AND told.text_length IS NOT NULL
    AND item_versions.content_sha256 = told.content_sha256;
