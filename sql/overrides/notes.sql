-- Purpose: the decisions that did not apply, in words, in the file's order. Grain: row of decisions.csv.
-- Inputs:  decided.

SELECT 'overrides/decisions.csv 第 ' || line || ' 行(' || kind || ' ' || item || ')没有起作用:' || note
FROM decided
WHERE state <> 'applied'
ORDER BY line;
