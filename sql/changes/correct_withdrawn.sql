-- Purpose: an item that was found withdrawn before its new address was read has moved and was not withdrawn: its
--          history says one thing of one departure. Grain: item. Inputs: item_changes. Runs after move.

DELETE FROM item_changes
WHERE
    portal_id = $portal_id
    AND change = 'withdrawn'
    AND item_id IN (SELECT item_id FROM item_changes WHERE change = 'moved' AND run_id = $run_id)
    AND (item_id, changed_at) NOT IN (
        SELECT earlier.item_id, earlier.changed_at
        FROM item_changes AS earlier
        INNER JOIN item_changes AS back ON earlier.item_id = back.item_id
        WHERE earlier.change = 'withdrawn' AND back.change = 'restored' AND back.changed_at >= earlier.changed_at
    );
