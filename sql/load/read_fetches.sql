-- Purpose: questions asked, from a package's file. Grain: one question. Inputs: $file (fetches.jsonl).

INSERT INTO stage_fetches
SELECT
    url, "key", role, asked_at, status, outcome, reason, bytes, sha256, etag, last_modified, content_type,
    archive_file, archive_offset, final_url
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        url: 'VARCHAR', "key": 'VARCHAR', role: 'VARCHAR', asked_at: 'TIMESTAMPTZ', status: 'INTEGER',
        outcome: 'VARCHAR', reason: 'VARCHAR', bytes: 'BIGINT', sha256: 'VARCHAR', etag: 'VARCHAR',
        last_modified: 'VARCHAR', content_type: 'VARCHAR', archive_file: 'VARCHAR', archive_offset: 'BIGINT',
        final_url: 'VARCHAR'
    }
);
