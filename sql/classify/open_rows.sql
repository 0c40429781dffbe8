-- Purpose: what is still to be classified: counted rows of "auto" sections, with what the rules look at.
-- Grain:   item × section. Inputs: placed, published.items.

CREATE OR REPLACE TEMP TABLE open_rows AS
SELECT
    placed.item_id,
    placed.portal_id,
    placed.section_id,
    folded(items.title) AS title,
    with_year_brackets(items.document_number) AS document_number,
    folded(items.index_number) AS index_number,
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS rule
FROM placed
INNER JOIN section_state USING (portal_id, section_id)
INNER JOIN published.main.items AS items ON placed.item_id = items.item_id
WHERE section_state.category = 'auto' AND placed.counted;
