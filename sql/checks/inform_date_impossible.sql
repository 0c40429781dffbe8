-- Finding: publish dates after the day of reading, before there were portals, or on no day of the calendar.
-- Grain:   item. Inputs: published.items, current_versions (read_from: `impossible:2017-02-30`), placed.

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
    UNION ALL
    SELECT
        items.item_id,
        '“' || coalesce(items.title, items.url) || '”的页面所印发布日期是 ' || replace(pages.printed, 'impossible:', '')
        || ',日历上没有这一天;'
        || CASE
            WHEN items.published_on IS NULL THEN '没有别的日期可依,未计入任何年度'
            ELSE '按列表所印的 ' || items.published_on || ' 统计'
        END || ',请核对原页'
    FROM (
        -- Only of pages without a date it is looked up what was printed instead.
        SELECT item_id, json_extract_string(read_from, '$.published') AS printed
        FROM current_versions
        WHERE published_on IS NULL AND contains(read_from::VARCHAR, '"impossible:')
    ) AS pages
    INNER JOIN published.main.items AS items ON pages.item_id = items.item_id
    WHERE pages.printed LIKE 'impossible:%' AND items.item_id IN (SELECT item_id FROM placed WHERE counted)
)
SELECT 'date-impossible' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'date-impossible', 'pass', 'info', '全部', '没有早于 1995 年、晚于读取之日或日历上没有的发布日期', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
