-- Purpose: what was edited, withdrawn, restored or moved in a night, a few of each by title.
-- Grain:   event. Inputs: item_events, items; $runs: ids of the night's runs. `titles` are at most three.

SELECT
    item_events.event,
    count(DISTINCT item_events.item_id) AS item_count,
    list(DISTINCT coalesce(items.title, items.url) ORDER BY coalesce(items.title, items.url))[:3] AS titles
FROM item_events
INNER JOIN items USING (item_id)
WHERE item_events.event <> 'new' AND item_events.run_id IN (SELECT unnest($runs::VARCHAR[]))
GROUP BY item_events.event
ORDER BY array_position(['withdrawn', 'edited', 'moved', 'restored'], item_events.event);
