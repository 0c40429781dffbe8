-- Finding: documents into which many items with different titles were merged: perhaps a wrong number in a template.
-- Grain:   kept item. Inputs: published.merges, items.

INSERT INTO published.main.findings BY NAME
WITH
bad AS (
    SELECT
        kept.item_id AS subject,
        '“' || coalesce(any_value(kept.title), any_value(kept.url)) || '”并入了 ' || count(*)
        || ' 条,标题有 ' || count(DISTINCT folded(merged.title)) || ' 种;如非同一文件,请核对文号' AS message
    FROM published.main.merges AS merges
    INNER JOIN published.main.items AS kept ON merges.kept_item_id = kept.item_id
    INNER JOIN published.main.items AS merged ON merges.merged_item_id = merged.item_id
    GROUP BY kept.item_id
    HAVING count(*) >= 4 AND count(DISTINCT folded(merged.title)) > 1
)
SELECT 'merge-large' AS check_id, 'uncertain' AS outcome, 'warning' AS severity, subject, message, $found_at::TIMESTAMPTZ AS found_at
FROM bad
UNION ALL
SELECT 'merge-large', 'pass', 'info', '全部', '没有一个文号下合并过多或标题各异的情况', $found_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM bad)
ORDER BY subject, message;
