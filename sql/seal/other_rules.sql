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
