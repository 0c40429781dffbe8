-- Finding: published pages that show personal data in the clear; here only masked text is kept.
-- Grain:   item × kind. Inputs: current_versions, published.items.

INSERT INTO published.main.findings BY NAME
WITH
found AS (
    SELECT item_id, unnest(masked) AS found
    FROM current_versions
    WHERE len(masked) > 0
),
bad AS (
    SELECT
        found.item_id AS subject,
        '“' || coalesce(any_value(items.title), any_value(items.url)) || '”含' || found.found.kind || ' '
        || count(*) || ' 处(如 ' || min(found.found.masked) || '),请通知发布单位处理' AS message
    FROM found
    INNER JOIN published.main.items AS items ON found.item_id = items.item_id
    GROUP BY found.item_id, found.found.kind
)
SELECT 'personal-data' AS check_id, 'fail' AS outcome, 'error' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'personal-data', 'pass', 'info', '全部', '没有发现未遮蔽的个人信息', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
