-- Finding: sections whose last reading was not complete, or that were never read.
-- Grain:   section. Inputs: section_state, section_runs.

INSERT INTO published.main.findings BY NAME
WITH
last_readings AS (
    SELECT
        portal_id,
        section_id,
        arg_max(outcome, (finished_at, run_id)) AS outcome,
        arg_max(coalesce(reason, ''), (finished_at, run_id)) AS reason
    FROM section_runs
    GROUP BY portal_id, section_id
),
bad AS (
    SELECT
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
        AND coalesce(last_readings.outcome, '') NOT IN ('complete', 'empty')
)
SELECT 'section-incomplete' AS check_id, 'fail' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'section-incomplete', 'pass', 'info', '全部', '各栏目最近一次读取都完整', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
