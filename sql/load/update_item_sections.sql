-- Purpose: list rows known already, as this package read them.
-- Grain:   item × section. Inputs: folded_rows. A row that comes late does not replace a later reading.

UPDATE item_sections
SET
    url = folded_rows.url,
    list_title = folded_rows.title,
    listed_on = folded_rows.listed_on,
    unit = folded_rows.unit,
    index_number = folded_rows.index_number,
    document_number = folded_rows.document_number,
    pinned = folded_rows.pinned,
    has_page = folded_rows.has_page,
    last_seen_at = folded_rows.seen_at,
    last_run_id = $run_id,
    left_at = NULL
FROM folded_rows
WHERE
    item_sections.portal_id = $portal_id
    AND item_sections.section_id = $section_id
    AND item_sections.item_id = folded_rows.item_id
    AND item_sections.last_seen_at <= folded_rows.seen_at;
