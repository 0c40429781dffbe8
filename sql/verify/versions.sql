-- Purpose: every reading of an item's page that points into the archive, in the archive's order, with what it is
--          told to state. Of several readings of the same bytes (a reparse) the last one counts: those before
--          it were made by older rules.
-- Grain:   item × place in the archive. Inputs: item_versions, items.

SELECT
    versions.item_id,
    versions.version,
    items.title AS item_title,
    versions.archive_file,
    versions.archive_offset,
    versions.content_sha256,
    versions.title,
    versions.unit,
    versions.document_number,
    versions.index_number,
    coalesce(CAST(timezone('Asia/Shanghai', versions.published_at) AS DATE), versions.published_on) AS published_on,
    versions.published_at,
    versions.issued_on
FROM item_versions AS versions
LEFT JOIN items ON versions.item_id = items.item_id
WHERE versions.archive_file IS NOT NULL
QUALIFY
    row_number() OVER (
        PARTITION BY versions.item_id, versions.archive_file, versions.archive_offset
        ORDER BY versions.version DESC
    ) = 1
ORDER BY versions.archive_file, versions.archive_offset, versions.item_id, versions.version;
