-- Purpose: a complete night accepts the versions of its section's items. Grain: item × version.
-- Inputs:  item_versions, item_sections.

UPDATE item_versions
SET accepted_at = $finished_at::TIMESTAMPTZ
FROM (
    SELECT item_id
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id
) AS held
WHERE item_versions.item_id = held.item_id AND item_versions.accepted_at IS NULL;
