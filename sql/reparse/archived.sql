-- name: pages
-- Purpose: archived item pages to read again: of each item its last version and the one that is accepted, and the
--          last answer where that was not read as an item; each in the section that asked for it, by whose layout
--          it was read (where that was lost, in one that has or had it; without one, in the portal's first).
-- Grain:   item × answer. Inputs: item_versions, items, item_sections, sections, fetches.
-- Tables:  makes archived_pages (temporary).

CREATE OR REPLACE TEMP TABLE archived_pages AS
WITH
chosen AS (
    SELECT item_id, unnest(list_distinct([max(version), max(version) FILTER (WHERE accepted_at IS NOT NULL)])) AS version
    FROM item_versions
    WHERE portal_id = $portal_id
    GROUP BY item_id
),
answers AS (
    SELECT items.item_id, items.url, versions.seen_at AS asked_at, versions.archive_file, versions.archive_offset
    FROM item_versions AS versions
    SEMI JOIN chosen ON versions.item_id = chosen.item_id AND versions.version = chosen.version
    INNER JOIN items ON versions.item_id = items.item_id
    WHERE versions.archive_file IS NOT NULL AND versions.archive_offset IS NOT NULL
    UNION ALL
    SELECT items.item_id, items.url, fetches.asked_at, fetches.archive_file, fetches.archive_offset
    FROM items
    INNER JOIN fetches ON items.portal_id = fetches.portal_id AND items.url = fetches.url
    WHERE
        items.portal_id = $portal_id
        AND is_body_kept(items.page_outcome) AND items.page_outcome <> 'ok'
        AND fetches.role = 'item'
        AND fetches.outcome = items.page_outcome
        AND fetches.status = 200
        AND fetches.archive_file IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY items.item_id ORDER BY fetches.asked_at DESC) = 1
),
places AS (
    SELECT item_id, min(section_id) AS section_id
    FROM item_sections
    WHERE portal_id = $portal_id
    GROUP BY item_id
),
asked AS (
    SELECT archive_file, archive_offset, min(section_id) AS section_id
    FROM fetches
    WHERE portal_id = $portal_id AND role = 'item' AND archive_file IS NOT NULL
    GROUP BY archive_file, archive_offset
)
SELECT
    answers.*,
    coalesce(
        asked.section_id,
        places.section_id,
        (SELECT arg_min(section_id, position) FROM sections WHERE portal_id = $portal_id)
    ) AS section_id
FROM answers
LEFT JOIN places ON answers.item_id = places.item_id
LEFT JOIN asked
    ON answers.archive_file = asked.archive_file AND answers.archive_offset = asked.archive_offset;


-- name: sections
-- Purpose: the sections of which the archive has a page or a list. Grain: section. Inputs: archived_pages,
--          section_runs.
-- Tables:  needs archived_pages (temporary).

SELECT section_id FROM archived_pages
UNION
SELECT section_id FROM section_runs WHERE portal_id = $portal_id AND pages_read > 0
ORDER BY section_id;


-- name: pages_of_section
-- Purpose: the pages to read again in a section, file by file. Grain: item × answer. Inputs: archived_pages,
--          redactions: a page out of which another item's title was taken does not say any more what was read of it.
-- Tables:  needs archived_pages (temporary).

SELECT item_id AS "key", url, asked_at, 'ok' AS outcome, archive_file, archive_offset, FALSE AS is_blanked
FROM archived_pages
ANTI JOIN (SELECT archive_file, archive_offset FROM redactions WHERE what = 'words') AS blanked
    USING (archive_file, archive_offset)
WHERE section_id = $section_id
ORDER BY archive_file, archive_offset, item_id;


-- name: readings
-- Purpose: the readings of a section's list, in the order of time. Grain: run. Inputs: section_runs.

SELECT run_id
FROM section_runs
WHERE portal_id = $portal_id AND section_id = $section_id AND pages_read > 0
ORDER BY finished_at, run_id;


-- name: questions
-- Purpose: what was answered to each question about a list in one run; for an answer `unchanged` the bytes are those
--          of the last good answer before; whether a title was taken out of them.
-- Grain:   question asked. Inputs: fetches, redactions; the section and run.

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
),
answered AS (
    SELECT
        asked.question AS "key",
        asked.url,
        asked.asked_at,
        asked.outcome,
        CASE WHEN asked.outcome = 'unchanged' THEN good.archive_file
            WHEN is_body_kept(asked.outcome) THEN asked.archive_file
        END AS archive_file,
        CASE WHEN asked.outcome = 'unchanged' THEN good.archive_offset
            WHEN is_body_kept(asked.outcome) THEN asked.archive_offset
        END AS archive_offset
    FROM asked
    ASOF LEFT JOIN good ON asked.question = good.question AND asked.asked_at >= good.asked_at
),
blanked AS (
    SELECT DISTINCT archive_file, archive_offset FROM redactions WHERE what = 'words'
)
SELECT answered.*, blanked.archive_file IS NOT NULL AS is_blanked
FROM answered
LEFT JOIN blanked ON answered.archive_file = blanked.archive_file AND answered.archive_offset = blanked.archive_offset
ORDER BY answered.asked_at, answered."key";
