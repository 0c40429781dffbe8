-- name: readings
-- Purpose: the readings of a section's list, in the order of time. Grain: run. Inputs: section_runs.

SELECT run_id
FROM section_runs
WHERE portal_id = $portal_id AND section_id = $section_id AND pages_read > 0
ORDER BY finished_at, run_id;


-- name: questions
-- Purpose: what was answered to each question about a list in one run; for an answer `unchanged` the bytes are those
--          of the last good answer before.
-- Grain:   question asked. Inputs: fetches; the section and run.

WITH
asked AS (
    SELECT question, url, asked_at, outcome, archive_file, archive_offset
    FROM fetches
    WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id AND role = 'list'
),
good AS (
    SELECT question, asked_at, archive_file, archive_offset
    FROM fetches
    WHERE
        portal_id = $portal_id
        AND section_id = $section_id
        AND role = 'list'
        AND outcome = 'ok'
        AND archive_file IS NOT NULL
)
SELECT
    asked.question,
    asked.url,
    asked.asked_at,
    asked.outcome,
    CASE WHEN asked.outcome = 'unchanged' THEN good.archive_file
        WHEN asked.outcome IN ('ok', 'soft_gone', 'not_html') THEN asked.archive_file
    END AS archive_file,
    CASE WHEN asked.outcome = 'unchanged' THEN good.archive_offset
        WHEN asked.outcome IN ('ok', 'soft_gone', 'not_html') THEN asked.archive_offset
    END AS archive_offset
FROM asked
ASOF LEFT JOIN good ON asked.question = good.question AND asked.asked_at >= good.asked_at
ORDER BY asked.asked_at, asked.question;


-- name: differing_rows
-- Purpose: list rows of a section that today's readers read otherwise than the ledger has them.
-- Grain:   item. Inputs: folded_rows (read again), item_sections.
-- Tables:  needs folded_rows; makes reparse_rows (temporary).

CREATE OR REPLACE TEMP TABLE reparse_rows AS
SELECT
    told.*,
    kept.item_id IS NULL AS is_new,
    kept.list_title AS kept_title,
    kept.listed_on AS kept_listed_on
FROM folded_rows AS told
LEFT JOIN (
    SELECT * FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id
) AS kept ON told.item_id = kept.item_id
WHERE
    kept.item_id IS NULL
    OR (
        told.seen_at >= kept.last_seen_at
        AND (
            told.title IS DISTINCT FROM kept.list_title
            OR told.listed_on IS DISTINCT FROM kept.listed_on
            OR told.unit IS DISTINCT FROM kept.unit
            OR told.index_number IS DISTINCT FROM kept.index_number
            OR told.document_number IS DISTINCT FROM kept.document_number
        )
    );


-- name: row_report
-- Purpose: how a section's list reads now. Grain: one row. Inputs: folded_rows, reparse_rows, item_sections.
-- Tables:  needs folded_rows, reparse_rows (temporary).

SELECT
    (SELECT count(*) FROM folded_rows) AS read_again,
    (SELECT count(*) FROM reparse_rows WHERE NOT is_new) AS differing,
    (SELECT count(*) FROM reparse_rows WHERE is_new) AS new_rows,
    (
        SELECT count(*)
        FROM item_sections
        WHERE
            portal_id = $portal_id
            AND section_id = $section_id
            AND item_id NOT IN (SELECT item_id FROM folded_rows)
    ) AS not_met;


-- name: update_rows
-- Purpose: rows take what today's readers read; where the accepted values were the same reading, these too.
-- Grain:   item × section. Inputs: reparse_rows. When a row was seen and accepted stays as it is.
-- Tables:  needs reparse_rows (temporary).

UPDATE item_sections
SET
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
    FROM reparse_rows AS again
    INNER JOIN item_sections AS kept ON again.item_id = kept.item_id
    WHERE kept.portal_id = $portal_id AND kept.section_id = $section_id AND NOT again.is_new
) AS told
WHERE
    item_sections.portal_id = $portal_id
    AND item_sections.section_id = $section_id
    AND item_sections.item_id = told.item_id;


-- name: add_items
-- Purpose: items that only today's readers see on a list. Grain: item. Inputs: reparse_rows, items.
-- Tables:  needs reparse_rows (temporary).

INSERT INTO items
SELECT item_id, $portal_id, url, first_seen_at, seen_at, NULL, NULL, NULL
FROM reparse_rows
WHERE is_new AND item_id NOT IN (SELECT item_id FROM items);


-- name: add_rows
-- Purpose: rows that only today's readers see; the next complete reading accepts them, or does not meet them.
-- Grain:   item × section. Inputs: reparse_rows.
-- Tables:  needs reparse_rows (temporary).

INSERT INTO item_sections
SELECT
    item_id, $portal_id, $section_id, url, title, listed_on, unit, index_number, document_number, pinned, has_page,
    first_seen_at, seen_at, $run_id, $run_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM reparse_rows
WHERE is_new;
