-- Purpose: rows and pages that could not be read, from a package's file.
-- Grain:   one reject. Inputs: $file (rejects.jsonl).

INSERT INTO stage_rejects
SELECT
    url, position, reason, raw
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {url: 'VARCHAR', position: 'INTEGER', reason: 'VARCHAR', raw: 'VARCHAR'}
);
