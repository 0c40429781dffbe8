-- Purpose: what makes two items one document: keys by rule; items that share a key are merged.
-- Grain:   item × key. Inputs: mergeable, published.items, current_versions.
--          Numbers read from a label, a meta tag or the list speak for the document; one found only in the
--          body may be another document's, and one without an organ code is anybody's.

CREATE OR REPLACE TEMP TABLE merge_keys AS
WITH
numbered AS (
    SELECT
        items.item_id,
        items.portal_id,
        folded(items.title) AS title,
        coalesce(items.unit, '') AS unit,
        folded_number(items.document_number) AS number,
        nullif(upper(folded(items.index_number)), '') AS index_number,
        coalesce(json_extract_string(pages.read_from, '$.document_number') LIKE 'body%', FALSE) AS from_body,
        coalesce(regexp_matches(items.title, '解读|图解|一图'), FALSE) AS explains
    FROM published.main.items AS items
    LEFT JOIN current_versions AS pages ON items.item_id = pages.item_id
    WHERE
        (items.document_number IS NOT NULL OR items.index_number IS NOT NULL)
        AND items.item_id IN (SELECT item_id FROM mergeable)
),
judged AS (
    SELECT
        *,
        regexp_matches(number, '^(公告|通告|公示|通知|令|第|公告第|通告第|令第)?〔') AS generic
    FROM numbered
)
SELECT item_id, 'M-document-number' AS rule, concat_ws(chr(31), portal_id, number) AS merge_key
FROM judged
WHERE number IS NOT NULL AND NOT generic AND NOT from_body AND NOT explains
UNION ALL
SELECT item_id, 'M-document-number', concat_ws(chr(31), portal_id, number, explains, title)
FROM judged
WHERE number IS NOT NULL AND NOT generic AND title <> ''
UNION ALL
SELECT item_id, 'M-generic-number', concat_ws(chr(31), portal_id, number, unit, title)
FROM judged
WHERE number IS NOT NULL AND generic AND title <> ''
UNION ALL
SELECT item_id, 'M-index-number', concat_ws(chr(31), portal_id, index_number, title)
FROM judged
WHERE index_number IS NOT NULL AND title <> '';
