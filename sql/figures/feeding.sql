-- Purpose: which sections feed which category, and how well they were read.
-- Grain:   category × section. Inputs: section_state, section_names, open_rows, placed, published.classifications.
--          An "auto" section feeds the category of its name, and those that a rule or a person has found in it.

CREATE OR REPLACE TEMP TABLE feeding AS
WITH
fed AS (
    SELECT category, portal_id, section_id FROM section_state WHERE category <> 'auto'
    UNION
    SELECT category, portal_id, section_id FROM section_names
    UNION
    SELECT category, portal_id, section_id FROM open_rows WHERE category IS NOT NULL
    UNION
    SELECT by_person.category, placed.portal_id, placed.section_id
    FROM published.main.classifications AS by_person
    INNER JOIN placed USING (item_id)
    WHERE by_person.decided_by = 'person' AND placed.counted
)
SELECT fed.category, section_state.*  EXCLUDE (category)
FROM fed
INNER JOIN section_state USING (portal_id, section_id);
