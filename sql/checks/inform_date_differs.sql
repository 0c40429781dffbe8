-- Finding: the list dates an item in another year than its page does; the page decides.
-- Grain:   section × pair of years. Inputs: placed, published.items.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        placed.published_id AS subject,
        count(*) || ' 条列表日期在 ' || year(placed.listed_on) || ' 年、页面发布日期在 '
        || year(items.published_on) || ' 年,按页面计;可能是年末补发、倒签或网站迁移,请核对' AS message
    FROM placed
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    WHERE placed.counted AND items.date_from = 'page' AND year(placed.listed_on) <> year(items.published_on)
    GROUP BY placed.published_id, year(placed.listed_on), year(items.published_on)
)
SELECT 'date-differs' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'date-differs', 'pass', 'info', '全部', '列表与页面的发布日期都在同一年', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
