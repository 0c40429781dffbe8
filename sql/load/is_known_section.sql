-- Purpose: whether a portal has, or once had, a section. Grain: one row. Inputs: sections, $portal_id, $section_id.

SELECT count(*) > 0 FROM sections WHERE portal_id = $portal_id AND section_id = $section_id;
