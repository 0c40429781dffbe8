-- Purpose: withdrawals, returns, moves and edits of list rows. Grain: change. Inputs: item_changes.

INSERT INTO published.main.item_changes BY NAME
SELECT item_id, change, changed_at, run_id, other_item_id, detail
FROM item_changes
ORDER BY changed_at, item_id, change, detail;
