-- name: other_rules
-- Purpose: rules that the published file words otherwise than the rule files that are sealed with it.
-- Grain:   rule. Inputs: sealed.rules, $classification, $merging, $counting (warehouse/rules/*.csv).

WITH
told AS (
    SELECT rule, version, text, '分类' AS kind
    FROM read_csv($classification, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    UNION ALL BY NAME
    SELECT rule, version, text, '合并' AS kind
    FROM read_csv($merging, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
    UNION ALL BY NAME
    SELECT rule, version, text, '统计口径' AS kind
    FROM read_csv($counting, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
),
files AS (
    SELECT rule || '@' || version AS rule, version::INTEGER AS version, kind, text
    FROM told
),
published AS (
    SELECT rule, version, kind, text
    FROM sealed.main.rules
    WHERE kind <> '人工'
)
SELECT rule
FROM files
FULL JOIN published USING (rule)
WHERE
    files.kind IS DISTINCT FROM published.kind
    OR files.text IS DISTINCT FROM published.text
    OR files.version IS DISTINCT FROM published.version
ORDER BY rule;


-- name: add_rule_files
-- Purpose: keeps the rules' files whole. Grain: file. Inputs: lists of equal length.

INSERT INTO sealed.main.rule_files
SELECT unnest($names::VARCHAR []), unnest($sums::VARCHAR []), unnest($contents::VARCHAR []);


-- name: add_seal
-- Purpose: says whose closing this is. Grain: one row. Inputs: values; published.meta.

INSERT INTO sealed.main.seal BY NAME
SELECT
    $year::INTEGER AS year,
    $version::INTEGER AS version,
    $sealed_at::TIMESTAMPTZ AS sealed_at,
    $as_of::TIMESTAMPTZ AS as_of,
    (SELECT data_as_of FROM published.main.meta) AS data_as_of,
    $published_sha256 AS published_sha256,
    $previous_file::VARCHAR AS previous_file,
    $previous_sha256::VARCHAR AS previous_sha256;


-- name: records
-- Purpose: the records of the archive that the year rests on. Grain: record. Inputs: sealed.item_versions.

SELECT DISTINCT archive_file, archive_offset
FROM sealed.main.item_versions
WHERE archive_file IS NOT NULL
ORDER BY archive_file, archive_offset;


-- name: add_records
-- Purpose: keeps the sums of the records. Grain: record. Inputs: lists of equal length.

INSERT INTO sealed.main.archive_records
SELECT unnest($files::VARCHAR []), unnest($offsets::BIGINT []), unnest($sums::VARCHAR []);


-- name: words
-- Purpose: the row of `seal` and that of `meta` in words, as they go into the sum of the content. Grain: one row.
-- Inputs:  seal, meta of the current database.

SELECT
    (SELECT to_json(told)::VARCHAR FROM (SELECT * EXCLUDE (content_sha256) FROM seal) AS told) AS seal,
    (SELECT to_json(told)::VARCHAR FROM meta AS told) AS meta;


-- name: set_content
-- Purpose: keeps the sum of all that the sealed file says. Grain: one row. Inputs: sealed.seal (changed),
--          $content_sha256.

UPDATE sealed.main.seal SET content_sha256 = $content_sha256;
