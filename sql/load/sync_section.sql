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
