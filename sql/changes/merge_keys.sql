-- Purpose: an item that moved and the item at its new address are one document while the old address is empty.
-- Grain:   item × key. Inputs: item_changes, withdrawals, placed, merge_keys (added to).

INSERT INTO merge_keys BY NAME
SELECT
    unnest([changes.item_id, changes.other_item_id]) AS item_id,
    'M-moved' AS rule,
    concat_ws(chr(31), changes.item_id, changes.other_item_id) AS merge_key
FROM item_changes AS changes
SEMI JOIN withdrawals ON changes.item_id = withdrawals.item_id
WHERE
    changes.change = 'moved'
    AND changes.item_id IN (SELECT item_id FROM placed WHERE counted)
    AND changes.other_item_id IN (SELECT item_id FROM placed WHERE counted);
