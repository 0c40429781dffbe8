-- Purpose: what people decided, with the items that each row names. Grain: row of decisions.csv.
-- Inputs:  lists of equal length, one element a row; $item_ids and $value_ids hold the ids that the words may
--          stand for; items. state: open, or why the row cannot apply; note: the same for people, in Chinese.

CREATE OR REPLACE TEMP TABLE decided AS
WITH
told AS (
    SELECT
        unnest($lines::INTEGER []) AS line,
        unnest($kinds::VARCHAR []) AS kind,
        unnest($items::VARCHAR []) AS item,
        unnest($values::VARCHAR []) AS value,
        unnest($parts::VARCHAR [][]) AS parts,
        unnest($who::VARCHAR []) AS who,
        unnest($days::DATE []) AS decided_on,
        unnest($why::VARCHAR []) AS why,
        unnest($rules::VARCHAR []) AS rule,
        unnest($faults::VARCHAR []) AS fault,
        unnest($item_ids::VARCHAR [][]) AS item_ids,
        unnest($value_ids::VARCHAR [][]) AS value_ids
),
named AS (
    SELECT line, 'item' AS role, unnest(item_ids) AS item_id FROM told
    UNION ALL
    SELECT line, 'value', unnest(value_ids) FROM told
),
known AS (
    SELECT
        named.line,
        min(items.item_id) FILTER (WHERE named.role = 'item') AS item_id,
        min(items.portal_id) FILTER (WHERE named.role = 'item') AS portal_id,
        min(items.item_id) FILTER (WHERE named.role = 'value') AS value_id,
        min(items.portal_id) FILTER (WHERE named.role = 'value') AS value_portal_id,
        count(DISTINCT items.item_id) FILTER (WHERE named.role = 'item') > 1 AS is_ambiguous
    FROM named
    INNER JOIN items USING (item_id)
    GROUP BY named.line
)
SELECT
    told.line,
    told.kind,
    told.item,
    told.value,
    told.parts,
    told.who,
    told.decided_on,
    told.why,
    told.rule,
    known.item_id,
    known.portal_id,
    known.value_id,
    NULL::VARCHAR AS unit,
    CASE
        WHEN told.fault IS NOT NULL THEN 'invalid'
        WHEN told.kind = 'verdict' THEN 'open'
        WHEN known.is_ambiguous THEN 'invalid'
        WHEN known.item_id IS NULL THEN 'unknown_item'
        WHEN told.kind = 'merge' AND known.value_id IS NULL THEN 'unknown_item'
        WHEN told.kind = 'split' AND told.value <> '' AND known.value_id IS NULL THEN 'unknown_item'
        WHEN told.kind IN ('merge', 'split') AND known.item_id = known.value_id THEN 'invalid'
        WHEN told.kind IN ('merge', 'split') AND known.portal_id <> known.value_portal_id THEN 'invalid'
        ELSE 'open'
    END AS state,
    CASE
        WHEN told.fault IS NOT NULL THEN told.fault
        WHEN told.kind = 'verdict' THEN ''
        WHEN known.is_ambiguous THEN '几个门户都有网址“' || told.item || '”,请改写条目编号'
        WHEN known.item_id IS NULL THEN '没有条目“' || told.item || '”'
        WHEN known.value_id IS NULL AND told.value <> '' AND told.kind IN ('merge', 'split')
            THEN '没有条目“' || told.value || '”'
        WHEN told.kind IN ('merge', 'split') AND known.item_id = known.value_id THEN 'item 和 value 是同一条目'
        WHEN told.kind IN ('merge', 'split') AND known.portal_id <> known.value_portal_id
            THEN 'item 和 value 不在同一门户'
        ELSE ''
    END AS note
FROM told
LEFT JOIN known ON told.line = known.line;
