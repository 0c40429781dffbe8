-- Guard against the file that stands: a section of which more than 5 items, and more than a tenth, are not
--          known any more. Items never leave the ledger, so this means a lost or foreign one.
-- Selects: section, items lost of those that stood. Inputs: standing (the published file, attached), published.

WITH
lost AS (
    SELECT
        stood.section_id,
        count(*) AS stood,
        count(*) FILTER (WHERE items.item_id IS NULL) AS gone
    FROM standing.main.item_sections AS stood
    LEFT JOIN published.main.items AS items ON stood.item_id = items.item_id
    GROUP BY stood.section_id
)
SELECT
    section_id AS subject,
    '原有 ' || stood || ' 条,缺 ' || gone || ' 条' AS detail
FROM lost
WHERE gone > 5 AND gone > 0.1 * stood;
