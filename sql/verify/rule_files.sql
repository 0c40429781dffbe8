-- Purpose: sealed rule files whose words are not those that their sum was made of. Grain: file.
-- Inputs:  rule_files (sealed files only).

SELECT name
FROM rule_files
WHERE sha256(content) <> sha256
ORDER BY name;
