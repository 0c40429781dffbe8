-- Purpose: the category of the section's name, for what no near-certain rule has settled.
-- Grain:   item × section. Inputs: open_rows, section_names.

UPDATE open_rows
SET category = section_names.category, rule = section_names.rule
FROM section_names
WHERE
    open_rows.category IS NULL
    AND open_rows.portal_id = section_names.portal_id
    AND open_rows.section_id = section_names.section_id;
