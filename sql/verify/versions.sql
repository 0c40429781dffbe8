-- Purpose: every version of an item's page that points into the archive, in the archive's order.
-- Grain:   item × version. Inputs: item_versions, items.

SELECT
    versions.item_id,
    versions.version,
    items.title,
    versions.archive_file,
    versions.archive_offset,
    versions.content_sha256,
    coalesce(CAST(timezone('Asia/Shanghai', versions.published_at) AS DATE), versions.published_on) AS published_on
FROM item_versions AS versions
LEFT JOIN items ON versions.item_id = items.item_id
WHERE versions.archive_file IS NOT NULL
ORDER BY versions.archive_file, versions.archive_offset, versions.item_id, versions.version;
