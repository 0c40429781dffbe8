-- Finding: items whose list row is not known, because the package that held it was damaged; counted nowhere.
-- Grain:   item. Inputs: published.items, item_sections.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        item_id AS subject,
        '“' || coalesce(title, url) || '”只有页面、没有列表行(数据包损坏所致),未计入;下次完整读取其栏目后自动补上' AS message
    FROM published.main.items
    ANTI JOIN published.main.item_sections USING (item_id)
)
SELECT 'item-unlisted' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'item-unlisted', 'pass', 'info', '全部', '条目都有所在栏目', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
