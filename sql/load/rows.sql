-- name: others_met
-- Purpose: whether another run may have met rows of these packages before or after them, and be concerned by them: one
--          that is under way, or that ended since a package's first row was seen. Ordinarily there is none.
-- Grain:   one row. Inputs: runs, publishing, folded_rows; $portal_id, $run_id.
-- Tables:  needs folded_rows (temporary).

SELECT count(*) > 0
FROM runs
WHERE
    portal_id = $portal_id
    AND run_id <> $run_id
    AND (
        finished_at IS NULL
        OR run_id IN (SELECT run_id FROM publishing)
        OR finished_at >= (SELECT min(seen_at) FROM folded_rows)
    );


-- name: note_met
-- Purpose: who else has met a row, where a list row keeps only who met it last. Runs before
--          update_item_sections: a row that is about to be overwritten was met by a run that is not through yet, and
--          may still find its section complete; a row that comes late is met by this run, though another has met it
--          since (a backfill that gave way to a night is told of its pages again, as they were then).
-- Grain:   run × item × section. Inputs: folded_rows, held_rows, runs, publishing. Fills: met_rows.
-- Tables:  needs folded_rows, held_rows (temporary).

INSERT INTO met_rows
WITH
under_way AS (
    SELECT run_id
    FROM runs
    WHERE finished_at IS NULL OR run_id IN (SELECT run_id FROM publishing)
),
met AS (
    SELECT
        held.section_id,
        held.item_id,
        CASE
            WHEN held.last_seen_at <= folded_rows.seen_at THEN held.last_run_id
            ELSE $run_id
        END AS run_id,
        held.last_seen_at > folded_rows.seen_at AS is_late
    FROM held_rows AS held
    INNER JOIN folded_rows
        ON held.item_id = folded_rows.item_id AND held.section_id = folded_rows.section_id
    WHERE held.portal_id = $portal_id AND held.last_run_id <> $run_id
)
SELECT $portal_id, met.section_id, met.item_id, met.run_id
FROM met
LEFT JOIN met_rows AS noted
    ON
        met.item_id = noted.item_id
        AND met.run_id = noted.run_id
        AND met.section_id = noted.section_id
        AND noted.portal_id = $portal_id
WHERE noted.item_id IS NULL AND (met.is_late OR met.run_id IN (SELECT run_id FROM under_way));


-- name: update_item_sections
-- Purpose: list rows known already, as these packages read them.
-- Grain:   item × section. Inputs: folded_rows. A row that comes late does not replace a later reading.
-- Tables:  needs folded_rows, held_rows (temporary).

UPDATE held_rows AS held
SET
    is_changed = TRUE,
    url = folded_rows.url,
    list_title = folded_rows.title,
    listed_on = folded_rows.listed_on,
    unit = folded_rows.unit,
    index_number = folded_rows.index_number,
    document_number = folded_rows.document_number,
    pinned = folded_rows.pinned,
    has_page = folded_rows.has_page,
    last_seen_at = folded_rows.seen_at,
    last_run_id = $run_id,
    left_at = NULL
FROM folded_rows
WHERE
    held.portal_id = $portal_id
    AND held.section_id = folded_rows.section_id
    AND held.item_id = folded_rows.item_id
    AND held.last_seen_at <= folded_rows.seen_at;


-- name: add_item_sections
-- Purpose: list rows seen for the first time in their section. Grain: item × section. Inputs: folded_rows.
-- Tables:  needs folded_rows, held_rows (temporary).

INSERT INTO held_rows
SELECT
    item_id, $portal_id, section_id, url, title, listed_on, unit, index_number, document_number, pinned, has_page,
    first_seen_at, seen_at, $run_id, $run_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, TRUE
FROM folded_rows
WHERE NOT is_held;
