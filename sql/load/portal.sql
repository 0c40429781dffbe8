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
-- Purpose: sections that a portal's file does not name any more are declared no longer. Grain: one section.
-- Inputs:  sections; $portal_id, $section_ids (of the file).

UPDATE sections
SET declared = FALSE
WHERE portal_id = $portal_id AND declared AND section_id NOT IN (SELECT unnest($section_ids::VARCHAR []));


-- name: sync_sections
-- Purpose: the sections as their portal's file declares them. Grain: one section. Inputs: sections; $portal_id, and lists
--          of equal length in the order of the file. Only sections that are declared otherwise than before are written.
--          An id that another portal of this home has had first is published as portal/section.

MERGE INTO sections
USING (
    SELECT
        told.* REPLACE (nullif(told.unit, '') AS unit),
        told.section_id IN (SELECT published_id FROM sections WHERE portal_id <> $portal_id) AS is_taken
    FROM (
        SELECT
            generate_subscripts($section_ids::VARCHAR [], 1)::INTEGER AS position,
            unnest($section_ids::VARCHAR []) AS section_id,
            unnest($names::VARCHAR []) AS name,
            unnest($urls::VARCHAR []) AS url,
            unnest($categories::VARCHAR []) AS category,
            unnest($units::VARCHAR []) AS unit,
            unnest($details::BOOLEAN []) AS details,
            unnest($cadences::INTEGER []) AS cadence_days
    ) AS told
) AS told
    ON sections.portal_id = $portal_id AND sections.section_id = told.section_id
WHEN MATCHED AND (
    sections.position, sections.name, sections.url, sections.category, sections.unit, sections.details,
    sections.cadence_days, sections.declared
) IS DISTINCT FROM (
    told.position, told.name, told.url, told.category, told.unit, told.details, told.cadence_days, TRUE
) THEN UPDATE SET
    position = told.position, name = told.name, url = told.url, category = told.category, unit = told.unit,
    details = told.details, cadence_days = told.cadence_days, declared = TRUE
WHEN NOT MATCHED THEN INSERT VALUES (
    $portal_id, told.section_id, CASE WHEN told.is_taken THEN $portal_id || '/' || told.section_id ELSE told.section_id END,
    told.position, told.name, told.url, told.category, told.unit, told.details, told.cadence_days, TRUE
);
