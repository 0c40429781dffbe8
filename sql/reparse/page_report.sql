-- Purpose: how many pages differ in which field. Grain: field. Inputs: reparse_versions.

SELECT unnest(fields) AS field, count(*) AS pages, min(url) AS example
FROM reparse_versions
GROUP BY field
ORDER BY pages DESC, field;
