-- Purpose: what this file is: of when, by which rules, and a sum of its content. Grain: one row.
-- Inputs:  published.rules, section_runs, $built_at, $schema_version, $content_sha256.

INSERT INTO published.main.meta BY NAME
SELECT
    $schema_version AS schema_version,
    $built_at::TIMESTAMPTZ AS built_at,
    (SELECT max(finished_at) FROM section_runs) AS data_as_of,
    (SELECT left(sha256(string_agg(rule || text, chr(10) ORDER BY rule)), 12) FROM published.main.rules) AS rules_version,
    $content_sha256 AS content_sha256;
