-- Purpose: the decisions that did not apply, and what is to be known of one that did, in the file's order.
-- Grain:   row of decisions.csv. Inputs: decided.

SELECT
    'overrides/decisions.csv 第 ' || line || ' 行(' || kind || ' ' || item || ')'
    || CASE state WHEN 'applied' THEN '已起作用,但' ELSE '没有起作用:' END || note
FROM decided
WHERE state <> 'applied' OR note <> ''
ORDER BY line;
