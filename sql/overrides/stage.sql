-- name: standing
-- Purpose: the decisions of people that a published file rests on, as cells of decisions.csv.
-- Grain:   row of decisions.csv. Inputs: decisions of that file.

SELECT line, [kind, item, value, who, decided_on::VARCHAR, why] AS cells
FROM decisions
WHERE state <> 'invalid' AND decided_on IS NOT NULL
ORDER BY line;


-- name: portals
-- Purpose: the portals of the home, each of which gives an address an id of its own. Grain: portal.
-- Inputs:  portals.

SELECT portal_id FROM portals ORDER BY portal_id;


-- name: stage
-- Purpose: what people decided, with the items that each row names. Grain: row of decisions.csv.
-- Inputs:  lists of equal length, one element a row; $item_ids and $value_ids hold the ids that the words may
--          stand for; items. state: open, or why the row cannot apply; note: the same for people, in Chinese.
-- Tables:  makes decided (temporary).

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


-- name: judge_values
-- Purpose: category and unit decided whose value is none of ours are refused; units get their proper name.
-- Grain:   row of decisions.csv. Inputs: decided, unit_names, $categories (scrapers/vocabulary/categories.csv).
-- Tables:  needs decided (temporary).

UPDATE decided
SET
    state = CASE WHEN judged.wrong IS NULL THEN decided.state ELSE 'invalid' END,
    note = coalesce(judged.wrong, decided.note),
    unit = judged.unit
FROM (
    WITH
    allowed AS (
        SELECT category
        FROM read_csv($categories, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
        WHERE on_portal = 'yes'
    ),
    foreign_words AS (
        SELECT line, string_agg(part, '、' ORDER BY part) AS words
        FROM (SELECT line, unnest(parts) AS part FROM decided WHERE kind = 'category')
        WHERE part NOT IN (SELECT category FROM allowed)
        GROUP BY line
    ),
    named AS (
        SELECT decided.line, any_value(unit_names.name) AS unit
        FROM decided
        INNER JOIN unit_names
            ON decided.portal_id = unit_names.portal_id AND folded(decided.value) = unit_names.folded
        WHERE decided.kind = 'unit'
        GROUP BY decided.line
    )
    SELECT
        decided.line,
        named.unit,
        CASE
            WHEN foreign_words.line IS NOT NULL
                THEN '“' || foreign_words.words || '”不是可由网站统计的类别;类别名称见 figures 的 code'
            WHEN decided.kind = 'unit' AND named.unit IS NULL
                THEN '门户文件的 [[unit]] 中没有单位“' || decided.value || '”'
        END AS wrong
    FROM decided
    LEFT JOIN foreign_words USING (line)
    LEFT JOIN named USING (line)
    WHERE decided.state = 'open' AND decided.kind IN ('category', 'unit')
) AS judged
WHERE decided.line = judged.line;


-- name: judge_pairs
-- Purpose: rows that contradict each other apply neither; of rows that say the same the first applies.
-- Grain:   row of decisions.csv. Inputs: decided.
--          A split without value speaks of every other item, one with a value of that item only.
-- Tables:  needs decided (temporary).

UPDATE decided
SET state = 'contradicts', note = '与第 ' || clashing.others || ' 行矛盾,都没有采用;请只留一行'
FROM (
    SELECT one.line, string_agg(DISTINCT other.line::VARCHAR, '、') AS others
    FROM decided AS one
    INNER JOIN decided AS other
        ON one.line <> other.line AND one.state = 'open' AND other.state = 'open' AND (
            (
                one.kind = other.kind
                AND one.item_id = other.item_id
                AND (
                    (one.kind = 'category' AND one.parts <> other.parts)
                    OR (one.kind = 'unit' AND one.unit <> other.unit)
                )
            )
            OR (one.kind = 'verdict' AND other.kind = 'verdict' AND one.item = other.item AND one.value <> other.value)
            OR (
                one.item_id = other.item_id
                AND (one.kind, other.kind) IN (('exclude', 'include'), ('include', 'exclude'))
            )
            OR (
                one.kind = 'merge'
                AND other.kind = 'split'
                AND other.item_id IN (one.item_id, one.value_id)
                AND coalesce(other.value_id IN (one.item_id, one.value_id), TRUE)
            )
            OR (
                one.kind = 'split'
                AND other.kind = 'merge'
                AND one.item_id IN (other.item_id, other.value_id)
                AND coalesce(one.value_id IN (other.item_id, other.value_id), TRUE)
            )
        )
    GROUP BY one.line
) AS clashing
WHERE decided.line = clashing.line;

UPDATE decided
SET state = 'no_effect', note = '与第 ' || repeated.first_line || ' 行相同'
FROM (
    SELECT
        line,
        min(line) OVER (
            PARTITION BY
                kind,
                CASE kind
                    WHEN 'verdict' THEN item
                    WHEN 'merge' THEN least(item_id, value_id) || greatest(item_id, value_id)
                    ELSE item_id || coalesce(value_id, '')
                END
        ) AS first_line
    FROM decided
    WHERE state = 'open'
) AS repeated
WHERE decided.line = repeated.line AND repeated.line <> repeated.first_line;
