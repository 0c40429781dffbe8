-- Finding: units of the portal file (its default_unit aside) without an item of 信息公开年报 published in the year (《政府信息公开条例》:
--          每年 3 月 31 日前公布上一年度报告). A report may be published in another unit's name: a title that names
--          the unit will do.
-- Grain:   portal × year, from the first year with such an item to the last with any. Inputs: units, unit_names, section_state,
--          published.items, published.classifications, section_runs (data as of). Judged for good after 31 March
--          of the following year, and only where every section of the category was read to its end once.

INSERT INTO published.main.findings BY NAME
WITH
as_of AS (
    SELECT CAST(timezone('Asia/Shanghai', max(finished_at)) AS DATE) AS today FROM section_runs
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
    SELECT portal_id, least(max(year(published_on)), (SELECT year(today) FROM as_of)) AS published_year
    FROM published.main.items
    WHERE published_on IS NOT NULL
    GROUP BY portal_id
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
    FROM section_state
    WHERE declared AND NOT covered AND category IN ('信息公开年报', 'auto')
    GROUP BY portal_id
),
bad AS (
    SELECT
        CASE
            WHEN (SELECT today FROM as_of) < make_date(missing.published_year + 1, 1, 1) THEN 'not_assessable'
            WHEN unproven.names IS NOT NULL THEN 'uncertain'
            WHEN (SELECT today FROM as_of) <= make_date(missing.published_year + 1, 3, 31) THEN 'uncertain'
            ELSE 'fail'
        END AS outcome,
        missing.portal_id || ' ' || missing.published_year AS subject,
        missing.published_year || ' 年内,' || missing.all_units || ' 个单位中有 ' || missing.missing_units
        || ' 个没有发布信息公开年报:' || missing.names
        || CASE
            WHEN (SELECT today FROM as_of) < make_date(missing.published_year + 1, 1, 1) THEN '(该年尚未结束)'
            WHEN unproven.names IS NOT NULL THEN '(以下栏目还没有读全,可能漏看:' || unproven.names || ')'
            ELSE ''
        END AS message
    FROM missing
    LEFT JOIN unproven ON missing.portal_id = unproven.portal_id
    WHERE missing.missing_units > 0
)
SELECT 'annual-report-missing' AS check_id, outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'annual-report-missing', 'pass', 'info', '全部', '各单位每年都发布了信息公开年报', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad) AND EXISTS (SELECT 1 FROM missing)
UNION ALL
SELECT
    'annual-report-missing',
    'not_assessable',
    'info',
    '全部',
    '没有单位表或没有信息公开年报,无从判断哪些单位未发布',
    $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM missing)
ORDER BY subject, message;
