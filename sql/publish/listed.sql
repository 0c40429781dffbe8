-- Purpose: what the lists say of an item, from the rows that count (from all, where none does).
-- Grain:   item. Inputs: placed. Where sections differ: the earliest date, and the words of the section
--          that listed it first.

CREATE OR REPLACE TEMP TABLE listed AS
WITH
standing AS (
    SELECT * FROM placed WHERE counted
    UNION ALL BY NAME
    SELECT *
    FROM placed
    WHERE NOT counted AND item_id NOT IN (SELECT item_id FROM placed WHERE counted)
),
several AS (
    SELECT item_id FROM standing GROUP BY item_id HAVING count(*) > 1
)
SELECT
    item_id,
    accepted,
    listed_on,
    list_title,
    unit,
    index_number,
    document_number,
    section_unit,
    has_page,
    left_at IS NOT NULL AS has_left
FROM standing
ANTI JOIN several USING (item_id)
UNION ALL
SELECT
    item_id,
    bool_or(accepted),
    min(listed_on),
    arg_min(list_title, (first_seen_at, section_id)) FILTER (WHERE list_title IS NOT NULL),
    arg_min(unit, (first_seen_at, section_id)) FILTER (WHERE unit IS NOT NULL),
    arg_min(index_number, (first_seen_at, section_id)) FILTER (WHERE index_number IS NOT NULL),
    arg_min(document_number, (first_seen_at, section_id)) FILTER (WHERE document_number IS NOT NULL),
    arg_min(section_unit, (first_seen_at, section_id)) FILTER (WHERE section_unit IS NOT NULL),
    bool_or(has_page),
    bool_and(left_at IS NOT NULL)
FROM standing
SEMI JOIN several USING (item_id)
GROUP BY item_id;
