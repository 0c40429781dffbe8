-- Purpose: of an excluded item it is told which other copies of its document still count; its own keys go.
-- Grain:   row of decisions.csv. Inputs: decided (note), published.items, merge_keys (changed).

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
