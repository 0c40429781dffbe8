-- Purpose: list rows of a section that today's readers read otherwise than the ledger has them.
-- Grain:   item. Inputs: folded_rows (read again), item_sections.

CREATE OR REPLACE TEMP TABLE reparse_rows AS
SELECT
    told.*,
    kept.item_id IS NULL AS is_new,
    kept.list_title AS kept_title,
    kept.listed_on AS kept_listed_on
FROM folded_rows AS told
LEFT JOIN (
    SELECT * FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id
) AS kept ON told.item_id = kept.item_id
WHERE
    kept.item_id IS NULL
    OR (
        told.seen_at >= kept.last_seen_at
        AND (
            told.title IS DISTINCT FROM kept.list_title
            OR told.listed_on IS DISTINCT FROM kept.listed_on
            OR told.unit IS DISTINCT FROM kept.unit
            OR told.index_number IS DISTINCT FROM kept.index_number
            OR told.document_number IS DISTINCT FROM kept.document_number
        )
    );
