-- Purpose: where an item stands, and whether that place counts. Grain: section. Inputs: $item_id.

SELECT
    sections.section_id,
    sections.name,
    sections.category,
    placed.list_title,
    placed.listed_on,
    placed.pinned,
    placed.counted,
    placed.first_seen_at,
    placed.accepted_at,
    placed.left_at
FROM item_sections AS placed
INNER JOIN sections ON placed.section_id = sections.section_id
WHERE placed.item_id = $item_id
ORDER BY placed.first_seen_at, sections.section_id;
