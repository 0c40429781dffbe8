-- name: inform_annual_report_missing
-- Purpose: finding: units of the portal file (its default_unit aside) without an item of 信息公开年报 published in the year
--          (《政府信息公开条例》: 每年 3 月 31 日前公布上一年度报告). A report may be published in another unit's name: a title that names
--          the unit will do.
-- Grain:   portal × year, from the first year with such an item to the last with any. Inputs: units, unit_names,
--          feeding, published.items, published.classifications, section_runs (data as of). Judged for good after
--          31 March of the following year, and only where every section that holds or may hold reports was read to
--          its end once.
-- Tables:  needs feeding, placed, present_instant (temporary).

INSERT INTO published.main.findings BY NAME
WITH
as_of AS (
    SELECT portal_id, CAST(timezone('Asia/Shanghai', max(finished_at)) AS DATE) AS today
    FROM section_runs
    WHERE finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id
),
reports AS (
    SELECT DISTINCT
        items.portal_id, items.item_id, items.unit, folded(items.title) AS title, year(items.published_on) AS published_year
    FROM published.main.items AS items
    INNER JOIN published.main.classifications AS classes ON items.item_id = classes.item_id
    WHERE
        classes.category = '信息公开年报'
        AND items.published_on IS NOT NULL
        AND items.item_id IN (SELECT item_id FROM placed WHERE counted)
),
-- A portal that is read long after it fell silent owes nothing here for the years since.
last_years AS (
    SELECT items.portal_id, least(max(year(items.published_on)), year(any_value(as_of.today))) AS published_year
    FROM published.main.items AS items
    INNER JOIN as_of USING (portal_id)
    WHERE items.published_on IS NOT NULL
    GROUP BY items.portal_id
),
years AS (
    SELECT
        reports.portal_id,
        unnest(range(min(reports.published_year), max(last_years.published_year) + 1)) AS published_year
    FROM reports
    INNER JOIN last_years ON reports.portal_id = last_years.portal_id
    WHERE reports.published_year >= 2008
    GROUP BY reports.portal_id
),
-- Of the names in a title the longest: 县人民政府办公室 is not 县人民政府.
named AS (
    SELECT reports.portal_id, reports.published_year, names.name
    FROM reports
    INNER JOIN unit_names AS names
        ON
            reports.portal_id = names.portal_id
            AND length(names.folded) >= 3
            AND contains(reports.title, names.folded)
    QUALIFY row_number() OVER (PARTITION BY reports.item_id ORDER BY length(names.folded) DESC, names.name) = 1
),
published_by AS (
    SELECT portal_id, published_year, name FROM named
    UNION
    SELECT portal_id, published_year, unit FROM reports
),
missing AS (
    SELECT
        years.portal_id,
        years.published_year,
        count(*) AS all_units,
        count(*) FILTER (WHERE published_by.name IS NULL) AS missing_units,
        string_agg(units.name, '、' ORDER BY units.name) FILTER (WHERE published_by.name IS NULL) AS names
    FROM years
    INNER JOIN units ON years.portal_id = units.portal_id
    INNER JOIN portals
        ON units.portal_id = portals.portal_id AND units.name IS DISTINCT FROM portals.default_unit
    LEFT JOIN published_by
        ON
            years.portal_id = published_by.portal_id
            AND years.published_year = published_by.published_year
            AND units.name = published_by.name
    GROUP BY years.portal_id, years.published_year
),
unproven AS (
    SELECT portal_id, string_agg(name, '、' ORDER BY position) AS names
    FROM feeding
    WHERE category = '信息公开年报' AND whole_to = 0
    GROUP BY portal_id
),
-- A report whose unit nobody printed may be that of any of them.
of_nobody AS (
    SELECT reports.portal_id, reports.published_year, count(*) AS reports
    FROM reports
    INNER JOIN published.main.items AS items ON reports.item_id = items.item_id
    WHERE items.unit_from IN ('default', 'unread', 'unknown')
    GROUP BY reports.portal_id, reports.published_year
),
bad AS (
    SELECT
        missing.portal_id,
        CASE
            WHEN as_of.today < make_date(missing.published_year + 1, 1, 1) THEN 'not_assessable'
            WHEN unproven.names IS NOT NULL OR of_nobody.reports > 0 THEN 'uncertain'
            WHEN as_of.today <= make_date(missing.published_year + 1, 3, 31) THEN 'uncertain'
            ELSE 'fail'
        END AS outcome,
        missing.portal_id || ' ' || missing.published_year AS subject,
        missing.published_year || ' 年内,' || missing.all_units || ' 个单位中有 ' || missing.missing_units
        || ' 个没有发布信息公开年报:' || missing.names
        || CASE
            WHEN as_of.today < make_date(missing.published_year + 1, 1, 1) THEN '(该年尚未结束)'
            WHEN unproven.names IS NOT NULL THEN '(以下栏目还没有读全,可能漏看:' || unproven.names || ')'
            ELSE ''
        END || CASE
            WHEN of_nobody.reports > 0 THEN '(另有 ' || of_nobody.reports || ' 份年报没有印出单位,可能就是其中某个单位的)'
            ELSE ''
        END AS message
    FROM missing
    INNER JOIN as_of ON missing.portal_id = as_of.portal_id
    LEFT JOIN unproven ON missing.portal_id = unproven.portal_id
    LEFT JOIN of_nobody
        ON missing.portal_id = of_nobody.portal_id AND missing.published_year = of_nobody.published_year
    WHERE missing.missing_units > 0
)
SELECT portal_id, 'annual-report-missing' AS check_id, outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT portal_id, 'annual-report-missing', 'pass', 'info', '全部', '各单位每年都发布了信息公开年报', $found_at::TIMESTAMPTZ
FROM published.main.portals
SEMI JOIN missing USING (portal_id)
ANTI JOIN bad USING (portal_id)
ORDER BY subject, message;


-- name: inform_section_bounds
-- Purpose: finding: sections whose rows are below or above the bounds that a person accepted; lines of that file that
--          do nothing. More rows than the bound are only told: growth holds nothing back.
-- Grain:   section × year. Inputs: bounds, section_state, section_runs, placed, published.items. A line whose section
--          no portal has is told of each of them.
-- Tables:  needs bounds, placed, present_instant, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
whole AS (
    SELECT
        portal_id,
        section_id,
        arg_max(records_read, (finished_at, run_id)) AS counted_rows
    FROM section_runs
    WHERE
        whole_list
        AND (pages_read > 0 OR outcome = 'empty')
        AND finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id, section_id
),
observed AS (
    SELECT section_state.published_id AS section_id, '*' AS published_year, whole.counted_rows
    FROM section_state
    INNER JOIN whole USING (portal_id, section_id)
    UNION ALL
    SELECT placed.published_id, year(items.published_on)::VARCHAR, count(*)
    FROM placed
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    WHERE
        placed.counted
        AND items.published_on IS NOT NULL
        AND placed.published_id IN (SELECT section_id FROM bounds WHERE published_year <> '*')
    GROUP BY placed.published_id, year(items.published_on)
),
judged AS (
    SELECT
        bounds.*,
        coalesce(section_state.portal_id, portals.portal_id) AS portal_id,
        section_state.name,
        section_state.covered,
        coalesce(observed.counted_rows, 0) AS counted_rows,
        observed.section_id IS NOT NULL AS is_observed
    FROM bounds
    LEFT JOIN section_state ON bounds.section_id = section_state.published_id
    LEFT JOIN published.main.portals AS portals ON section_state.portal_id IS NULL
    LEFT JOIN observed
        ON bounds.section_id = observed.section_id AND bounds.published_year = observed.published_year
),
bad AS (
    SELECT
        portal_id,
        section_id AS subject,
        CASE
            WHEN fault IS NOT NULL THEN 'overrides/bounds.csv 第 ' || line || ' 行不起作用:' || fault
            WHEN name IS NULL THEN 'overrides/bounds.csv 第 ' || line || ' 行的栏目不在门户文件中,不起作用'
            ELSE '栏目“' || name || '”' || CASE published_year WHEN '*' THEN '列表' ELSE published_year || ' 年' END
                || '有 ' || counted_rows || ' 条,' || CASE
                    WHEN counted_rows < min_rows THEN '低于下限 ' || min_rows
                    ELSE '高于上限 ' || max_rows
                END || ',请核对;如属正常,用 gongkai bounds propose 提出新的上下限'
        END AS message,
        CASE WHEN counted_rows < min_rows AND name IS NOT NULL THEN 'warning' ELSE 'info' END AS severity
    FROM judged
    WHERE
        fault IS NOT NULL
        OR name IS NULL
        OR (
            (is_observed OR (published_year <> '*' AND covered))
            AND (counted_rows < min_rows OR counted_rows > max_rows)
        )
)
SELECT portal_id, 'section-bounds' AS check_id, 'uncertain' AS outcome, severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT portal_id, 'section-bounds', 'pass', 'info', '全部', '各栏目行数都在人工认可的上下限之内', $found_at::TIMESTAMPTZ
FROM published.main.portals
SEMI JOIN judged USING (portal_id)
ANTI JOIN bad USING (portal_id)
ORDER BY subject, message;


-- name: inform_section_incomplete
-- Purpose: finding: sections whose last reading was not complete, or that were never read; those of a portal that is
--          asked no more are left alone.
-- Grain:   section. Inputs: portals, section_state, section_runs.
-- Tables:  needs present_instant, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
last_readings AS (
    SELECT
        portal_id,
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason
    FROM section_runs
    WHERE finished_at <= (SELECT believed_until FROM present_instant)
    GROUP BY portal_id, section_id
),
bad AS (
    SELECT
        section_state.portal_id,
        section_state.published_id AS subject,
        '栏目“' || section_state.name || '”' || CASE last_readings.outcome
            WHEN 'partial' THEN '最近一次没有读全'
            WHEN 'failed' THEN '最近一次读取失败'
            WHEN 'challenged' THEN '最近一次被防护系统拦截'
            ELSE CASE WHEN section_state.url = '' THEN '还没有网址,请先运行 gongkai probe' ELSE '尚未读取' END
        END || coalesce('(' || nullif(last_readings.reason, '') || ')', '') || CASE
            WHEN section_state.covered THEN
                ';数字沿用 ' || strftime(section_state.complete_at, '%Y-%m-%d') || ' 的完整读取'
            WHEN section_state.was_read THEN ';从未完整读取过,有关数字为下限'
            ELSE ''
        END AS message
    FROM section_state
    LEFT JOIN last_readings USING (portal_id, section_id)
    WHERE
        section_state.declared
        AND section_state.portal_id NOT IN (SELECT portal_id FROM portals WHERE retired_at IS NOT NULL)
        AND NOT is_whole(coalesce(last_readings.outcome, ''))
)
SELECT portal_id, 'section-incomplete' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;


-- name: inform_section_retired
-- Purpose: finding: sections that were taken out of the portal file; what was published there stays counted.
-- Grain:   section. Inputs: section_state, placed.
-- Tables:  needs placed, section_state (temporary).

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        section_state.portal_id,
        section_state.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”已从门户文件中移出,不再读取;其 ' || count(*)
        || ' 条仍计入发布年度' AS message
    FROM section_state
    INNER JOIN placed USING (portal_id, section_id)
    WHERE NOT section_state.declared
    GROUP BY section_state.portal_id, section_state.published_id
)
SELECT portal_id, 'section-retired' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY subject, message;
