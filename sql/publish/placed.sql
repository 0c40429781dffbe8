-- Purpose: each item's place in each section, with the values that are published: those accepted by the last
--          complete night where there is one, else those read last.
-- Grain:   item × section. Inputs: item_sections, section_state, items, item_versions.
--          counted: figures rest on this row. In a section that was complete once only accepted rows count; in one
--          that never was, no row whose page answered that there is nothing: a lower bound must hold.

CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    rows.item_id,
    rows.portal_id,
    rows.section_id,
    section_state.published_id,
    section_state.unit AS section_unit,
    rows.accepted_at IS NOT NULL AS accepted,
    rows.accepted_at IS NOT NULL OR NOT (section_state.covered OR never_there.item_id IS NOT NULL) AS counted,
    rows.url,
    CASE WHEN rows.accepted_at IS NULL THEN rows.list_title ELSE rows.accepted_title END AS list_title,
    CASE WHEN rows.accepted_at IS NULL THEN rows.listed_on ELSE rows.accepted_listed_on END AS listed_on,
    CASE WHEN rows.accepted_at IS NULL THEN rows.unit ELSE rows.accepted_unit END AS unit,
    CASE WHEN rows.accepted_at IS NULL THEN rows.index_number ELSE rows.accepted_index_number END AS index_number,
    CASE
        WHEN rows.accepted_at IS NULL THEN rows.document_number ELSE rows.accepted_document_number
    END AS document_number,
    rows.pinned,
    rows.has_page,
    rows.first_seen_at,
    rows.last_seen_at,
    rows.accepted_at,
    rows.left_at
FROM item_sections AS rows
INNER JOIN section_state USING (portal_id, section_id)
LEFT JOIN (
    SELECT item_id FROM items WHERE gone_since IS NOT NULL
    EXCEPT
    SELECT item_id FROM item_versions
) AS never_there ON rows.item_id = never_there.item_id;
