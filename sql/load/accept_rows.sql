-- Purpose: a complete night accepts the rows it met and those accepted before, as they stand; published figures
--          rest on these. Rows that only an incomplete night met may be another section's, or nobody's; such a night
--          takes none from a run that has met them, too (met_rows).
--          A date that a row stated once is not unsaid by a row without one.
-- Grain:   item × section. Inputs: item_sections, met_rows. Only rows that change are written.

UPDATE item_sections
SET
    accepted_at = coalesce(accepted_at, $finished_at::TIMESTAMPTZ),
    accepted_title = list_title,
    accepted_listed_on = coalesce(listed_on, accepted_listed_on),
    accepted_unit = unit,
    accepted_index_number = index_number,
    accepted_document_number = document_number
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND (
        accepted_at IS NOT NULL
        OR last_run_id = $run_id
        OR item_id IN (
            SELECT item_id
            FROM met_rows
            WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id
        )
    )
    AND (
        accepted_at IS NULL
        OR accepted_title IS DISTINCT FROM list_title
        OR accepted_listed_on <> listed_on
        OR (accepted_listed_on IS NULL AND listed_on IS NOT NULL)
        OR accepted_unit IS DISTINCT FROM unit
        OR accepted_index_number IS DISTINCT FROM index_number
        OR accepted_document_number IS DISTINCT FROM document_number
    );
