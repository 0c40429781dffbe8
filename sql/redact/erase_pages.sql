-- name: erase_files
-- Purpose: what tables say of the pages beyond what is counted by: files that they link to, personal data found in
--          them. Grain: version. Inputs: item_versions (changed); $items.

UPDATE item_versions
SET attachments = [], masked = []
WHERE list_contains($items::VARCHAR [], item_id);


-- name: erase_observed
-- Purpose: what was observed of them, and links to them. Grain: observation. Inputs: observations (changed); $items.

DELETE FROM observations
WHERE list_contains($items::VARCHAR [], item_id);


-- name: erase_raw
-- Purpose: what could not be read of them. Grain: reject. Inputs: items, rejects (changed); $items.

UPDATE rejects
SET raw = NULL
FROM items
WHERE rejects.url = items.url AND list_contains($items::VARCHAR [], items.item_id);


-- name: erase_reconciled
-- Purpose: what came of them as annual reports. Grain: report. Inputs: reconciled (changed); $items.

DELETE FROM reconciled WHERE list_contains($items::VARCHAR [], item_id);


-- name: erase_reconciled_lines
-- Purpose: what was read of them as annual reports. Grain: line. Inputs: reconciled_lines (changed); $items.

DELETE FROM reconciled_lines WHERE list_contains($items::VARCHAR [], item_id);
