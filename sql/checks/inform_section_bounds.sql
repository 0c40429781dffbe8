-- Finding: sections whose rows are below or above the bounds that a person accepted; lines of that file that do
--          nothing. More rows than the bound are only told: growth holds nothing back.
-- Grain:   section × year. Inputs: bounds, section_state, section_runs, placed, published.items.

INSERT INTO published.main.findings BY NAME
WITH
whole AS (
    SELECT
        portal_id,
        section_id,
        arg_max(records_read, (finished_at, run_id)) AS counted_rows
    FROM section_runs
    WHERE whole_list AND (pages_read > 0 OR outcome = 'empty')
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
    WHERE placed.counted AND items.published_on IS NOT NULL
    GROUP BY placed.published_id, year(items.published_on)
),
judged AS (
    SELECT
        bounds.*,
        section_state.name,
        section_state.covered,
        coalesce(observed.counted_rows, 0) AS counted_rows,
        observed.section_id IS NOT NULL AS is_observed
    FROM bounds
    LEFT JOIN section_state ON bounds.section_id = section_state.published_id
    LEFT JOIN observed
        ON bounds.section_id = observed.section_id AND bounds.published_year = observed.published_year
),
bad AS (
    SELECT
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
SELECT 'section-bounds' AS check_id, 'uncertain' AS outcome, severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'section-bounds', 'pass', 'info', '全部', '各栏目行数都在人工认可的上下限之内', $found_at::TIMESTAMPTZ
WHERE EXISTS (SELECT 1 FROM bounds) AND NOT EXISTS (SELECT 1 FROM bad)
UNION ALL
SELECT 'section-bounds', 'not_assessable', 'info', '全部', '还没有人工认可的上下限;用 gongkai bounds propose 提出', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bounds)
ORDER BY subject, message;
