-- name: tried_rows
-- Purpose: what a trial of a section read, as it would be counted: newest first.
-- Grain:   item. Inputs: items, classifications of the trial's published file; $most.

SELECT
    items.title,
    items.published_on,
    items.unit,
    string_agg(DISTINCT classifications.category, '、' ORDER BY classifications.category) AS categories,
    items.document_number,
    items.url
FROM items
LEFT JOIN classifications USING (item_id)
GROUP BY ALL
ORDER BY items.published_on DESC NULLS LAST, items.title, items.url
LIMIT $most;
