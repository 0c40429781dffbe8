-- name: fold_answers
-- Purpose: of a package made from the archive every answer counts, and is held against the version that was read from
--          it before (version_before; null where none was).
-- Grain:   folded_pages: one row per answer. Inputs: stage_items, held_versions. Runs after fold_package.
-- Tables:  needs held_versions, stage_items; makes folded_pages (temporary).

CREATE OR REPLACE TEMP TABLE folded_pages AS
WITH
before AS (
    SELECT item_id, archive_file, archive_offset, version, accepted_at
    FROM held_versions
    SEMI JOIN stage_items USING (item_id, archive_file, archive_offset)
    QUALIFY row_number() OVER (PARTITION BY item_id, archive_file, archive_offset ORDER BY version DESC) = 1
)
SELECT stage_items.*, before.version AS version_before, before.accepted_at
FROM stage_items
LEFT JOIN before USING (item_id, archive_file, archive_offset);


-- name: find_pages
-- Purpose: pages that were not read as items and now are: they are there. Grain: item. Inputs: folded_pages.
--          The other way round people decide: a page that no longer reads as an item keeps its versions.
-- Tables:  needs folded_pages, held_items (temporary).

UPDATE held_items
SET is_changed = TRUE, page_outcome = 'ok', gone_since = NULL
WHERE item_id IN (SELECT item_id FROM folded_pages WHERE version_before IS NULL AND outcome = 'ok');


-- name: correct_rows
-- Purpose: list rows take what today's readers read; where the accepted values were the same reading, these too.
-- Grain:   item × section. Inputs: folded_rows, held_rows. When a row was seen, met and accepted stays as it is.
-- Tables:  needs folded_rows, held_rows (temporary).

UPDATE held_rows AS held
SET
    is_changed = TRUE,
    list_title = told.title,
    listed_on = told.listed_on,
    unit = told.unit,
    index_number = told.index_number,
    document_number = told.document_number,
    accepted_title = CASE WHEN same THEN told.title ELSE accepted_title END,
    accepted_listed_on = CASE WHEN same THEN told.listed_on ELSE accepted_listed_on END,
    accepted_unit = CASE WHEN same THEN told.unit ELSE accepted_unit END,
    accepted_index_number = CASE WHEN same THEN told.index_number ELSE accepted_index_number END,
    accepted_document_number = CASE WHEN same THEN told.document_number ELSE accepted_document_number END
FROM (
    SELECT
        again.*,
        kept.accepted_at IS NOT NULL
        AND kept.accepted_title IS NOT DISTINCT FROM kept.list_title
        AND kept.accepted_listed_on IS NOT DISTINCT FROM kept.listed_on
        AND kept.accepted_unit IS NOT DISTINCT FROM kept.unit
        AND kept.accepted_index_number IS NOT DISTINCT FROM kept.index_number
        AND kept.accepted_document_number IS NOT DISTINCT FROM kept.document_number AS same
    FROM folded_rows AS again
    INNER JOIN held_rows AS kept ON again.item_id = kept.item_id
    WHERE
        kept.portal_id = $portal_id
        AND kept.section_id = $section_id
        AND again.seen_at >= kept.last_seen_at
        AND (
            again.title IS DISTINCT FROM kept.list_title
            OR again.listed_on IS DISTINCT FROM kept.listed_on
            OR again.unit IS DISTINCT FROM kept.unit
            OR again.index_number IS DISTINCT FROM kept.index_number
            OR again.document_number IS DISTINCT FROM kept.document_number
        )
) AS told
WHERE
    held.portal_id = $portal_id
    AND held.section_id = $section_id
    AND held.item_id = told.item_id;
