-- Finding: decisions that did nothing, contradict each other or cannot be read. Grain: row of decisions.csv.
-- Inputs:  decided, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        CASE state
            WHEN 'contradicts' THEN 'decision-contradicts'
            WHEN 'invalid' THEN 'decision-invalid'
            ELSE 'decision-unused'
        END AS check_id,
        CASE WHEN state IN ('contradicts', 'invalid') THEN 'fail' ELSE 'uncertain' END AS outcome,
        CASE WHEN state IN ('contradicts', 'invalid') THEN 'error' ELSE 'warning' END AS severity,
        kind || ' ' || item AS subject,
        'decisions.csv 第 ' || line || ' 行没有起作用:' || note AS message,
        line
    FROM decided
    WHERE state <> 'applied'
),
checks AS (
    SELECT unnest(['decision-unused', 'decision-contradicts', 'decision-invalid']) AS check_id,
    unnest(['人工决定都起了作用', '人工决定之间没有矛盾', '人工决定都能读懂']) AS message
)
SELECT check_id, outcome, severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT check_id, 'pass', 'info', '全部', message, $found_at::TIMESTAMPTZ
FROM checks
ANTI JOIN bad USING (check_id)
ORDER BY check_id, subject, message;
