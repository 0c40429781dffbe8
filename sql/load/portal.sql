-- name: sync_portal
-- Purpose: a portal's head as its file declares it; one whose file is there again is retired no more.
-- Grain:   one portal. Inputs: portals.

MERGE INTO portals
USING (SELECT $portal_id AS portal_id) AS declared ON portals.portal_id = declared.portal_id
WHEN MATCHED THEN UPDATE SET
    name = $name, home = $home, default_unit = nullif($default_unit, ''), retired_at = NULL
WHEN NOT MATCHED THEN INSERT (portal_id, name, home, default_unit)
    VALUES ($portal_id, $name, $home, nullif($default_unit, ''));


-- name: clear_units
-- Purpose: takes out a portal's units before its file's are written. Grain: all units of the portal.
-- Inputs:  $portal_id.

DELETE FROM units WHERE portal_id = $portal_id;


-- name: clear_unit_names
-- Purpose: takes out the spellings of a portal's units before its file's are written. Grain: all of the portal.
-- Inputs:  $portal_id.

DELETE FROM unit_names WHERE portal_id = $portal_id;


-- name: sync_units
-- Purpose: a portal's units. Grain: one unit. Inputs: $names (list), $first_id; unit_id stays the same for a portal,
--          whatever it is called later, and name.

INSERT INTO units
SELECT DISTINCT
    $portal_id, left(sha256($first_id || chr(10) || name), 16), name
FROM (SELECT unnest($names::VARCHAR[]) AS name);


-- name: sync_unit_names
-- Purpose: every spelling that stands for a unit; where two fold to one, a unit's own name wins over an alias.
-- Grain:   folded spelling. Inputs: $spellings and $names (parallel lists).

INSERT INTO unit_names
SELECT
    $portal_id, folded(spelling), name, folded(spelling) <> folded(name)
FROM (SELECT unnest($spellings::VARCHAR[]) AS spelling, unnest($names::VARCHAR[]) AS name)
QUALIFY row_number() OVER (PARTITION BY folded(spelling) ORDER BY folded(spelling) <> folded(name), name) = 1;


-- name: retire_sections
-- Purpose: until its file says so, none of a portal's sections is declared. Grain: one section. Inputs: sections.

UPDATE sections SET declared = FALSE WHERE portal_id = $portal_id;


-- name: is_taken
-- Purpose: whether another portal publishes a section under this id. Grain: one row. Inputs: sections.

SELECT count(*) > 0 FROM sections WHERE published_id = $section_id AND portal_id <> $portal_id;


-- name: sync_section
-- Purpose: a section as its portal's file declares it. Grain: one section. Inputs: sections.
--          An id that another portal of this home has had first is published as portal/section.

MERGE INTO sections
USING (SELECT $portal_id AS portal_id, $section_id AS section_id) AS told
    ON sections.portal_id = told.portal_id AND sections.section_id = told.section_id
WHEN MATCHED THEN UPDATE SET
    position = $position, name = $name, url = $url, category = $category, unit = nullif($unit, ''),
    details = $details, cadence_days = $cadence_days, declared = TRUE
WHEN NOT MATCHED THEN INSERT VALUES (
    $portal_id, $section_id, $published_id, $position, $name, $url, $category, nullif($unit, ''), $details,
    $cadence_days, TRUE
);
