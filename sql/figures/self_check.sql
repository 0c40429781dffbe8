-- name: check_updates
-- Purpose: self-check V4a, V4b, D1, D2 (2019), O3a, O3b, O7 (2015): sections by their update cycles. In order until the
--          day that lies a cycle after the newest item; overdue only where all the section held is known.
-- Grain:   year × indicator × section. Inputs: check_asked, check_fed, check_sections; published.check_evidence (changed).
-- Tables:  needs check_asked, check_fed, check_sections (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
reckoned AS (
    SELECT
        asked.code,
        sections.*,
        fed.* EXCLUDE (code, portal_id, section_id),
        CAST(
            sections.last_on + CASE fed.unit WHEN 'day' THEN to_days(fed.count) ELSE to_months(fed.count) END AS DATE
        ) AS due_on
    FROM check_asked AS asked
    INNER JOIN check_fed AS fed ON asked.code = fed.code AND asked.portal_id = fed.portal_id
    INNER JOIN check_sections AS sections
        ON fed.portal_id = sections.portal_id AND fed.section_id = sections.section_id AND asked.year = sections.year
    WHERE asked.statement = 'check_updates'
),
judged AS (
    SELECT
        *,
        CASE
            WHEN NOT is_known THEN 'not_assessable'
            WHEN due_on >= on_day THEN CASE WHEN due_on <= on_day + soon_days THEN 'due' ELSE 'in_order' END
            WHEN NOT is_whole THEN 'not_assessable'
            WHEN last_on IS NOT NULL THEN 'breach'
            WHEN next_on IS NOT NULL THEN 'not_assessable'
            WHEN undated_count > 0 THEN CASE WHEN is_present THEN 'breach' ELSE 'not_assessable' END
            WHEN first_row_on IS NOT NULL THEN 'not_assessable'
            ELSE 'blank'
        END AS state
    FROM reckoned
)
SELECT
    portal_id,
    year,
    code,
    state,
    published_id AS section_id,
    url,
    CASE WHEN state = 'breach' THEN due_on + 1 END AS since,
    CASE WHEN is_known THEN due_on END AS due_on,
    CASE
        WHEN NOT is_known THEN '栏目没有类别,不知道应多久更新'
        WHEN state IN ('due', 'in_order', 'breach') AND last_on IS NOT NULL
            THEN '最近一条 ' || last_on || ',周期 ' || count || CASE unit WHEN 'day' THEN ' 日' ELSE ' 个月' END
        WHEN NOT is_whole THEN unread || coalesce(';读到的最近一条 ' || last_on, '')
        WHEN next_on IS NOT NULL THEN '读到的条目都在这一天以后(最早 ' || next_on || '),此前有没有条目看不出'
        WHEN undated_count > 0
            THEN '有条目 ' || undated_count || ' 条,都没有发布时间' || CASE WHEN is_present THEN ',视为没有更新' ELSE '' END
        ELSE '原有的条目都已不在,最近一条的日期不能作准'
    END AS words
FROM judged
WHERE state <> 'blank';


-- name: check_blank
-- Purpose: self-check V4c (2019), O3c (2015): 空白栏目, sections whose page says that it is empty and that never held an
--          item. Of a year that is over a reading of that year or before has to say so.
-- Grain:   year × section. Inputs: check_asked, check_sections; published.check_evidence (changed).
-- Tables:  needs check_asked, check_sections (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
judged AS (
    SELECT
        asked.code,
        sections.*,
        CASE
            WHEN sections.last_on IS NOT NULL OR sections.first_row_on <= sections.on_day THEN 'in_order'
            WHEN sections.first_row_on IS NOT NULL AND sections.empty_on <= sections.on_day THEN 'breach'
            WHEN sections.first_row_on IS NOT NULL THEN 'not_assessable'
            WHEN sections.empty_on <= sections.on_day AND sections.is_empty THEN 'breach'
            ELSE 'not_assessable'
        END AS state
    FROM check_asked AS asked
    INNER JOIN check_sections AS sections ON asked.portal_id = sections.portal_id AND asked.year = sections.year
    WHERE asked.statement = 'check_blank'
)
SELECT
    portal_id,
    year,
    code,
    state,
    published_id AS section_id,
    url,
    CASE WHEN state = 'breach' THEN empty_on END AS since,
    CASE
        WHEN state = 'in_order' THEN '有条目'
        WHEN state = 'breach' THEN '页面自己说没有内容,从来没有见到过条目'
        WHEN first_row_on IS NOT NULL THEN '当时有没有条目现在看不出'
        WHEN unread IS NOT NULL THEN unread
        WHEN empty_on IS NOT NULL THEN '当时是不是空白现在看不出'
        ELSE '没有读到条目,页面也没有说没有内容'
    END AS words
FROM judged;


-- name: check_times
-- Purpose: self-check D9: pages that were read and print no date of publication; those that print the day alone are told
--          in one row.
-- Grain:   item; one row a year on the others. Inputs: check_asked, current_versions, items, published.observations, items
--          (those that are still there); published.check_evidence (changed). A letter may print its own days alone. An item without any date is of the present year.
-- Tables:  needs check_asked, current_versions (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
told AS (
    SELECT
        asked.portal_id,
        asked.year,
        asked.code,
        published.item_id,
        published.url,
        published.date_from = 'page' AS is_dated,
        published.date_from = 'page' AND published.published_at IS NULL AS is_day_alone,
        pages.item_id IS NOT NULL AS is_read,
        coalesce(json_extract_string(pages.read_from, '$.published'), '') LIKE 'impossible:%' AS is_impossible,
        published.item_id IN (
            SELECT item_id FROM published.main.observations WHERE kind = 'letter' AND day IS NOT NULL
        ) AS is_letter,
        CAST(timezone('Asia/Shanghai', pages.seen_at) AS DATE) AS seen_on
    FROM check_asked AS asked
    INNER JOIN published.main.items AS published
        ON
            asked.portal_id = published.portal_id
            AND (
                asked.year = year(published.published_on)
                OR (published.published_on IS NULL AND asked.is_present)
            )
    INNER JOIN items ON published.item_id = items.item_id
    LEFT JOIN current_versions AS pages ON published.item_id = pages.item_id
    WHERE
        asked.statement = 'check_times'
        AND published.has_page
        AND published.removed_at IS NULL
        AND (pages.item_id IS NOT NULL OR (items.gone_since IS NULL AND is_awaited(items.page_outcome)))
),
summed AS (
    SELECT
        portal_id,
        year,
        code,
        count(*) FILTER (WHERE is_dated) AS dated,
        count(*) FILTER (WHERE is_day_alone) AS day_alone,
        count(*) FILTER (WHERE NOT is_read) AS unread,
        count(*) FILTER (WHERE is_read AND is_impossible) AS impossible,
        count(*) FILTER (WHERE is_read AND NOT is_dated AND NOT is_impossible AND is_letter) AS letters
    FROM told
    GROUP BY portal_id, year, code
)
SELECT
    portal_id, year, code, 'breach' AS state, item_id, url, seen_on AS since, '内容页没有读出发布时间' AS words
FROM told
WHERE is_read AND NOT is_dated AND NOT is_impossible AND NOT is_letter
UNION ALL BY NAME
SELECT
    portal_id,
    year,
    code,
    'in_order' AS state,
    '印有发布日期的内容页 ' || dated || ' 条'
    || CASE WHEN day_alone > 0 THEN ',其中只印到日、没有印时分的 ' || day_alone || ' 条' ELSE '' END AS words
FROM summed
WHERE dated > 0
UNION ALL BY NAME
SELECT
    portal_id,
    year,
    code,
    'not_assessable' AS state,
    concat_ws(
        ';',
        CASE WHEN unread > 0 THEN '内容页还没有读到的 ' || unread || ' 条' END,
        CASE WHEN impossible > 0 THEN '所印不是日历上的日子的 ' || impossible || ' 条' END,
        CASE WHEN letters > 0 THEN '只印来信或答复日期的来信 ' || letters || ' 条' END
    ) AS words
FROM summed
WHERE unread + impossible + letters > 0;


-- name: check_dates
-- Purpose: self-check V1 as far as dates show it: items first seen before the day that they are said to be published on,
--          and items whose page printed another day later (both read by one reader). Leads for a person, no verdict.
-- Grain:   item. Inputs: check_asked, watched, published.items, item_versions; published.check_evidence (changed).
-- Tables:  needs check_asked, watched (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
versions AS (
    SELECT
        item_id,
        version,
        reader_version,
        coalesce(CAST(timezone('Asia/Shanghai', published_at) AS DATE), published_on) AS day,
        CAST(timezone('Asia/Shanghai', seen_at) AS DATE) AS seen_on
    FROM published.main.item_versions
    WHERE item_id IN (SELECT item_id FROM published.main.item_versions WHERE version > 1)
),
compared AS (
    SELECT
        *,
        lag(day) OVER by_version AS day_before,
        lag(reader_version) OVER by_version AS reader_before
    FROM versions
    WINDOW by_version AS (PARTITION BY item_id ORDER BY version)
),
redated AS (
    SELECT
        item_id,
        max(seen_on) AS since,
        arg_max('原印 ' || day_before || ',' || seen_on || ' 起印 ' || day, version) AS words
    FROM compared
    WHERE day <> day_before AND reader_version IS NOT DISTINCT FROM reader_before
    GROUP BY item_id
),
told AS (
    SELECT
        items.portal_id,
        year(items.published_on)::INTEGER AS year,
        items.item_id,
        items.url,
        coalesce(redated.since, CAST(timezone('Asia/Shanghai', items.first_seen_at) AS DATE)) AS since,
        concat_ws(
            ';',
            CASE
                WHEN items.published_on > CAST(timezone('Asia/Shanghai', items.first_seen_at) AS DATE)
                    THEN '所印发布日期 ' || items.published_on || ' 晚于首次见到之日 '
                        || CAST(timezone('Asia/Shanghai', items.first_seen_at) AS DATE)
            END,
            redated.words
        ) AS words
    FROM (
        SELECT item_id FROM redated
        UNION
        SELECT item_id FROM watched WHERE what = 'early'
    ) AS doubtful
    INNER JOIN published.main.items AS items ON doubtful.item_id = items.item_id
    LEFT JOIN redated ON items.item_id = redated.item_id
    WHERE items.published_on IS NOT NULL
)
SELECT told.portal_id, told.year, asked.code, 'suspect' AS state, told.item_id, told.url, told.since, told.words
FROM told
INNER JOIN check_asked AS asked ON told.portal_id = asked.portal_id AND told.year = asked.year
WHERE asked.statement = 'check_dates';


-- name: check_fields
-- Purpose: self-check L1: sections of 基层政务公开 with too few entries, an old one as their newest, or too long without one.
-- Grain:   year × section. Inputs: check_asked, check_fed of its category, check_sections, placed, published.items;
--          published.check_evidence (changed). Neighbours are compared that stand in the twelve months before the day of judgement.
-- Tables:  needs check_asked, check_fed, check_sections, placed (temporary).

INSERT INTO published.main.check_evidence BY NAME
WITH
asked_of AS (
    SELECT asked.code, asked.least, sections.*, fed.count, fed.soon_days, sections.last_on + fed.count AS due_on
    FROM check_asked AS asked
    INNER JOIN check_fed AS fed ON asked.code = fed.code AND asked.portal_id = fed.portal_id
    INNER JOIN check_sections AS sections
        ON fed.portal_id = sections.portal_id AND fed.section_id = sections.section_id AND asked.year = sections.year
    WHERE asked.statement = 'check_fields'
),
days AS (
    SELECT DISTINCT
        asked_of.code, asked_of.year, asked_of.portal_id, asked_of.section_id, items.published_on AS day, asked_of.on_day
    FROM asked_of
    INNER JOIN placed ON asked_of.portal_id = placed.portal_id AND asked_of.section_id = placed.section_id
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    WHERE
        placed.counted
        AND items.published_on <= asked_of.on_day
        AND CAST(
            timezone('Asia/Shanghai', least(coalesce(items.removed_at, 'infinity'), coalesce(placed.left_at, 'infinity'))) AS DATE
        ) > asked_of.on_day
),
stepped AS (
    SELECT *, day - lag(day) OVER (PARTITION BY code, year, portal_id, section_id ORDER BY day) AS gap FROM days
),
gaps AS (
    SELECT code, year, portal_id, section_id, max(gap) FILTER (WHERE day > on_day - INTERVAL 12 MONTH) AS gap
    FROM stepped
    GROUP BY code, year, portal_id, section_id
),
judged AS (
    SELECT
        asked_of.*,
        concat_ws(
            ';',
            CASE WHEN asked_of.dated_count + asked_of.undated_count < asked_of.least
                THEN '条目 ' || (asked_of.dated_count + asked_of.undated_count) || ' 条,不足 ' || asked_of.least || ' 条' END,
            CASE WHEN asked_of.due_on < asked_of.on_day THEN '最近一条 ' || asked_of.last_on END,
            CASE WHEN gaps.gap > asked_of.count THEN '近 12 个月相邻两条最长隔 ' || gaps.gap || ' 日' END
        ) AS faults
    FROM asked_of
    LEFT JOIN gaps USING (code, year, portal_id, section_id)
)
SELECT
    portal_id,
    year,
    code,
    CASE
        WHEN NOT is_whole THEN 'not_assessable'
        WHEN faults <> '' THEN 'breach'
        WHEN due_on IS NULL THEN 'not_assessable'
        WHEN due_on <= on_day + soon_days THEN 'due'
        ELSE 'in_order'
    END AS state,
    published_id AS section_id,
    url,
    CASE WHEN is_whole AND due_on < on_day THEN due_on + 1 END AS since,
    due_on,
    CASE
        WHEN NOT is_whole THEN unread
        WHEN faults <> '' THEN faults
        ELSE coalesce('最近一条 ' || last_on, '条目都没有发布时间')
    END AS words
FROM judged;
