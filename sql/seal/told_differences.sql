-- Purpose: the differences as people are told them. Grain: row of differences. Inputs: sealed.differences.

SELECT form, code, change, item_id, title, published_on, before, after, why
FROM sealed.main.differences
ORDER BY form, code, change = '数值' DESC, change, published_on, item_id;
