-- The counts that stand beside a year's total, so that nobody mistakes one for the other.
--
-- Purpose: distinct documents, what was merged into them, how often they are listed; and what is not in the
--          total because its date, category or unit is not known.
-- Grain:   one row for the year.
-- Inputs:  figure_items, merges, item_sections, items, classifications, units; parameters form, year, total
--          (the code of the total's row).
WITH
placed AS ( -- items that a section's figures may count; rows of a reading that was held back are not among them
    SELECT DISTINCT item_id
    FROM item_sections
    WHERE counted
),
counted AS ( -- documents that the total counts
    SELECT item_id
    FROM figure_items
    WHERE form = $form AND year = $year AND code = $total
),
merged AS ( -- items that were merged into a counted document
    SELECT DISTINCT merges.merged_item_id AS item_id
    FROM merges
    INNER JOIN counted ON merges.kept_item_id = counted.item_id
),
carried AS ( -- every item behind the total, merged ones included
    SELECT item_id FROM counted
    UNION
    SELECT item_id FROM merged
),
unresolved AS ( -- counted documents whose printed unit is none of the portal file's
    SELECT items.unit
    FROM items
    INNER JOIN counted ON items.item_id = counted.item_id
    WHERE
        items.unit_from = 'printed'
        AND items.unit NOT IN (SELECT name FROM units)
),
undated AS ( -- of no year that can be told
    SELECT items.item_id
    FROM items
    INNER JOIN placed ON items.item_id = placed.item_id
    WHERE items.published_on IS NULL
),
unclassified AS ( -- items of the year without any category
    SELECT items.item_id
    FROM items
    INNER JOIN placed ON items.item_id = placed.item_id
    WHERE
        year(items.published_on) = $year
        AND items.item_id NOT IN (SELECT item_id FROM classifications)
        AND items.item_id NOT IN (SELECT merged_item_id FROM merges)
)
SELECT
    (SELECT count(*) FROM merged) AS merged_count,
    (
        SELECT count(*)
        FROM item_sections
        INNER JOIN carried ON item_sections.item_id = carried.item_id
        WHERE item_sections.counted
    ) AS listed_count, -- item × section
    (SELECT count(*) FROM undated) AS undated_count,
    (SELECT count(*) FROM unresolved) AS unresolved_unit_items,
    (SELECT count(DISTINCT unit) FROM unresolved) AS unresolved_unit_names,
    (SELECT count(*) FROM unclassified) AS unclassified_count;
