-- Finding: counted items without any date that could be read (none printed, or none of the calendar: date-impossible
--          names those that a page prints); they are in no figure of any year.
-- Grain:   section. Inputs: placed, section_state, published.items.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        placed.published_id AS subject,
        '栏目“' || any_value(section_state.name) || '”有 ' || count(*)
        || ' 条没有能读出的发布日期(列表和页面未印,或所印不是日历上的日子),未计入任何年度' AS message
    FROM placed
    INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
    INNER JOIN section_state
        ON placed.portal_id = section_state.portal_id AND placed.section_id = section_state.section_id
    WHERE items.published_on IS NULL AND placed.counted
    GROUP BY placed.published_id
)
SELECT 'item-undated' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'item-undated', 'pass', 'info', '全部', '计入的条目都有能读出的发布日期', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
