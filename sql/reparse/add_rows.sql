-- Purpose: rows that only today's readers see; the next complete reading accepts them, or does not meet them.
-- Grain:   item × section. Inputs: reparse_rows.

INSERT INTO item_sections
SELECT
    item_id, $portal_id, $section_id, url, title, listed_on, unit, index_number, document_number, pinned, has_page,
    first_seen_at, seen_at, $run_id, $run_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM reparse_rows
WHERE is_new;
