-- name: is_noted
-- Purpose: whether what loading touches is noted: a home that is always published whole has no use for it. Grain: one row.
-- Inputs:  touched_since.

SELECT count(*) > 0
FROM touched_since;


-- name: touch_run
-- Purpose: notes the run of which packages were loaded. Grain: run. Inputs: touched_runs (added to), $run_id.

INSERT INTO touched_runs VALUES ($run_id);


-- name: touch_told
-- Purpose: notes the items of which packages observe anything, and those that changed in the run. Grain: item.
-- Inputs:  stage_observations, item_changes, touched_items (added to); $portal_id, $run_id.
-- Tables:  needs stage_observations (temporary).

INSERT INTO touched_items
SELECT item_id FROM stage_observations WHERE item_id IS NOT NULL
UNION
SELECT item_id FROM item_changes WHERE portal_id = $portal_id AND run_id = $run_id;


-- name: touch_held
-- Purpose: the same of the items that are held: those that packages tell of, and those of which anything is open.
-- Grain:   item. Inputs: held_ids, touched_items (added to).
-- Tables:  needs held_ids (temporary).

INSERT INTO touched_items
SELECT item_id FROM held_ids;


-- name: touch_new
-- Purpose: the same of those that are accepted in the ledger itself. Grain: item. Inputs: new_ids, touched_items (added to).
-- Tables:  needs new_ids (temporary).

INSERT INTO touched_items
SELECT item_id FROM new_ids;


-- name: touch_unlisted
-- Purpose: the same of the letters that load/drop_unlisted, which comes next, takes out. Grain: observation.
-- Inputs:  observations, touched_items (added to); $portal_id, $section_id, $run_id.

INSERT INTO touched_items
SELECT item_id
FROM observations
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND source = 'list'
    AND run_id <> $run_id
    AND item_id IS NOT NULL;
