-- Purpose: excluded items count nowhere, included ones count though no complete night has accepted them.
-- Grain:   item × section. Inputs: decided, placed (changed).

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
