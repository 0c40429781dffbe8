-- Purpose: the item that an id or address names, with what is known of it. Grain: item (none or one).
-- Inputs:  $ids (the ids that the words may stand for), items, portals, rules, decisions, attachments.

SELECT
    items.* EXCLUDE (portal_id),
    portals.name AS portal,
    (SELECT count(*) FROM attachments WHERE attachments.item_id = items.item_id) AS attachments,
    (
        SELECT rules.text
        FROM decisions
        INNER JOIN rules ON decisions.rule = rules.rule
        WHERE decisions.kind = 'unit' AND decisions.state = 'applied' AND decisions.item_id = items.item_id
        LIMIT 1
    ) AS unit_decision
FROM items
INNER JOIN portals ON items.portal_id = portals.portal_id
WHERE list_contains($ids::VARCHAR [], items.item_id)
ORDER BY items.item_id
LIMIT 1;
