-- Purpose: withdrawn items that are there again: listed with a page that is not gone, or their page answers again.
-- Grain:   item. Inputs: departed, withdrawals. Runs before restore.

INSERT INTO item_changes
SELECT
    item_id,
    $portal_id,
    'restored',
    greatest(last_seen_at, removed_at),
    $run_id,
    NULL,
    '曾于 ' || strftime(removed_at, '%Y-%m-%d %H:%M') || ' 发现撤下'
FROM departed
WHERE removed_at IS NOT NULL AND gone_since IS NULL AND (NOT all_left OR (basis = 'page' AND NOT confirmed));
