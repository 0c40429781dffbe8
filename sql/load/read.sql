-- name: read_fetches
-- Purpose: questions asked, from packages' files. Grain: one question. Inputs: $files (fetches.jsonl), $packages (whose each is).
-- Tables:  needs stage_fetches (temporary).

INSERT INTO stage_fetches
SELECT
    $packages[list_position($files, filename)],
    url, "key", role, asked_at, status, outcome, reason, bytes, sha256, etag, last_modified, content_type,
    archive_file, archive_offset, final_url
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    columns = {
        url: 'VARCHAR', "key": 'VARCHAR', role: 'VARCHAR', asked_at: 'TIMESTAMPTZ', status: 'INTEGER',
        outcome: 'VARCHAR', reason: 'VARCHAR', bytes: 'BIGINT', sha256: 'VARCHAR', etag: 'VARCHAR',
        last_modified: 'VARCHAR', content_type: 'VARCHAR', archive_file: 'VARCHAR', archive_offset: 'BIGINT',
        final_url: 'VARCHAR'
    }
);


-- name: read_rows
-- Purpose: list rows as read, from packages' files. Grain: page × position. Inputs: $files (rows.jsonl), $packages (whose each is).
-- Tables:  needs stage_rows (temporary).

INSERT INTO stage_rows
SELECT
    $packages[list_position($files, filename)],
    item_id, url, page_number, position, nullif(title, ''), listed_on, nullif(trim(unit), ''),
    nullif(trim(index_number), ''), nullif(trim(document_number), ''), pinned, has_page, seen_at
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    columns = {
        item_id: 'VARCHAR', url: 'VARCHAR', page_number: 'INTEGER', position: 'INTEGER', title: 'VARCHAR',
        listed_on: 'DATE', unit: 'VARCHAR', index_number: 'VARCHAR', document_number: 'VARCHAR',
        pinned: 'BOOLEAN', has_page: 'BOOLEAN', seen_at: 'TIMESTAMPTZ'
    }
);


-- name: read_items
-- Purpose: item pages as read, from packages' files. Grain: one reading of one page. Inputs: $files (items.jsonl), $packages (whose each is).
-- Tables:  needs stage_items (temporary).

INSERT INTO stage_items
SELECT
    $packages[list_position($files, filename)],
    item_id, url, seen_at, outcome, nullif(trim(title), ''), published_on, published_at, issued_on,
    nullif(trim(unit), ''), nullif(trim(document_number), ''), nullif(trim(document_number_raw), ''),
    nullif(trim(index_number), ''), nullif(trim("column"), ''), nullif(content_sha256, ''), archive_file,
    archive_offset, read_from, coalesce(attachments, []), coalesce(masked, []),
    text_length, nullif(body_digest, ''), observed
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    maximum_object_size = 67108864,
    columns = {
        item_id: 'VARCHAR', url: 'VARCHAR', seen_at: 'TIMESTAMPTZ', outcome: 'VARCHAR', title: 'VARCHAR',
        published_on: 'DATE', published_at: 'TIMESTAMPTZ', issued_on: 'DATE', unit: 'VARCHAR',
        document_number: 'VARCHAR', document_number_raw: 'VARCHAR', index_number: 'VARCHAR',
        "column": 'VARCHAR', content_sha256: 'VARCHAR', archive_file: 'VARCHAR', archive_offset: 'BIGINT',
        read_from: 'JSON', attachments: 'STRUCT(url VARCHAR, name VARCHAR)[]',
        masked: 'STRUCT(kind VARCHAR, masked VARCHAR, place VARCHAR)[]', text_length: 'INTEGER',
        body_digest: 'VARCHAR', observed: 'STRUCT(kind VARCHAR, fact VARCHAR, value VARCHAR, "day" DATE)[]'
    }
);


-- name: read_rejects
-- Purpose: rows and pages that could not be read, from packages' files.
-- Grain:   one reject. Inputs: $files (rejects.jsonl), $packages (whose each is).
-- Tables:  needs stage_rejects (temporary).

INSERT INTO stage_rejects
SELECT
    $packages[list_position($files, filename)],
    url, position, reason, raw
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    columns = {url: 'VARCHAR', position: 'INTEGER', reason: 'VARCHAR', raw: 'VARCHAR'}
);


-- name: read_layouts
-- Purpose: layouts that a crawl learned, from packages' files, in the order in which it learned them. A layout that
--          is no JSON object, or is of a kind there is not, fails the package.
-- Grain:   one layout. Inputs: $files (layouts.jsonl), $packages (whose each is).
-- Tables:  needs stage_layouts (temporary).

INSERT INTO stage_layouts
SELECT
    $packages[list_position($files, filename)],
    row_number() OVER (),
    CASE WHEN kind IN ('list', 'item') THEN kind ELSE error('没有这种版式: ' || coalesce(kind, '(无)')) END,
    CASE WHEN json_valid(layout) AND json_type(layout) = 'OBJECT' THEN layout ELSE error('版式不是 JSON 对象') END,
    CASE
        WHEN learned_from IN ('pages', 'sections', 'items', 'rules', 'person') THEN learned_from
        ELSE error('没有这种版式来历: ' || coalesce(learned_from, '(无)'))
    END,
    learned_at,
    reason
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    maximum_object_size = 67108864,
    columns = {
        kind: 'VARCHAR', layout: 'VARCHAR', learned_from: 'VARCHAR', learned_at: 'TIMESTAMPTZ', reason: 'VARCHAR'
    }
);


-- name: read_observations
-- Purpose: what was observed on lists and on the home page, from packages' files, in the order in which it was met. A
--          kind or source that there is not fails the package.
-- Grain:   one observation. Inputs: $files (observations.jsonl), $packages (whose each is).
-- Tables:  needs stage_observations (temporary).

INSERT INTO stage_observations
SELECT
    $packages[list_position($files, filename)],
    CASE
        WHEN kind IN ('letter', 'guide', 'home_link', 'home') THEN kind
        ELSE error('没有这种观察: ' || coalesce(kind, '(无)'))
    END,
    CASE WHEN source IN ('list', 'home') THEN source ELSE error('没有这种来历: ' || coalesce(source, '(无)')) END,
    url, nullif(item_id, ''), fact, nullif(value, ''), "day", seen_at, coalesce(yields, FALSE),
    nullif(unlinked, '')
FROM read_json(
    $files,
    filename = TRUE,
    format = 'newline_delimited',
    columns = {
        kind: 'VARCHAR', source: 'VARCHAR', url: 'VARCHAR', item_id: 'VARCHAR', fact: 'VARCHAR', value: 'VARCHAR',
        "day": 'DATE', seen_at: 'TIMESTAMPTZ', yields: 'BOOLEAN', unlinked: 'VARCHAR'
    }
);
