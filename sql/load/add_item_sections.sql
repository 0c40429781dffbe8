-- Purpose: list rows seen for the first time in this section. Grain: item × section. Inputs: folded_rows.

INSERT INTO item_sections
WITH
held AS (
    SELECT item_id
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id
)
SELECT
    item_id, $portal_id, $section_id, url, title, listed_on, unit, index_number, document_number, pinned, has_page,
    first_seen_at, seen_at, $run_id, $run_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM folded_rows
ANTI JOIN held USING (item_id);
