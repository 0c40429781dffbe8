-- Finding: publish dates after the day of reading, or before there were portals.
-- Grain:   item. Inputs: published.items.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        item_id AS subject,
        '“' || coalesce(title, url) || '”的发布日期是 ' || published_on
        || CASE WHEN published_on < DATE '1995-01-01' THEN ',早于政府网站出现' ELSE ',晚于读取之日' END
        || ';仍按所印日期统计,请核对原页' AS message
    FROM published.main.items
    WHERE
        published_on < DATE '1995-01-01'
        OR (
            -- A zone is costly to reckon in: first what is near enough to be looked at.
            published_on > CAST(timezone('UTC', last_seen_at) AS DATE) - 2
            AND published_on > CAST(timezone('Asia/Shanghai', last_seen_at) AS DATE)
        )
)
SELECT 'date-impossible' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'date-impossible', 'pass', 'info', '全部', '没有早于 1995 年或晚于读取之日的发布日期', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
