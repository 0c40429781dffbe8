-- Purpose: whether another portal publishes a section under this id. Grain: one row. Inputs: sections.

SELECT count(*) > 0 FROM sections WHERE published_id = $section_id AND portal_id <> $portal_id;
