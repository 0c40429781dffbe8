-- Purpose: every version of every page, with the place of its bytes. Grain: item × version. Inputs: item_versions.

INSERT INTO published.main.item_versions BY NAME
SELECT
    item_id, version, seen_at, title, content_sha256, archive_file, archive_offset, published_on, published_at,
    issued_on, unit, document_number, index_number, read_from::VARCHAR AS read_from, run_id, text_length, body_digest
FROM item_versions;
