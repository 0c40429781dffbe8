-- Purpose: the categories that a person decided stand instead of those of section and rules.
-- Grain:   item × category. Inputs: decided, placed, published.classifications (changed).

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
SELECT item_id, unnest(parts) AS category, rule, 'person' AS decided_by
FROM decided
WHERE kind = 'category' AND state = 'open';

UPDATE decided
SET state = 'applied'
WHERE kind = 'category' AND state = 'open';
