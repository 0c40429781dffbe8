-- Purpose: distinct documents by unit, category and month, by the rules of form `sections`.
-- Grain:   year × month × unit × category. Inputs: documents.

INSERT INTO published.main.counts BY NAME
SELECT year, month, unit, category, count(*) AS items
FROM documents
GROUP BY year, month, unit, category
ORDER BY year, month, unit, category;
