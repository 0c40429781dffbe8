-- Purpose: rows that contradict each other apply neither; of rows that say the same the first applies.
-- Grain:   row of decisions.csv. Inputs: decided.
--          A split without value speaks of every other item, one with a value of that item only.

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
