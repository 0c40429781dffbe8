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
