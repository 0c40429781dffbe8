-- name: open_kinds
-- Purpose: the kinds of decision that are still to be applied. Grain: kind. Inputs: decided.
-- Tables:  needs decided (temporary).

SELECT DISTINCT kind
FROM decided
WHERE state = 'open';


-- name: counted
-- Purpose: excluded items count nowhere, included ones count though no complete night has accepted them.
-- Grain:   item × section. Inputs: decided, placed (changed).
-- Tables:  needs decided, placed (temporary).

UPDATE decided
SET state = 'no_effect', note = '该条目本来就没有计入数字'
WHERE
    kind = 'exclude'
    AND state = 'open'
    AND item_id NOT IN (SELECT item_id FROM placed WHERE counted);

UPDATE decided
SET state = 'no_effect', note = '该条目不在任何栏目的列表中,或本来就已计入'
WHERE
    kind = 'include'
    AND state = 'open'
    AND item_id NOT IN (SELECT item_id FROM placed WHERE NOT counted);

UPDATE placed
SET counted = FALSE
WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'open');

UPDATE placed
SET counted = TRUE
WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'include' AND state = 'open');

UPDATE decided
SET state = 'applied'
WHERE kind IN ('exclude', 'include') AND state = 'open';


-- name: units
-- Purpose: the unit that a person decided. Grain: item. Inputs: decided, published.items (changed).
-- Tables:  needs decided (temporary).

UPDATE decided
SET state = 'no_effect', note = '单位本来就是“' || decided.unit || '”'
WHERE
    kind = 'unit'
    AND state = 'open'
    AND EXISTS (
        SELECT 1
        FROM published.main.items AS items
        WHERE items.item_id = decided.item_id AND items.unit = decided.unit
    );

UPDATE published.main.items
SET unit = decided.unit, unit_from = 'person'
FROM decided
WHERE published.main.items.item_id = decided.item_id AND decided.kind = 'unit' AND decided.state = 'open';

UPDATE decided
SET state = 'applied'
WHERE kind = 'unit' AND state = 'open';


-- name: categories
-- Purpose: the categories that a person decided stand instead of those of section and rules.
-- Grain:   item × category. Inputs: decided, placed, published.classifications (changed).
-- Tables:  needs decided, placed (temporary).

UPDATE decided
SET state = 'no_effect', note = '该条目没有计入数字,类别不起作用'
WHERE
    kind = 'category'
    AND state = 'open'
    AND item_id NOT IN (SELECT item_id FROM placed WHERE counted);

UPDATE decided
SET state = 'no_effect', note = '规则得出的类别本来就是“' || decided.value || '”'
FROM (
    SELECT item_id, list_sort(list(category)) AS categories
    FROM published.main.classifications
    WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'category' AND state = 'open')
    GROUP BY item_id
) AS given
WHERE
    decided.kind = 'category'
    AND decided.state = 'open'
    AND decided.item_id = given.item_id
    AND list_sort(decided.parts) = given.categories;

DELETE FROM published.main.classifications
WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'category' AND state = 'open');

INSERT INTO published.main.classifications BY NAME
SELECT portal_id, item_id, unnest(parts) AS category, rule, 'person' AS decided_by
FROM decided
WHERE kind = 'category' AND state = 'open';

UPDATE decided
SET state = 'applied'
WHERE kind = 'category' AND state = 'open';


-- name: applied_kinds
-- Purpose: the kinds of decision that have been applied. Grain: kind. Inputs: decided.
-- Tables:  needs decided (temporary).

SELECT DISTINCT kind
FROM decided
WHERE state = 'applied';


-- name: excluded_copies
-- Purpose: of an excluded item it is told which other copies of its document still count; its own keys go.
-- Grain:   row of decisions.csv. Inputs: decided (note), published.items, merge_keys (changed).
-- Tables:  needs decided, merge_keys, placed; makes other_copies (temporary).

CREATE OR REPLACE TEMP TABLE other_copies AS
WITH
pairs AS (
    SELECT DISTINCT keys.item_id, others.item_id AS other_id
    FROM merge_keys AS keys
    INNER JOIN merge_keys AS others ON keys.rule = others.rule AND keys.merge_key = others.merge_key
    WHERE
        keys.item_id IN (
            SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied'
            EXCEPT
            SELECT item_id FROM decided WHERE kind = 'split' AND state = 'open'
        )
        AND others.item_id IN (SELECT item_id FROM placed WHERE counted)
)
SELECT
    pairs.item_id,
    count(*) AS copies,
    string_agg(items.item_id || '(' || items.url || ')', '、' ORDER BY items.published_on, items.item_id) AS named
FROM pairs
INNER JOIN published.main.items AS items ON pairs.other_id = items.item_id
GROUP BY pairs.item_id;

UPDATE decided
SET note = '与它是同一份文件的另外 ' || copies || ' 条仍计入这份文件:' || named || ';如整份文件都不应计入,请一并排除'
FROM other_copies
WHERE decided.kind = 'exclude' AND decided.state = 'applied' AND decided.item_id = other_copies.item_id;

DELETE FROM merge_keys
WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'exclude' AND state = 'applied');


-- name: merge_keys
-- Purpose: items that a person set apart share no key; items that a person joined share one of their own.
-- Grain:   item × key. Inputs: decided, placed, merge_keys (changed).
-- Tables:  needs decided, merge_keys, placed; makes automatic_pairs (temporary).

CREATE OR REPLACE TEMP TABLE automatic_pairs AS
SELECT DISTINCT keys.item_id, others.item_id AS other_id
FROM merge_keys AS keys
INNER JOIN merge_keys AS others
    ON keys.rule = others.rule AND keys.merge_key = others.merge_key AND keys.item_id <> others.item_id
WHERE keys.item_id IN (SELECT item_id FROM decided WHERE kind IN ('merge', 'split') AND state = 'open');

UPDATE decided
SET state = 'no_effect', note = '两条中有一条没有计入数字,合并不起作用'
WHERE
    kind = 'merge'
    AND state = 'open'
    AND (
        item_id NOT IN (SELECT item_id FROM placed WHERE counted)
        OR value_id NOT IN (SELECT item_id FROM placed WHERE counted)
    );

UPDATE decided
SET state = 'no_effect', note = '按规则本来就已合并'
WHERE
    kind = 'merge'
    AND state = 'open'
    AND (item_id, value_id) IN (SELECT (item_id, other_id) FROM automatic_pairs);

UPDATE decided
SET state = 'no_effect', note = '按规则本来就没有与其他条目合并'
WHERE
    kind = 'split'
    AND state = 'open'
    AND item_id NOT IN (SELECT item_id FROM automatic_pairs);

DELETE FROM merge_keys
WHERE item_id IN (SELECT item_id FROM decided WHERE kind = 'split' AND state = 'open');

INSERT INTO merge_keys BY NAME
SELECT unnest([item_id, value_id]) AS item_id, rule, rule AS merge_key
FROM decided
WHERE kind = 'merge' AND state = 'open';

UPDATE decided
SET state = 'applied'
WHERE kind IN ('merge', 'split') AND state = 'open';
