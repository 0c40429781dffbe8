-- name: inform_backdated
-- Purpose: finding: items whose shown date is well before the day they can have come up: 30 days and more before a
--          complete reading of the section that did not meet them, or before the day in their address. Late
--          publication, backdating and a site's migration look alike, so this asks: ten and more of one night are
--          more likely a migration. Nothing is said of what the first complete reading met.
-- Grain:   portal × night (by address: portal × month). Inputs: section_runs, watched_items, watched_rows, item_changes.
-- Tables:  needs covered_since, watched_items, watched_rows (temporary).

INSERT INTO published.main.findings BY NAME
WITH
complete_readings AS (
    SELECT portal_id, section_id, finished_at
    FROM section_runs
    WHERE is_whole(outcome)
),
late AS (
    SELECT dated.*, complete_readings.finished_at AS unseen_at
    FROM (
        SELECT
            placed.portal_id,
            placed.section_id,
            placed.published_id,
            placed.item_id,
            placed.first_seen_at,
            items.published_on,
            items.url
        FROM watched_rows AS placed
        INNER JOIN covered_since USING (portal_id, section_id)
        INNER JOIN watched_items AS items ON placed.item_id = items.item_id
        WHERE
            items.what = 'later'
            AND placed.counted
            AND placed.first_seen_at > covered_since.covered_at
            AND placed.first_seen_at = items.first_seen_at
            AND items.published_on < CAST(timezone('Asia/Shanghai', placed.first_seen_at) AS DATE) - 30
            AND placed.item_id NOT IN (SELECT other_item_id FROM item_changes WHERE change = 'moved')
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
by_address AS (
    SELECT
        placed.portal_id,
        '网址所含日期在 ' || strftime(items.day, '%Y 年 %m 月') AS found,
        count(DISTINCT item_id) AS items,
        string_agg(DISTINCT published_id, '、' ORDER BY published_id) AS sections,
        min(published_on) AS earliest,
        max(published_on) AS latest,
        arg_min(items.url, (published_on, item_id)) AS example
    FROM watched_items AS items
    INNER JOIN watched_rows AS placed USING (item_id)
    WHERE items.what = 'address' AND placed.counted
    GROUP BY ALL
),
bad AS (
    SELECT
        portal_id,
        portal_id || ' ' || found AS subject,
        items || ' 条' || found || ',所印发布日期却在 ' || earliest
        || CASE WHEN latest > earliest THEN ' 至 ' || latest ELSE '' END || '(栏目 ' || sections || ');'
        || CASE
            WHEN items >= 10 THEN '数量较多,可能是网站迁移或集中补录,请核实是否迁移'
            ELSE '请核实是否补发'
        END || ';仍按所印日期统计。例如 ' || example AS message
    FROM (SELECT * FROM by_night UNION ALL SELECT * FROM by_address)
)
SELECT portal_id, 'date-backdated' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_date_differs
-- Purpose: finding: the list dates an item in another year than its page does; the page decides.
-- Grain:   section × pair of years. Inputs: watched_items, watched_rows.
-- Tables:  needs watched_items, watched_rows (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        placed.portal_id,
        placed.published_id AS subject,
        count(*) || ' 条列表日期在 ' || year(placed.listed_on) || ' 年、页面发布日期在 '
        || year(items.published_on) || ' 年,按页面计;可能是年末补发、倒签或网站迁移,请核对' AS message
    FROM watched_rows AS placed
    INNER JOIN watched_items AS items ON placed.item_id = items.item_id
    WHERE items.what = 'differs' AND placed.counted AND year(placed.listed_on) <> year(items.published_on)
    GROUP BY placed.portal_id, placed.published_id, year(placed.listed_on), year(items.published_on)
)
SELECT portal_id, 'date-differs' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_date_impossible
-- Purpose: finding: publish dates after the day of reading, before there were portals, or on no day of the calendar.
-- Grain:   item. Inputs: watched_items, published.items, current_versions (read_from: `impossible:2017-02-30`), placed.
-- Tables:  needs current_versions, placed, watched_items (temporary).

INSERT INTO published.main.findings BY NAME
WITH
-- Only of pages without a date it is looked up what was printed instead.
pages AS MATERIALIZED (
    SELECT item_id, json_extract_string(read_from, '$.published') AS printed
    FROM current_versions
    WHERE published_on IS NULL AND contains(read_from::VARCHAR, '"impossible:')
),
bad AS (
    SELECT
        portal_id,
        item_id AS subject,
        '“' || coalesce(title, url) || '”的发布日期是 ' || published_on
        || CASE WHEN published_on < DATE '1995-01-01' THEN ',早于政府网站出现' ELSE ',晚于读取之日' END
        || ';仍按所印日期统计,请核对原页' AS message
    FROM watched_items
    WHERE what = 'impossible'
    UNION ALL
    SELECT
        items.portal_id,
        items.item_id,
        '“' || coalesce(items.title, items.url) || '”的页面所印发布日期是 ' || replace(pages.printed, 'impossible:', '')
        || ',日历上没有这一天;'
        || CASE
            WHEN items.published_on IS NULL THEN '没有别的日期可依,未计入任何年度'
            ELSE '按列表所印的 ' || items.published_on || ' 统计'
        END || ',请核对原页'
    FROM pages
    INNER JOIN published.main.items AS items ON pages.item_id = items.item_id
    WHERE pages.printed LIKE 'impossible:%' AND items.item_id IN (
        SELECT placed.item_id FROM placed SEMI JOIN pages ON placed.item_id = pages.item_id WHERE placed.counted
    )
)
SELECT portal_id, 'date-impossible' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_item_undated
-- Purpose: finding: counted items without any date that could be read (none printed, or none of the calendar:
--          date-impossible names those that a page prints); they are in no figure of any year.
-- Grain:   section. Inputs: watched_items, watched_rows, section_state, unread_items.
-- Tables:  needs section_state, unread_items, watched_items, watched_rows (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        placed.portal_id,
        placed.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”有 ' || count(*)
        || ' 条没有能读出的发布日期,未计入任何年度(原因逐条见 exclusions)' || CASE
            WHEN count(unread.item_id) > 0
                THEN ';其中 ' || count(unread.item_id) || ' 条列表没有日期、内容页没有读到'
            ELSE ''
        END AS message
    FROM watched_rows AS placed
    INNER JOIN watched_items AS items ON placed.item_id = items.item_id
    INNER JOIN section_state
        ON placed.portal_id = section_state.portal_id AND placed.section_id = section_state.section_id
    LEFT JOIN unread_items AS unread ON placed.item_id = unread.item_id
    WHERE items.what = 'undated' AND placed.counted
    GROUP BY placed.portal_id, placed.published_id
)
SELECT portal_id, 'item-undated' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_late
-- Purpose: finding: counted items that came out later than 20 working days after the day on which, by their page, they
--          were formed (政府信息公开条例 第二十六条; 2008 年条例 第十八条, in force since 1 May 2008). It asks: what a page
--          prints as 成文日期 may be another day, and an item may have been public elsewhere before. No figure rests
--          on it. What would need a calendar that is not known is not assessable.
-- Grain:   portal × unit; portal × year without a calendar. Inputs: watched_items, watched_rows, working_days, unknown_years.
-- Tables:  needs unknown_years, watched_items, watched_rows, working_days (temporary).

INSERT INTO published.main.findings BY NAME
WITH
dated AS (
    SELECT portal_id, item_id, coalesce(unit, '(单位不明)') AS unit, title, url, issued_on, published_on
    FROM watched_items
    WHERE what = 'issued' AND item_id IN (SELECT item_id FROM watched_rows WHERE counted)
),
reckoned AS (
    SELECT dated.*, came.number - formed.number AS taken
    FROM dated
    LEFT JOIN working_days AS formed ON dated.issued_on = formed.day
    LEFT JOIN working_days AS came ON dated.published_on = came.day AND formed.span = came.span
),
late AS (
    SELECT
        portal_id,
        unit AS subject,
        '单位“' || unit || '”有 ' || count(*) || ' 条信息在成文后超过 20 个工作日才公开(最长 ' || max(taken)
        || ' 个工作日,条例第二十六条),成文日期以页面所印为准,请核对是否补发或早已在别处公开;例如 '
        || arg_max(coalesce(title, url), (taken, item_id)) || '(成文 '
        || arg_max(issued_on, (taken, item_id)) || ',公开 ' || arg_max(published_on, (taken, item_id)) || ')'
            AS message
    FROM reckoned
    WHERE taken > 20
    GROUP BY portal_id, unit
),
unknown AS (
    SELECT
        reckoned.portal_id,
        unknown_years.unknown_year || ' 年' AS subject,
        count(DISTINCT reckoned.item_id) || ' 条信息的公开是否及时无法核对:' || any_value(unknown_years.message)
            AS message
    FROM reckoned
    INNER JOIN unknown_years
        ON unknown_years.unknown_year BETWEEN year(reckoned.issued_on) AND year(reckoned.published_on)
    WHERE reckoned.taken IS NULL
    GROUP BY reckoned.portal_id, unknown_years.unknown_year
),
bad AS (
    SELECT portal_id, 'uncertain' AS outcome, subject, message FROM late
    UNION ALL
    SELECT portal_id, 'not_assessable', subject, message FROM unknown
)
SELECT portal_id, 'published-late' AS check_id, outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;
