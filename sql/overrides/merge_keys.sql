-- Purpose: items that a person set apart share no key; items that a person joined share one of their own.
-- Grain:   item × key. Inputs: decided, placed, merge_keys (changed).

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
