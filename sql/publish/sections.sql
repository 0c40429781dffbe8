-- Purpose: the sections of the portal files, those taken out of them included. Grain: section. Inputs: sections.

INSERT INTO published.main.sections BY NAME
SELECT published_id AS section_id, portal_id, name, url, category, unit, cadence_days
FROM sections
ORDER BY portal_id, position, section_id;
