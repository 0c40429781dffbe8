-- Purpose: pages that were not read as items and now are: they are there. Grain: item. Inputs: reparse_versions.

UPDATE items
SET page_outcome = 'ok', gone_since = NULL
WHERE item_id IN (SELECT item_id FROM reparse_versions WHERE version IS NULL AND outcome = 'ok');
