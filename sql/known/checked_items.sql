-- Purpose: when each item's page was last asked to good purpose, in whatever section.
-- Grain:   one item. Inputs: items. Pages that failed for now are left out: they are still owed.

SELECT
    item_id, checked_at
FROM items
WHERE
    portal_id = $portal_id
    AND checked_at IS NOT NULL
    AND page_outcome NOT IN (
        'server_error', 'timeout', 'too_large', 'challenged', 'refused_by_robots', 'redirected_away'
    )
ORDER BY item_id;
