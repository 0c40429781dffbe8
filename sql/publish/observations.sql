-- name: observations
-- Purpose: what inspections ask of pages beyond items, as it is known now. Grain: portal × kind × page × fact.
-- Inputs:  observations, items, sections, withdrawals. A letter that its page and its row on a list speak of: what the
--          page says, unless it says nothing, or the list said otherwise later. A page that was withdrawn says nothing
--          any more. Addresses stand as items have them.

INSERT INTO published.main.observations BY NAME
WITH
standing AS (
    SELECT
        seen.portal_id,
        seen.kind,
        coalesce(items.url, seen.url) AS url,
        items.item_id,
        seen.section_id,
        seen.fact,
        seen.value,
        seen.day,
        seen.first_seen_at,
        seen.last_seen_at,
        seen.run_id,
        seen.item_id AS linked_id
    FROM observations AS seen
    LEFT JOIN items ON seen.item_id = items.item_id AND seen.kind <> 'home_link'
    WHERE seen.kind = 'home_link' OR coalesce(seen.item_id, '') NOT IN (SELECT item_id FROM withdrawals)
    QUALIFY
        row_number() OVER (
            PARTITION BY
                seen.portal_id, seen.kind, if(seen.kind = 'home_link', seen.url, coalesce(seen.item_id, seen.url)), seen.fact
            ORDER BY seen.value IS NULL AND seen.day IS NULL, seen.last_seen_at DESC, seen.source = 'page' DESC
        ) = 1
)
SELECT
    standing.portal_id,
    standing.kind,
    standing.url,
    coalesce(standing.item_id, linked.item_id) AS item_id,
    sections.published_id AS section_id,
    standing.fact,
    standing.value,
    standing.day,
    standing.first_seen_at,
    standing.last_seen_at,
    standing.run_id
FROM standing
LEFT JOIN sections ON standing.portal_id = sections.portal_id AND standing.section_id = sections.section_id
LEFT JOIN items AS linked ON standing.kind = 'home_link' AND standing.linked_id = linked.item_id
ORDER BY standing.portal_id, standing.kind, standing.url, standing.fact;
