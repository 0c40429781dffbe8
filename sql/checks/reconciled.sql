-- name: report_contradicts
-- Purpose: finding: an annual report on the portal's pages breaks an identity of its form, or a total of its text is
--          not the sum of its parts. Grain: report that is on the portal. Inputs: published.reconciliations, items,
--          portals, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        items.portal_id,
        items.url AS subject,
        min(told.year) AS year,
        count(*) AS places,
        arg_min(coalesce(nullif(told.cause, ''), told.label), told.position) AS first_place
    FROM published.main.reconciliations AS told
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE
        items.removed_at IS NULL
        AND ((told.kind = 'identity' AND told.outcome = 'fail') OR (told.kind = 'sum' AND told.outcome = 'differs'))
    GROUP BY items.portal_id, items.url
)
SELECT
    portal_id,
    'report-contradicts-itself' AS check_id,
    'fail' AS outcome,
    'warning' AS severity,
    subject,
    coalesce(year || ' 年的', '') || '年度报告自身有 ' || places || ' 处不符:' || first_place
    || CASE WHEN places > 1 THEN ' 等' ELSE '' END || ',见 reconciliations' AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT
    portals.portal_id,
    'report-contradicts-itself' AS check_id,
    CASE WHEN count(looked.item_id) > 0 THEN 'pass' ELSE 'not_assessable' END AS outcome,
    'info' AS severity,
    '全部' AS subject,
    CASE
        WHEN count(looked.item_id) > 0
            THEN count(DISTINCT looked.item_id) || ' 份年度报告核对了自身的 ' || count(looked.item_id) || ' 处,没有不符'
        ELSE '没有能核对自身的年度报告'
    END AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM published.main.portals AS portals
LEFT JOIN published.main.reconciliations AS looked
    ON
        portals.portal_id = looked.portal_id
        AND ((looked.kind = 'identity' AND looked.outcome = 'pass') OR (looked.kind = 'sum' AND looked.outcome = 'equal'))
SEMI JOIN published.main.reconciliations AS there ON portals.portal_id = there.portal_id
ANTI JOIN bad ON portals.portal_id = bad.portal_id
GROUP BY portals.portal_id
ORDER BY portal_id, subject;


-- name: report_differs
-- Purpose: finding: an annual report on the portal's pages prints another number than this file has.
-- Grain:   report that is on the portal. Inputs: published.reconciliations, items, portals, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
lines AS (
    SELECT
        items.portal_id,
        items.url,
        told.year,
        told.position,
        CASE WHEN told.kind = 'text' THEN told.code ELSE told.label END
        || '报告 ' || coalesce(regexp_replace(told.printed::VARCHAR, '\.?0+$', ''), '空白')
        || ',本库 ' || CASE told.origin WHEN 'lower_bound' THEN '至少 ' ELSE '' END
        || regexp_replace(told.ours::VARCHAR, '\.?0+$', '') AS words
    FROM published.main.reconciliations AS told
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE items.removed_at IS NULL AND told.kind IN ('cell', 'text') AND told.outcome = 'differs'
),
bad AS (
    SELECT
        portal_id,
        url AS subject,
        min(year) AS year,
        count(*) AS places,
        list(words ORDER BY position)[:3] AS first_places
    FROM lines
    GROUP BY portal_id, url
)
SELECT
    portal_id,
    'report-differs' AS check_id,
    'uncertain' AS outcome,
    'warning' AS severity,
    subject,
    year || ' 年的年度报告有 ' || places || ' 个数字与本库不同:' || array_to_string(first_places, ';')
    || CASE WHEN places > 3 THEN ' 等' ELSE '' END || ';可能的原因见 reconciliations' AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT
    portals.portal_id,
    'report-differs' AS check_id,
    CASE WHEN count(looked.item_id) > 0 THEN 'pass' ELSE 'not_assessable' END AS outcome,
    'info' AS severity,
    '全部' AS subject,
    CASE
        WHEN count(looked.item_id) > 0
            THEN count(DISTINCT looked.item_id) || ' 份年度报告与本库比较了 ' || count(looked.item_id) || ' 个数字,没有不同'
        ELSE '没有能与本库比较的年度报告数字'
    END AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM published.main.portals AS portals
LEFT JOIN published.main.reconciliations AS looked
    ON
        portals.portal_id = looked.portal_id
        AND looked.kind IN ('cell', 'text')
        AND looked.outcome IN ('equal', 'consistent')
SEMI JOIN published.main.reconciliations AS there ON portals.portal_id = there.portal_id
ANTI JOIN bad ON portals.portal_id = bad.portal_id
GROUP BY portals.portal_id
ORDER BY portal_id, subject;


-- name: report_uncompared
-- Purpose: finding: annual reports that were not read, so that nothing is said of them: how many, and why.
-- Grain:   portal × outcome. Inputs: published.reconciliations, items, portals, $found_at.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT items.portal_id, told.outcome, count(*) AS pages, min(items.url) AS example, min(told.cause) AS why
    FROM published.main.reconciliations AS told
    INNER JOIN published.main.items AS items USING (item_id)
    WHERE
        items.removed_at IS NULL
        AND told.kind = 'report'
        AND told.outcome IN ('waiting', 'only_linked', 'no_figures', 'unread', 'failed')
    GROUP BY items.portal_id, told.outcome
)
SELECT
    portal_id,
    'report-uncompared' AS check_id,
    'not_assessable' AS outcome,
    'info' AS severity,
    CASE outcome
        WHEN 'waiting' THEN '等待核对'
        WHEN 'only_linked' THEN '只有附件链接'
        WHEN 'no_figures' THEN '没有数字'
        WHEN 'unread' THEN '没有读到'
        WHEN 'failed' THEN '程序出错'
    END AS subject,
    pages || ' 份年度报告没有核对,如 ' || example || ':' || why AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT
    portals.portal_id,
    'report-uncompared' AS check_id,
    'pass' AS outcome,
    'info' AS severity,
    '全部' AS subject,
    '年报栏目的 ' || count(looked.item_id) || ' 个网页都读到了,其中 '
    || count(*) FILTER (looked.outcome = 'itself') || ' 个只核对了自身' AS message,
    $found_at::TIMESTAMPTZ AS found_at
FROM published.main.portals AS portals
INNER JOIN published.main.reconciliations AS looked
    ON portals.portal_id = looked.portal_id AND looked.kind = 'report' AND looked.outcome IN ('compared', 'itself')
ANTI JOIN bad ON portals.portal_id = bad.portal_id
GROUP BY portals.portal_id
ORDER BY portal_id, subject;
