-- name: rules
-- Purpose: the words of every rule that a figure, a classification or a merge names. Grain: rule.
-- Inputs:  $classification, $merging, $counting (warehouse/rules/*.csv).

INSERT INTO published.main.rules BY NAME
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
)
SELECT rule || '@' || version AS rule, version::INTEGER AS version, kind, text
FROM told
ORDER BY rule;


-- name: data_as_of
-- Purpose: the instant of the last reading loaded; null before the first. Grain: one row. Inputs: section_runs.
-- Tables:  needs present_instant (temporary).

SELECT max(finished_at)
FROM section_runs
WHERE finished_at <= (SELECT believed_until FROM present_instant);


-- name: meta
-- Purpose: what this file is: of when, by which rules, and a sum of its content. Grain: one row.
-- Inputs:  published.portals, $rules_version (of the rule files), $built_at, $schema_version, $content_sha256.
--          data_as_of is that of the portal whose data are the oldest, those aside that are asked no more.

INSERT INTO published.main.meta BY NAME
SELECT
    $schema_version AS schema_version,
    $built_at::TIMESTAMPTZ AS built_at,
    (SELECT min(data_as_of) FROM published.main.portals WHERE retired_at IS NULL) AS data_as_of,
    $rules_version AS rules_version,
    $content_sha256 AS content_sha256;


-- name: sizes
-- Purpose: how much was published: of figures those that are not missing, the self-check aside, which has as many
--          whatever was published. Grain: one row. Inputs: published.items, figures, findings.

SELECT
    (SELECT count(*) FROM published.main.items) AS items,
    (SELECT count(*) FROM published.main.figures WHERE state <> 'missing' AND form <> 'self-check') AS figures,
    (SELECT count(*) FROM published.main.findings WHERE outcome <> 'pass') AS findings;
