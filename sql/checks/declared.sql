-- name: declared_contradicts
-- Purpose: finding: a declared figure is another one than the website gives, or less than it shows at least.
-- Grain:   figure. Inputs: published.declarations, portals, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
told AS (
    SELECT
        *,
        concat_ws(' ', form, year, code) AS subject,
        CASE state
            WHEN 'blank' THEN '空白'
            WHEN 'not_applicable' THEN '不适用'
            ELSE coalesce(value_text, regexp_replace(value::VARCHAR, '\.?0+$', ''))
        END AS declared,
        regexp_replace(site_value::VARCHAR, '\.?0+$', '') AS seen
    FROM published.main.declarations
    WHERE portal_id IS NOT NULL
),
bad AS (
    SELECT
        portal_id,
        subject,
        '单位填报 ' || declared || '(' || who || coalesce(',' || strftime(timezone('Asia/Shanghai', declared_at), '%Y-%m-%d'), '')
        || '),' || CASE site_origin
            WHEN 'computed' THEN '由网站得出 ' || seen || ';统计表用由网站得出的'
            ELSE '网站上至少有 ' || seen || ';统计表用单位填报的'
        END || ',请核对' AS message
    FROM told
    WHERE
        (site_origin = 'computed' AND value IS DISTINCT FROM site_value)
        OR (site_origin = 'lower_bound' AND coalesce(value, 0) < site_value)
)
SELECT
    portal_id,
    'declared-contradicts' AS check_id,
    'fail' AS outcome,
    'warning' AS severity,
    subject,
    message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
ORDER BY portal_id, subject;


-- name: declared_unplaced
-- Purpose: finding: a declared figure of which it is not known whose it is. Grain: portal × cell.
-- Inputs:  published.declarations, portals, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        concat_ws(' ', form, year, code) AS subject,
        'declared/' || year || '.csv:' || CASE portal
            WHEN '' THEN '没有写门户,这里有几个门户'
            ELSE 'portal 是“' || portal || '”,这里没有这个门户'
        END || ',没有起作用;请在 portal 一栏写明门户 id:'
        || (SELECT string_agg(portal_id, '、' ORDER BY portal_id) FROM published.main.portals) AS message
    FROM published.main.declarations
    WHERE portal_id IS NULL
)
SELECT
    portals.portal_id,
    'declared-unplaced' AS check_id,
    'fail' AS outcome,
    'warning' AS severity,
    bad.subject,
    bad.message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
CROSS JOIN published.main.portals AS portals
ORDER BY portal_id, subject;
