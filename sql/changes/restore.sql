-- Purpose: restored items are withdrawn no longer. Grain: item. Inputs: departed, withdrawals.

DELETE FROM withdrawals
WHERE
    item_id IN (
        SELECT item_id
        FROM departed
        WHERE removed_at IS NOT NULL AND gone_since IS NULL AND (NOT all_left OR (basis = 'page' AND NOT confirmed))
    );
