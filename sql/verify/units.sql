-- Purpose: units of items that do not follow from where they are told to come from.
-- Grain:   item: the unit, what it should be. Inputs: items, item_sections, sections, decisions.
--          A printed unit is the name printed; that of a section is one of its sections'; a person's is decided.
--          Of one printed spelling comes one unit, and a portal has one default: what most items say is held
--          against the others.

WITH
spellings AS (
    SELECT portal_id, unit_printed, unit, count(*) AS items
    FROM items
    WHERE unit_from = 'alias' OR unit_from = 'default'
    GROUP BY ALL
),
usual AS (
    SELECT portal_id, unit_printed, arg_max(unit, items) AS unit
    FROM spellings
    GROUP BY portal_id, unit_printed
    HAVING count(*) > 1
),
of_sections AS (
    SELECT DISTINCT placed.item_id, sections.unit
    FROM item_sections AS placed
    INNER JOIN sections ON placed.section_id = sections.section_id
    WHERE sections.unit IS NOT NULL
),
decided AS (
    SELECT item_id, any_value(value) AS value
    FROM decisions
    WHERE kind = 'unit' AND state = 'applied'
    GROUP BY item_id
)
SELECT items.item_id, items.title, items.unit, items.unit_from, items.unit_printed AS should
FROM items
WHERE items.unit_from = 'printed' AND folded(items.unit) IS DISTINCT FROM folded(items.unit_printed)
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, usual.unit
FROM items
INNER JOIN usual
    ON items.portal_id = usual.portal_id AND items.unit_printed IS NOT DISTINCT FROM usual.unit_printed
WHERE items.unit_from IN ('alias', 'default') AND items.unit IS DISTINCT FROM usual.unit
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, any_value(told.unit)
FROM items
LEFT JOIN of_sections AS told ON items.item_id = told.item_id
WHERE items.unit_from = 'section'
GROUP BY ALL
HAVING NOT coalesce(bool_or(told.unit = items.unit), FALSE)
UNION ALL
SELECT items.item_id, items.title, items.unit, items.unit_from, decided.value
FROM items
LEFT JOIN decided ON items.item_id = decided.item_id
WHERE items.unit_from = 'person' AND decided.item_id IS NULL
ORDER BY ALL;
