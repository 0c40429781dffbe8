-- name: attach_standing
-- Purpose: the published file that stands, to compare with. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS standing (READ_ONLY);


-- name: lost_items
-- Purpose: guard against the file that stands: an item of it that is not in the new one. Items never leave the
--          ledger, so this means a lost or foreign ledger.
-- Grain:   bad row: section, its items that stood, those lost, one of them.
-- Inputs:  standing (the published file, attached), published.

WITH
lost AS (
    SELECT item_id
    FROM standing.main.items
    ANTI JOIN published.main.items USING (item_id)
)
SELECT
    coalesce(placed.section_id, '(不在任何栏目)') AS subject,
    '原有 ' || (
        SELECT count(*)
        FROM standing.main.item_sections AS stood
        WHERE stood.section_id = placed.section_id
    ) || ' 条,缺 ' || count(*) || ' 条,如 ' || min(lost.item_id) AS detail
FROM lost
LEFT JOIN standing.main.item_sections AS placed ON lost.item_id = placed.item_id
GROUP BY placed.section_id
ORDER BY subject;


-- name: detach_standing
-- Purpose: lets go of the published file that stands. Inputs: none.
-- Grain:   one file.

DETACH standing;
