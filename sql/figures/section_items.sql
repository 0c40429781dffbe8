-- Purpose: the documents behind each figure of form `sections`. Grain: figure × document (kept item).
-- Inputs:  documents, categories, published.figures.

INSERT INTO published.main.figure_items BY NAME
WITH
behind AS (
    SELECT year, category AS code, item_id
    FROM documents
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
    UNION ALL
    SELECT DISTINCT documents.year, '合计', documents.item_id
    FROM documents
    INNER JOIN categories USING (category)
    WHERE categories.on_portal
)
SELECT 'sections' AS form, year, code, item_id
FROM behind;
