-- Purpose: who else has met a row, where item_sections keeps only who met it last. Runs before
--          update_item_sections: a row that is about to be overwritten was met by a run that is not through yet, and
--          may still find its section complete; a row that comes late is met by this run, though another has met it
--          since (a backfill that gave way to a night is told of its pages again, as they were then).
-- Grain:   run × item × section. Inputs: folded_rows, item_sections, runs, publishing. Fills: met_rows.

INSERT INTO met_rows
WITH
under_way AS (
    SELECT run_id
    FROM runs
    WHERE finished_at IS NULL OR run_id IN (SELECT run_id FROM publishing)
),
met AS (
    SELECT
        item_sections.item_id,
        CASE
            WHEN item_sections.last_seen_at <= folded_rows.seen_at THEN item_sections.last_run_id
            ELSE $run_id
        END AS run_id,
        item_sections.last_seen_at > folded_rows.seen_at AS is_late
    FROM item_sections
    INNER JOIN folded_rows ON item_sections.item_id = folded_rows.item_id
    WHERE
        item_sections.portal_id = $portal_id
        AND item_sections.section_id = $section_id
        AND item_sections.last_run_id <> $run_id
)
SELECT $portal_id, $section_id, met.item_id, met.run_id
FROM met
LEFT JOIN met_rows AS noted
    ON
        met.item_id = noted.item_id
        AND met.run_id = noted.run_id
        AND noted.portal_id = $portal_id
        AND noted.section_id = $section_id
WHERE noted.item_id IS NULL AND (met.is_late OR met.run_id IN (SELECT run_id FROM under_way));
