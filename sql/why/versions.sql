-- Purpose: every version of an item's page with the place of its bytes. Grain: version. Inputs: $item_id.

SELECT
    version,
    seen_at,
    title,
    content_sha256,
    archive_file,
    archive_offset,
    published_on,
    published_at,
    issued_on,
    unit,
    document_number,
    index_number,
    json_extract_string(read_from, '$.published') AS date_read_from
FROM item_versions
WHERE item_id = $item_id
ORDER BY version;
