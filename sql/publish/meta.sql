-- Purpose: what this file is: of when, by which rules, and a sum of its content. Grain: one row.
-- Inputs:  section_state, $rules_version (of the rule files), $built_at, $schema_version, $content_sha256.
--          data_as_of is the oldest of what stands behind the file, so that a bad night never looks fresh: of
--          each section its last complete reading, of one never complete its last reading that read anything.

INSERT INTO published.main.meta BY NAME
SELECT
    $schema_version AS schema_version,
    $built_at::TIMESTAMPTZ AS built_at,
    (
        SELECT min(CASE WHEN covered THEN complete_at WHEN was_read THEN read_at END)
        FROM section_state
        WHERE declared
    ) AS data_as_of,
    $rules_version AS rules_version,
    $content_sha256 AS content_sha256;
