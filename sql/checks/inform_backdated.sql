-- Finding: items whose shown date is well before the day they can have come up: 30 days and more before a complete
--          reading of the section that did not meet them, or before the day in their address. Late publication,
--          backdating and a site's migration look alike, so this asks: ten and more of one night are more likely
--          a migration. Nothing is said of what the first complete reading met.
-- Grain:   portal × night (by address: portal × month). Inputs: item_sections, section_runs, section_state,
--          placed, published.items, item_changes.

INSERT INTO published.main.findings BY NAME
WITH
complete_readings AS (
    SELECT portal_id, section_id, finished_at
    FROM section_runs
    WHERE outcome IN ('complete', 'empty')
),
covered_since AS (
    SELECT portal_id, section_id, min(finished_at) AS covered_at
    FROM section_runs
    WHERE outcome IN ('complete', 'empty') AND whole_list
    GROUP BY portal_id, section_id
),
-- Rows first met after their section was once read whole: few, so that only these are looked at further.
came_later AS (
    SELECT placed.*
    FROM placed
    INNER JOIN covered_since USING (portal_id, section_id)
    WHERE placed.counted AND placed.first_seen_at > covered_since.covered_at
),
late AS (
    SELECT dated.*, complete_readings.finished_at AS unseen_at
    FROM (
        SELECT
            came_later.portal_id,
            came_later.section_id,
            came_later.published_id,
            came_later.item_id,
            came_later.first_seen_at,
            items.published_on,
            items.url
        FROM came_later
        INNER JOIN published.main.items AS items ON came_later.item_id = items.item_id
        WHERE
            -- The reading that did not meet it was before: a later date is never 30 days before that.
            items.published_on < CAST(timezone('Asia/Shanghai', came_later.first_seen_at) AS DATE) - 30
            AND came_later.first_seen_at = items.first_seen_at
            AND came_later.item_id NOT IN (SELECT other_item_id FROM item_changes WHERE change = 'moved')
    ) AS dated
    ASOF INNER JOIN complete_readings
        ON
            dated.portal_id = complete_readings.portal_id
            AND dated.section_id = complete_readings.section_id
            AND dated.first_seen_at > complete_readings.finished_at
),
by_night AS (
    SELECT
        portal_id,
        strftime(timezone('Asia/Shanghai', first_seen_at), '%Y-%m-%d') || ' 首次发现' AS found,
        count(DISTINCT item_id) AS items,
        string_agg(DISTINCT published_id, '、' ORDER BY published_id) AS sections,
        min(published_on) AS earliest,
        max(published_on) AS latest,
        arg_min(url, (published_on, item_id)) AS example
    FROM late
    WHERE published_on < CAST(timezone('Asia/Shanghai', unseen_at) AS DATE) - 30
    GROUP BY ALL
),
addressed AS (
    SELECT
        item_id,
        published_on,
        url,
        coalesce(
            try_strptime(
                nullif(
                    regexp_extract(url, '[^0-9](20\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01]))[^0-9]', 1), ''
                )
                .replace('/', '-'),
                '%Y-%m-%d'
            ),
            try_strptime(
                nullif(regexp_extract(url, '[^0-9](20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))', 1), ''), '%Y%m%d'
            )
        )::DATE AS address_day
    FROM published.main.items
    WHERE published_on IS NOT NULL
),
before_address AS (
    SELECT * FROM addressed WHERE published_on < address_day - 30
),
by_address AS (
    SELECT
        portal_id,
        '网址所含日期在 ' || strftime(address_day, '%Y 年 %m 月') AS found,
        count(DISTINCT item_id) AS items,
        string_agg(DISTINCT published_id, '、' ORDER BY published_id) AS sections,
        min(published_on) AS earliest,
        max(published_on) AS latest,
        arg_min(before_address.url, (published_on, item_id)) AS example
    FROM before_address
    INNER JOIN placed USING (item_id)
    WHERE placed.counted
    GROUP BY ALL
),
bad AS (
    SELECT
        portal_id || ' ' || found AS subject,
        items || ' 条' || found || ',所印发布日期却在 ' || earliest
        || CASE WHEN latest > earliest THEN ' 至 ' || latest ELSE '' END || '(栏目 ' || sections || ');'
        || CASE
            WHEN items >= 10 THEN '数量较多,可能是网站迁移或集中补录,请核实是否迁移'
            ELSE '请核实是否补发'
        END || ';仍按所印日期统计。例如 ' || example AS message
    FROM (SELECT * FROM by_night UNION ALL SELECT * FROM by_address)
)
SELECT 'date-backdated' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'date-backdated', 'pass', 'info', '全部', '没有所印发布日期明显早于首次发现或网址日期的条目', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
