-- Guard: every item and every row of the ledger is in the file. Selects: table, rows of the ledger, of the file.
-- Inputs:  the ledger's tables, the published tables.

SELECT 'items' AS subject, known || ' → ' || written AS detail
FROM (
    SELECT
        (SELECT count(*) FROM items) AS known,
        (SELECT count(*) FROM published.main.items) AS written
)
WHERE known <> written
UNION ALL
SELECT 'item_sections', known || ' → ' || written
FROM (
    SELECT
        (SELECT count(*) FROM item_sections) AS known,
        (SELECT count(*) FROM published.main.item_sections) AS written
)
WHERE known <> written
UNION ALL
SELECT 'item_versions', known || ' → ' || written
FROM (
    SELECT
        (SELECT count(*) FROM item_versions) AS known,
        (SELECT count(*) FROM published.main.item_versions) AS written
)
WHERE known <> written;
