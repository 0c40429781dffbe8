-- Finding: sections that were taken out of the portal file; what was published there stays counted.
-- Grain:   section. Inputs: section_state, placed.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        section_state.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”已从门户文件中移出,不再读取;其 ' || count(*)
        || ' 条仍计入发布年度' AS message
    FROM section_state
    INNER JOIN placed USING (portal_id, section_id)
    WHERE NOT section_state.declared
    GROUP BY section_state.published_id
)
SELECT 'section-retired' AS check_id, 'uncertain' AS outcome, 'info' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'section-retired', 'pass', 'info', '全部', '已读过的栏目都还在门户文件中', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
