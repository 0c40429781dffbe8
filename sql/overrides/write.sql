-- Purpose: the decided with what came of them, and those that applied as rules that tables name.
-- Grain:   row of decisions.csv. Inputs: decided.

INSERT INTO published.main.decisions BY NAME
SELECT line, kind, item, item_id, value, value_id AS value_item_id, who, decided_on, why, rule, state, nullif(note, '') AS note
FROM decided
ORDER BY line;

INSERT INTO published.main.rules BY NAME
SELECT
    rule,
    1 AS version,
    '人工' AS kind,
    CASE kind
        WHEN 'category' THEN '人工决定类别为“' || value || '”'
        WHEN 'unit' THEN '人工决定发布单位为“' || unit || '”'
        WHEN 'merge' THEN '人工认定与“' || value || '”是同一份文件'
        WHEN 'split' THEN '人工认定不与' || CASE WHEN value = '' THEN '任何条目' ELSE '“' || value || '”' END || '合并'
        WHEN 'exclude' THEN '人工排除,不计入任何数字'
        WHEN 'include' THEN '人工决定计入'
    END || '(' || who || ',' || decided_on || ';原因:' || why || ')' AS text
FROM decided
WHERE state = 'applied' AND kind <> 'verdict'
ORDER BY rule;
