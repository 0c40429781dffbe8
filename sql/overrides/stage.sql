-- name: standing
-- Purpose: the decisions of people that a published file rests on, as cells of decisions.csv.
-- Grain:   row of decisions.csv. Inputs: decisions of that file.

SELECT line, [kind, item, value, who, decided_on::VARCHAR, why] AS cells
FROM decisions
-- What a row withdrew stands there as well.
WHERE state <> 'invalid' AND decided_on IS NOT NULL AND coalesce(note, '') NOT LIKE '已由 %'
GROUP BY ALL
ORDER BY line, cells;


-- name: published_log
-- Purpose: the log of decisions as a published file holds it, whole. Grain: line. Inputs: decision_log of that file.

SELECT number, logged_at, file, decision_id, change, who, content, note, sha256
FROM decision_log
ORDER BY number;


-- name: stage
-- Purpose: what people decided, with the items that each row names. Grain: row of decisions.csv; of an address that
--          several portals have, row × portal, unless the row names one of them.
-- Inputs:  lists of equal length, one element a row; $item_ids and $value_ids hold the ids that the words may
--          stand for; items, portals, portal_names. state: open, or why the row cannot apply; note: the same for people, in Chinese.
--          Rows are told apart by their place in the lists: two may have the same line, one of them as it was last
--          read. $lines is below nought for a row that is in force and not in the file any more; $settled_states and
--          $settled_notes are what became of a row already, null for one that is still to be looked at.
-- Tables:  makes decided (temporary); its key is row_id, and place is what people call the row.

CREATE OR REPLACE TEMP TABLE decided AS
WITH
written AS (
    SELECT
        unnest(range(len($lines::INTEGER []))) AS told_id,
        unnest($lines::INTEGER []) AS line,
        unnest($ids::VARCHAR []) AS decision_id,
        unnest($kinds::VARCHAR []) AS kind,
        unnest($items::VARCHAR []) AS item,
        unnest($values::VARCHAR []) AS value,
        unnest($parts::VARCHAR [][]) AS parts,
        unnest($who::VARCHAR []) AS who,
        unnest($days::DATE []) AS decided_on,
        unnest($why::VARCHAR []) AS why,
        unnest($portals::VARCHAR []) AS of_portal,
        unnest($missing::TIMESTAMPTZ []) AS missing_since,
        unnest($settled_states::VARCHAR []) AS settled_state,
        unnest($settled_notes::VARCHAR []) AS settled_note,
        unnest($rules::VARCHAR []) AS rule,
        unnest($faults::VARCHAR []) AS fault,
        unnest($item_ids::VARCHAR [][]) AS item_ids,
        unnest($value_ids::VARCHAR [][]) AS value_ids
),
-- A portal that was renamed is meant by each of its names.
told AS (
    SELECT written.*, coalesce(renamed.portal_id, written.of_portal) AS meant_portal
    FROM written
    LEFT JOIN (
        SELECT former_id, min(portal_id) AS portal_id
        FROM portal_names
        WHERE former_id NOT IN (SELECT portal_id FROM portals)
        GROUP BY former_id
    ) AS renamed
        ON written.of_portal = renamed.former_id
),
named AS (
    SELECT told_id, 'item' AS role, unnest(item_ids) AS item_id FROM told
    UNION ALL
    SELECT told_id, 'value', unnest(value_ids) FROM told
),
known AS (
    SELECT named.told_id, named.role, items.item_id, items.portal_id
    FROM named
    INNER JOIN items USING (item_id)
    INNER JOIN told USING (told_id)
    WHERE told.meant_portal = '' OR told.meant_portal = items.portal_id
),
-- The other item of a pair stands in the same portal, where that has it.
paired AS (
    SELECT
        item.told_id,
        item.item_id,
        item.portal_id,
        coalesce(beside.item_id, elsewhere.item_id) AS value_id,
        coalesce(beside.portal_id, elsewhere.portal_id) AS value_portal_id
    FROM (SELECT * FROM known WHERE role = 'item') AS item
    LEFT JOIN (SELECT * FROM known WHERE role = 'value') AS beside
        ON item.told_id = beside.told_id AND item.portal_id = beside.portal_id
    LEFT JOIN (
        SELECT told_id, min(item_id) AS item_id, arg_min(portal_id, item_id) AS portal_id
        FROM known
        WHERE role = 'value'
        GROUP BY told_id
    ) AS elsewhere
        ON item.told_id = elsewhere.told_id
    -- Of an address in several portals, those that have the other item, too; all where none has it.
    QUALIFY
        beside.item_id IS NOT NULL
        OR count(beside.item_id) OVER (PARTITION BY item.told_id) = 0
),
counted AS (
    SELECT told_id, count(DISTINCT portal_id) AS portals FROM paired GROUP BY told_id
)
SELECT
    row_number() OVER (ORDER BY told.line <= 0, abs(told.line), told.told_id, paired.portal_id) AS row_id,
    told.line,
    CASE
        WHEN told.line > 0 THEN '第 ' || told.line || ' 行'
        ELSE '已不在文件中的 ' || told.decision_id
    END AS place,
    told.decision_id,
    told.kind,
    told.item,
    told.value,
    told.parts,
    told.who,
    told.decided_on,
    told.why,
    told.of_portal,
    told.meant_portal,
    told.missing_since,
    told.rule,
    paired.item_id,
    paired.portal_id,
    paired.value_id,
    NULL::VARCHAR AS unit,
    CASE
        WHEN told.fault IS NOT NULL THEN 'invalid'
        WHEN told.settled_state IS NOT NULL THEN told.settled_state
        WHEN told.meant_portal <> '' AND told.meant_portal NOT IN (SELECT portal_id FROM portals) THEN 'invalid'
        WHEN told.kind = 'verdict' THEN 'open'
        WHEN paired.item_id IS NULL THEN 'unknown_item'
        WHEN told.kind = 'merge' AND paired.value_id IS NULL THEN 'unknown_item'
        WHEN told.kind = 'split' AND told.value <> '' AND paired.value_id IS NULL THEN 'unknown_item'
        WHEN told.kind IN ('merge', 'split') AND paired.item_id = paired.value_id THEN 'invalid'
        WHEN told.kind IN ('merge', 'split') AND paired.portal_id <> paired.value_portal_id THEN 'invalid'
        ELSE 'open'
    END AS state,
    CASE
        WHEN told.fault IS NOT NULL THEN told.fault
        WHEN told.settled_state IS NOT NULL THEN told.settled_note
        WHEN told.meant_portal <> '' AND told.meant_portal NOT IN (SELECT portal_id FROM portals)
            THEN 'portal 是“' || told.of_portal || '”,这里没有这个门户;可用:'
            || (SELECT string_agg(portal_id, '、' ORDER BY portal_id) FROM portals)
        WHEN told.kind = 'verdict' THEN ''
        WHEN paired.item_id IS NULL THEN '没有条目“' || told.item || '”'
        WHEN paired.value_id IS NULL AND told.value <> '' AND told.kind IN ('merge', 'split')
            THEN '没有条目“' || told.value || '”'
        WHEN told.kind IN ('merge', 'split') AND paired.item_id = paired.value_id THEN 'item 和 value 是同一条目'
        WHEN told.kind IN ('merge', 'split') AND paired.portal_id <> paired.value_portal_id
            THEN 'item 和 value 不在同一门户'
        WHEN counted.portals > 1
            THEN '有 ' || counted.portals || ' 个门户有这个网址,对每一个都起作用;只指其中一个的,请填 portal 一列'
        ELSE ''
    END AS note
FROM told
LEFT JOIN paired ON told.told_id = paired.told_id
LEFT JOIN counted ON told.told_id = counted.told_id;


-- name: nothing_staged
-- Purpose: the same where people decided nothing. Grain: none. Inputs: none. Tables: makes decided (temporary).

CREATE OR REPLACE TEMP TABLE decided (
    row_id BIGINT,
    line INTEGER,
    place VARCHAR,
    decision_id VARCHAR,
    kind VARCHAR,
    item VARCHAR,
    value VARCHAR,
    parts VARCHAR [],
    who VARCHAR,
    decided_on DATE,
    why VARCHAR,
    of_portal VARCHAR,
    meant_portal VARCHAR,
    missing_since TIMESTAMPTZ,
    rule VARCHAR,
    item_id VARCHAR,
    portal_id VARCHAR,
    value_id VARCHAR,
    unit VARCHAR,
    state VARCHAR,
    note VARCHAR
);


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
        SELECT row_id, string_agg(part, '、' ORDER BY part) AS words
        FROM (SELECT row_id, unnest(parts) AS part FROM decided WHERE kind = 'category')
        WHERE part NOT IN (SELECT category FROM allowed)
        GROUP BY row_id
    ),
    named AS (
        SELECT decided.row_id, any_value(unit_names.name) AS unit
        FROM decided
        INNER JOIN unit_names
            ON decided.portal_id = unit_names.portal_id AND folded(decided.value) = unit_names.folded
        WHERE decided.kind = 'unit'
        GROUP BY decided.row_id
    )
    SELECT
        decided.row_id,
        named.unit,
        CASE
            WHEN foreign_words.row_id IS NOT NULL
                THEN '“' || foreign_words.words || '”不是可由网站统计的类别;类别名称见 figures 的 code'
            WHEN decided.kind = 'unit' AND named.unit IS NULL
                THEN '门户文件的 [[unit]] 中没有单位“' || decided.value || '”'
        END AS wrong
    FROM decided
    LEFT JOIN foreign_words USING (row_id)
    LEFT JOIN named USING (row_id)
    WHERE decided.state = 'open' AND decided.kind IN ('category', 'unit')
) AS judged
WHERE decided.row_id = judged.row_id;


-- name: judge_pairs
-- Purpose: rows that contradict each other apply neither; of rows that say the same the first applies. A row that is
--          not in the file any more gives way to one that is: people see only what is written there.
-- Grain:   row of decided. Inputs: decided.
--          A split without value speaks of every other item, one with a value of that item only.
-- Tables:  needs decided; makes clashes (temporary).

CREATE OR REPLACE TEMP TABLE clashes AS
SELECT one.row_id, other.row_id AS other_id, other.place AS other_place, other.missing_since AS other_missing_since
FROM decided AS one
INNER JOIN decided AS other
    ON one.row_id <> other.row_id AND one.state = 'open' AND other.state = 'open' AND (
        (
            one.kind = other.kind
            AND one.item_id = other.item_id
            AND (
                (one.kind = 'category' AND one.parts <> other.parts)
                OR (one.kind = 'unit' AND one.unit <> other.unit)
            )
        )
        OR (
            one.kind = 'verdict'
            AND other.kind = 'verdict'
            AND one.item = other.item
            AND one.value <> other.value
            AND (one.meant_portal = other.meant_portal OR one.meant_portal = '' OR other.meant_portal = '')
        )
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
    );

UPDATE decided
SET state = 'no_effect', note = '与文件中的' || clashing.others || '矛盾,按文件中的执行'
FROM (
    SELECT row_id, string_agg(DISTINCT other_place, '、') AS others
    FROM clashes
    WHERE other_missing_since IS NULL
    GROUP BY row_id
) AS clashing
WHERE decided.row_id = clashing.row_id AND decided.missing_since IS NOT NULL;

UPDATE decided
SET state = 'contradicts', note = '与' || clashing.others || '矛盾,都没有采用;请只留一行'
FROM (
    SELECT clashes.row_id, string_agg(DISTINCT clashes.other_place, '、') AS others
    FROM clashes
    INNER JOIN decided AS other ON clashes.other_id = other.row_id
    WHERE other.state = 'open'
    GROUP BY clashes.row_id
) AS clashing
WHERE decided.row_id = clashing.row_id AND decided.state = 'open';

UPDATE decided
SET state = 'no_effect', note = '与' || repeated.first_place || '相同'
FROM (
    SELECT
        row_id,
        min(row_id) OVER said AS first_id,
        arg_min(place, row_id) OVER said AS first_place
    FROM decided
    WHERE state = 'open'
    WINDOW said AS (
        PARTITION BY
            kind,
            CASE kind
                WHEN 'verdict' THEN item || ' ' || meant_portal
                WHEN 'merge' THEN least(item_id, value_id) || greatest(item_id, value_id)
                ELSE item_id || coalesce(value_id, '')
            END
    )
) AS repeated
WHERE decided.row_id = repeated.row_id AND repeated.first_id <> repeated.row_id;
