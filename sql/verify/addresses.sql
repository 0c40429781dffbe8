-- Purpose: the addresses that items' ids are made of. Grain: item. Inputs: items.

SELECT item_id, portal_id, url, title
FROM items;
