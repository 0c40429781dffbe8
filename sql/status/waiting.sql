-- Purpose: what waits for a person. Grain: finding that is not a pass and that nobody has dealt with.
-- Inputs:  findings.

SELECT check_id, outcome, severity, subject, message
FROM findings
WHERE outcome <> 'pass' AND coalesce(verdict, '') NOT IN ('误报', '已处理')
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, check_id, subject, message;
