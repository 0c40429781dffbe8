-- Purpose: how a section's list reads now. Grain: one row. Inputs: folded_rows, reparse_rows, item_sections.

SELECT
    (SELECT count(*) FROM folded_rows) AS read_again,
    (SELECT count(*) FROM reparse_rows WHERE NOT is_new) AS differing,
    (SELECT count(*) FROM reparse_rows WHERE is_new) AS new_rows,
    (
        SELECT count(*)
        FROM item_sections
        WHERE
            portal_id = $portal_id
            AND section_id = $section_id
            AND item_id NOT IN (SELECT item_id FROM folded_rows)
    ) AS not_met;
