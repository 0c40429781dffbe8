-- Purpose: rows take what today's readers read; where the accepted values were the same reading, these too.
-- Grain:   item × section. Inputs: reparse_rows. When a row was seen and accepted stays as it is.

UPDATE item_sections
SET
    list_title = told.title,
    listed_on = told.listed_on,
    unit = told.unit,
    index_number = told.index_number,
    document_number = told.document_number,
    accepted_title = CASE WHEN same THEN told.title ELSE accepted_title END,
    accepted_listed_on = CASE WHEN same THEN told.listed_on ELSE accepted_listed_on END,
    accepted_unit = CASE WHEN same THEN told.unit ELSE accepted_unit END,
    accepted_index_number = CASE WHEN same THEN told.index_number ELSE accepted_index_number END,
    accepted_document_number = CASE WHEN same THEN told.document_number ELSE accepted_document_number END
FROM (
    SELECT
        again.*,
        kept.accepted_at IS NOT NULL
        AND kept.accepted_title IS NOT DISTINCT FROM kept.list_title
        AND kept.accepted_listed_on IS NOT DISTINCT FROM kept.listed_on
        AND kept.accepted_unit IS NOT DISTINCT FROM kept.unit
        AND kept.accepted_index_number IS NOT DISTINCT FROM kept.index_number
        AND kept.accepted_document_number IS NOT DISTINCT FROM kept.document_number AS same
    FROM reparse_rows AS again
    INNER JOIN item_sections AS kept ON again.item_id = kept.item_id
    WHERE kept.portal_id = $portal_id AND kept.section_id = $section_id AND NOT again.is_new
) AS told
WHERE
    item_sections.portal_id = $portal_id
    AND item_sections.section_id = $section_id
    AND item_sections.item_id = told.item_id;
