-- Finding: counted items that no rule gives a category; they are in no figure, not even the total.
-- Grain:   section. Inputs: open_rows, section_state.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        section_state.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”有 ' || count(*)
        || ' 条未能归类,未计入任何数字(含合计);请为栏目指定 category,或补充分类规则' AS message
    FROM open_rows
    INNER JOIN section_state USING (portal_id, section_id)
    ANTI JOIN published.main.classifications AS classifications ON open_rows.item_id = classifications.item_id
    ANTI JOIN published.main.merges AS merges ON open_rows.item_id = merges.merged_item_id
    GROUP BY section_state.published_id
)
SELECT 'unclassified' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'unclassified', 'pass', 'info', '全部', '条目都已归类', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
