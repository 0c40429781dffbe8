-- Purpose: list rows as read, from a package's file. Grain: page × position. Inputs: $file (rows.jsonl).

INSERT INTO stage_rows
SELECT
    item_id, url, page_number, position, nullif(title, ''), listed_on, nullif(trim(unit), ''),
    nullif(trim(index_number), ''), nullif(trim(document_number), ''), pinned, has_page, seen_at
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        item_id: 'VARCHAR', url: 'VARCHAR', page_number: 'INTEGER', position: 'INTEGER', title: 'VARCHAR',
        listed_on: 'DATE', unit: 'VARCHAR', index_number: 'VARCHAR', document_number: 'VARCHAR',
        pinned: 'BOOLEAN', has_page: 'BOOLEAN', seen_at: 'TIMESTAMPTZ'
    }
);
