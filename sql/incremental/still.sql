-- name: still_told
-- Purpose: what was told of items that are not affected stands: at which of them checks look further; of which no page is
--          published; which versions are not the published one; whose bodies are the same (who has the body of an affected
--          item is affected), of these no words, which checks do not ask for. Grain: row of each table.
-- Inputs:  known (attached), affected. Tables: needs affected, other_versions, twins, unread_items, watched (temporary).

INSERT INTO watched BY NAME
FROM known.main.watched ANTI JOIN affected USING (item_id);

INSERT INTO unread_items BY NAME
FROM known.main.unread_items ANTI JOIN affected USING (item_id);

INSERT INTO other_versions BY NAME
FROM known.main.other_versions ANTI JOIN affected USING (item_id);

INSERT INTO twins BY NAME
FROM known.main.twins ANTI JOIN affected USING (item_id);


-- name: touched_sections
-- Purpose: the sections in which affected items stand or stood. Grain: section. Inputs: narrow (attached), section_state.
-- Tables:  needs placed, section_state; makes touched_sections (temporary).

CREATE OR REPLACE TEMP TABLE touched_sections AS
SELECT portal_id, section_id FROM placed
UNION
SELECT state.portal_id, state.section_id
FROM narrow.gone.item_sections AS gone
INNER JOIN section_state AS state ON gone.portal_id = state.portal_id AND gone.section_id = state.published_id;


-- name: all_unclassified
-- Purpose: as figures/all_unclassified: of items that are not affected as at the last publication. Grain: item.
-- Inputs:  known (attached). Tables: needs affected, unclassified; makes all_unclassified (temporary).

CREATE OR REPLACE TEMP VIEW all_unclassified AS
SELECT item_id FROM unclassified
UNION ALL
(SELECT item_id FROM known.main.unclassified ANTI JOIN affected USING (item_id));


-- name: reckoned_sections
-- Purpose: the sections whose rows are summed up anew: those; all of a portal where another year is the present one.
-- Grain:   section. Inputs: known (attached), section_state, check_days.
-- Tables:  needs check_days, section_state, touched_sections; makes reckoned_sections (temporary).

CREATE OR REPLACE TEMP TABLE reckoned_sections AS
SELECT portal_id, section_id FROM touched_sections
UNION
SELECT portal_id, section_id
FROM section_state
WHERE portal_id IN (
    SELECT noted.portal_id
    FROM known.main.check_rows AS noted
    LEFT JOIN check_days AS days ON noted.portal_id = days.portal_id AND days.is_present
    WHERE noted.split_year IS DISTINCT FROM days.year
);


-- name: known_rows
-- Purpose: of all other sections their rows as at the last publication. Grain: as check_rows. Inputs: known (attached).
-- Tables:  needs check_rows, reckoned_sections (temporary).

INSERT INTO check_rows BY NAME
FROM known.main.check_rows ANTI JOIN reckoned_sections USING (portal_id, section_id);
