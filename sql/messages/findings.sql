-- Purpose: what the checks found and nobody has dealt with, by check; what sections and decisions say
--          themselves is left out.
-- Grain:   check × outcome × severity. Inputs: findings.
--          newest: when the last of them was first found; message: what that one says.

SELECT
    check_id,
    outcome,
    severity,
    count(*) AS finding_count,
    max(found_at) AS newest,
    arg_max(message, (found_at, subject)) AS message
FROM findings
WHERE
    outcome IN ('fail', 'uncertain')
    AND severity IN ('error', 'warning')
    AND coalesce(verdict, '') NOT IN ('误报', '已处理')
    AND check_id NOT IN ('section-incomplete', 'decision-unused', 'decision-contradicts', 'decision-invalid')
GROUP BY ALL
ORDER BY severity, outcome, check_id;
