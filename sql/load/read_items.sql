-- Purpose: item pages as read, from a package's file. Grain: one reading of one page. Inputs: $file (items.jsonl).

INSERT INTO stage_items
SELECT
    item_id, url, seen_at, outcome, nullif(trim(title), ''), published_on, published_at, issued_on,
    nullif(trim(unit), ''), nullif(trim(document_number), ''), nullif(trim(document_number_raw), ''),
    nullif(trim(index_number), ''), nullif(trim("column"), ''), nullif(content_sha256, ''), archive_file,
    archive_offset, read_from, coalesce(attachments, []), coalesce(masked, []),
    text_length, nullif(body_digest, '')
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = 67108864,
    columns = {
        item_id: 'VARCHAR', url: 'VARCHAR', seen_at: 'TIMESTAMPTZ', outcome: 'VARCHAR', title: 'VARCHAR',
        published_on: 'DATE', published_at: 'TIMESTAMPTZ', issued_on: 'DATE', unit: 'VARCHAR',
        document_number: 'VARCHAR', document_number_raw: 'VARCHAR', index_number: 'VARCHAR',
        "column": 'VARCHAR', content_sha256: 'VARCHAR', archive_file: 'VARCHAR', archive_offset: 'BIGINT',
        read_from: 'JSON', attachments: 'STRUCT(url VARCHAR, name VARCHAR)[]',
        masked: 'STRUCT(kind VARCHAR, masked VARCHAR, place VARCHAR)[]', text_length: 'INTEGER',
        body_digest: 'VARCHAR'
    }
);
