-- Finding: printed unit names that no unit or alias of the portal file fits; counted under the name as printed.
-- Grain:   printed name. Inputs: published.items, printed_units.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        items.unit_printed AS subject,
        '有 ' || count(*) || ' 条印的单位是“' || items.unit_printed || '”,门户文件中没有这个单位或别名;'
        || '按所印名称统计,请在 [[unit]] 中补上,如果它不是本地单位(如转载媒体)可不处理' AS message
    FROM published.main.items AS items
    INNER JOIN printed_units
        ON items.portal_id = printed_units.portal_id AND items.unit_printed = printed_units.printed
    WHERE printed_units.name IS NULL
    GROUP BY items.unit_printed
)
SELECT 'unit-unresolved' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'unit-unresolved', 'pass', 'info', '全部', '页面所印的单位都在门户文件中', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
