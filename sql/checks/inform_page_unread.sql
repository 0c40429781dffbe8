-- Finding: counted items whose page was never read: date and unit rest on the list alone.
-- Grain:   year × reason. Inputs: published.items, items, placed, section_state, current_versions.
--          A backfill of one year asks only the pages near that year; other pages may be withdrawn or failing.

INSERT INTO published.main.findings BY NAME
WITH
wanted AS (
    SELECT DISTINCT placed.item_id
    FROM placed
    INNER JOIN section_state USING (portal_id, section_id)
    WHERE placed.counted AND placed.has_page AND section_state.details
),
unread AS (
    SELECT
        wanted.item_id,
        CASE
            WHEN items.page_outcome IS NULL THEN '还没有读过页面,补抓该年即可读到'
            WHEN items.gone_since IS NOT NULL THEN '页面已不存在'
            ELSE '页面读不到(' || items.page_outcome || '),以后再试'
        END AS reason
    FROM wanted
    INNER JOIN items USING (item_id)
    ANTI JOIN current_versions USING (item_id)
),
bad AS (
    SELECT
        coalesce(year(published.published_on)::VARCHAR, '无日期') AS subject,
        coalesce(year(published.published_on) || ' 年', '无日期的') || '有 ' || count(*)
        || ' 条只按列表计(日期、单位、文号以列表所印为准):' || unread.reason AS message
    FROM unread
    INNER JOIN published.main.items AS published USING (item_id)
    GROUP BY year(published.published_on), unread.reason
)
SELECT 'page-unread' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'page-unread', 'pass', 'info', '全部', '计入的条目都读过页面', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
