-- name: first_id
-- Purpose: by which id the items of a portal are named: the first that it ever had. Grain: one row; none for a
--          portal that the ledger does not know. Inputs: portals, portal_names, $portal_id.

SELECT coalesce(arg_min(names.former_id, (names.renamed_at, names.rowid)), portals.portal_id) AS first_id
FROM portals
LEFT JOIN portal_names AS names ON portals.portal_id = names.portal_id
WHERE portals.portal_id = $portal_id
GROUP BY portals.portal_id;


-- name: first_ids
-- Purpose: the portals with their first ids, each of which gives an address an id of its own. Grain: portal.
-- Inputs:  portals, portal_names.

SELECT
    portals.portal_id,
    coalesce(arg_min(names.former_id, (names.renamed_at, names.rowid)), portals.portal_id) AS first_id
FROM portals
LEFT JOIN portal_names AS names ON portals.portal_id = names.portal_id
GROUP BY portals.portal_id
ORDER BY portals.portal_id;


-- name: of_former
-- Purpose: what a portal is called now that was called so before. Grain: portal, one at most; none where a portal is
--          called so now. Inputs: portals, portal_names, $former_id.

SELECT DISTINCT portal_id
FROM portal_names
WHERE former_id = $former_id AND former_id NOT IN (SELECT portal_id FROM portals);


-- name: known
-- Purpose: the portals that the ledger knows, and when each was retired (null: it was not). Grain: portal.
-- Inputs:  portals.

SELECT portal_id, home, retired_at
FROM portals
ORDER BY portal_id;


-- name: note_name
-- Purpose: what a portal was called before. Grain: portal × former id. Inputs: portal_names, $portal_id, $former_id,
--          $renamed_at.

INSERT INTO portal_names (portal_id, former_id, renamed_at)
SELECT $portal_id, $former_id, $renamed_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM portal_names WHERE portal_id = $portal_id AND former_id = $former_id);


-- name: told_names
-- Purpose: what a published file tells that a portal was called before. Grain: former id.
-- Inputs:  portal_names (of the file), $portal_id.

SELECT former_id, renamed_at
FROM portal_names
WHERE portal_id = $portal_id
ORDER BY renamed_at, former_id;


-- name: forget_name
-- Purpose: a former id makes way for what is known better of it. Grain: portal × former id. Inputs: portal_names,
--          $portal_id, $former_id.

DELETE FROM portal_names WHERE portal_id = $portal_id AND former_id = $former_id;


-- name: renaming
-- Purpose: which portal is renamed. Grain: one row. Inputs: $old, $new, $renamed_at.
-- Tables:  makes renaming (temporary).

CREATE OR REPLACE TEMP TABLE renaming AS
SELECT $old::VARCHAR AS old_id, $new::VARCHAR AS new_id, $renamed_at::TIMESTAMPTZ AS renamed_at;


-- name: rename
-- Purpose: every row of a portal under its new id, and what it was called before. What names an item, a section, a
--          run or a file stays as it is; so do the ids under which its sections are published.
-- Grain:   every table with a portal_id, and findings that name a portal. Inputs: renaming, and those tables.
-- Tables:  needs renaming (temporary).

UPDATE portals SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE units SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE unit_names SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE sections SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE runs SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE met_rows SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE packages SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE section_runs SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE section_layouts SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE items SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE item_sections SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE item_versions SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE withdrawals SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE item_changes SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE fetches SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE rejects SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE findings SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE finding_history SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE figure_moves SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE observations SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE redactions SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE redacted_titles SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE redacted_categories SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE reconciled SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE reconciled_lines SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;
UPDATE portal_names SET portal_id = renaming.new_id FROM renaming WHERE portal_id = renaming.old_id;

INSERT INTO portal_names (portal_id, former_id, renamed_at)
SELECT new_id, old_id, renamed_at
FROM renaming
WHERE NOT EXISTS (
    SELECT 1 FROM portal_names WHERE portal_names.portal_id = new_id AND portal_names.former_id = old_id
);

UPDATE findings
SET subject = renaming.new_id
FROM renaming
WHERE check_id = 'portal-unread' AND subject = renaming.old_id;

UPDATE finding_history
SET subject = renaming.new_id || substr(subject, length(renaming.old_id) + 1)
FROM renaming
WHERE subject = renaming.old_id OR starts_with(subject, renaming.old_id || ' ');


-- name: retire
-- Purpose: from when on a portal is asked no more; null: it is asked again. What is known of it stays. Grain: portal.
-- Inputs:  portals, $portal_id, $retired_at.

UPDATE portals SET retired_at = $retired_at::TIMESTAMPTZ WHERE portal_id = $portal_id;


-- name: was_read
-- Purpose: that a portal was not read, some night before, is over. Grain: portal. Inputs: findings, $portal_id.

DELETE FROM findings WHERE check_id = 'portal-unread' AND subject = $portal_id;


-- name: was_not_read
-- Purpose: a portal was not read this night; why, for people. Grain: portal. Inputs: findings, $portal_id, $why,
--          $found_at.

INSERT INTO findings (portal_id, check_id, outcome, severity, subject, message, found_at)
VALUES ($portal_id, 'portal-unread', 'fail', 'warning', $portal_id, $why, $found_at::TIMESTAMPTZ);
