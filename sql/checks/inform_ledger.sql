-- Finding: what happened while loading (damaged packages). Grain: check × subject × message. Inputs: findings.

INSERT INTO published.main.findings BY NAME
SELECT check_id, outcome, severity, subject, message, found_at
FROM findings
UNION ALL
SELECT 'package-rejected', 'pass', 'info', '全部', '数据包都已载入', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM findings WHERE check_id = 'package-rejected')
ORDER BY check_id, subject, message;
