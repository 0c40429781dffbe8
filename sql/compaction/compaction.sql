-- name: begin_named
-- Purpose: what sealed files rest on, to be gathered from them one by one. Grain: place in the archive; sealing.
-- Inputs:  none.
-- Tables:  makes named_places, sealings (temporary).

CREATE OR REPLACE TEMP TABLE named_places (archive_file VARCHAR, archive_offset BIGINT);
CREATE OR REPLACE TEMP TABLE sealings (known_until TIMESTAMPTZ);


-- name: attach_sealed
-- Purpose: a sealed file, to be read. Grain: one file. Inputs: $file.

ATTACH $file AS sealed_then (READ_ONLY);


-- name: note_sealed
-- Purpose: every place that a sealed file names, and until when it knows. Grain: place; sealing.
-- Inputs:  sealed_then.
-- Tables:  needs named_places, sealings (temporary).

INSERT INTO named_places
SELECT archive_file, NULL AS archive_offset FROM sealed_then.main.archive_files
UNION
SELECT archive_file, archive_offset FROM sealed_then.main.archive_records
UNION
SELECT archive_file, archive_offset FROM sealed_then.main.item_versions WHERE archive_file IS NOT NULL
UNION
SELECT archive_file, archive_offset FROM sealed_then.main.fetches WHERE archive_file IS NOT NULL;

INSERT INTO sealings
SELECT unnest([sealed_at, coalesce(as_of, data_as_of, sealed_at)]) FROM sealed_then.main.seal;


-- name: detach_sealed
-- Purpose: lets go of it. Grain: one file. Inputs: none.

DETACH DATABASE IF EXISTS sealed_then;


-- name: readings
-- Purpose: the readings of lists that something rests on. Those stay in which a row was first or last met, after
--          which a row was gone, in which a change of an item or a layout was seen; the last that proved the whole
--          list, and all since; and what was the last such when a year was sealed, with the last complete one by then.
-- Grain:   section × run. Inputs: section_runs, item_sections, item_changes, section_layouts.
-- Tables:  needs sealings; makes kept_readings (temporary).

CREATE OR REPLACE TEMP TABLE kept_readings AS
WITH
proven AS (
    SELECT portal_id, section_id, max(finished_at) AS finished_at
    FROM section_runs
    WHERE is_whole(outcome) AND whole_list
    GROUP BY portal_id, section_id
),
at_sealings AS (
    SELECT
        runs.portal_id,
        runs.section_id,
        unnest([
            arg_max(runs.run_id, runs.finished_at) FILTER (WHERE runs.whole_list),
            arg_max(runs.run_id, runs.finished_at)
        ]) AS run_id
    FROM section_runs AS runs
    INNER JOIN sealings ON runs.finished_at <= sealings.known_until
    WHERE is_whole(runs.outcome)
    GROUP BY runs.portal_id, runs.section_id, sealings.known_until
)
SELECT portal_id, section_id, first_run_id AS run_id FROM item_sections
UNION
SELECT portal_id, section_id, last_run_id FROM item_sections
UNION
SELECT runs.portal_id, runs.section_id, runs.run_id
FROM section_runs AS runs
LEFT JOIN proven ON runs.portal_id = proven.portal_id AND runs.section_id = proven.section_id
WHERE proven.finished_at IS NULL OR runs.finished_at >= proven.finished_at
UNION
SELECT runs.portal_id, runs.section_id, runs.run_id
FROM section_runs AS runs
SEMI JOIN item_sections AS placed
    ON
    runs.portal_id = placed.portal_id
    AND runs.section_id = placed.section_id
    AND runs.finished_at = placed.left_at
UNION
SELECT runs.portal_id, runs.section_id, runs.run_id
FROM section_runs AS runs
WHERE
    runs.run_id IN (SELECT run_id FROM item_changes)
    OR runs.run_id IN (SELECT run_id FROM section_layouts)
UNION
SELECT portal_id, section_id, run_id FROM at_sealings WHERE run_id IS NOT NULL;


-- name: keep
-- Purpose: every place that something rests on: a version of an item, a reading that stays (where it was
--          answered `unchanged`, the last good answer before), the last answer to each question and of each kind
--          (what the next night asks conditionally by, and what `reparse` reads), an item's page in the run that saw
--          it change, and robots.txt.
-- Grain:   place. Inputs: item_versions, fetches, items, item_changes, runs.
-- Tables:  needs kept_readings; makes kept_places (temporary).

CREATE OR REPLACE TEMP TABLE kept_places AS
WITH
placed AS (
    SELECT * FROM fetches WHERE archive_file IS NOT NULL
),
good AS (
    SELECT portal_id, section_id, question, asked_at, archive_file, archive_offset
    FROM placed
    WHERE role = 'list' AND outcome = 'ok'
),
of_readings AS (
    SELECT fetches.*
    FROM fetches
    SEMI JOIN kept_readings USING (portal_id, section_id, run_id)
    WHERE fetches.role = 'list'
)
SELECT archive_file, archive_offset FROM item_versions WHERE archive_file IS NOT NULL
UNION
SELECT archive_file, archive_offset FROM of_readings WHERE archive_file IS NOT NULL
UNION
SELECT good.archive_file, good.archive_offset
FROM of_readings AS asked
ASOF INNER JOIN good
    ON
    asked.portal_id = good.portal_id
    AND asked.section_id = good.section_id
    AND asked.question = good.question
    AND asked.asked_at >= good.asked_at
WHERE asked.outcome = 'unchanged'
UNION
SELECT last.archive_file, last.archive_offset
FROM (
    SELECT archive_file, archive_offset
    FROM placed
    QUALIFY
        row_number() OVER (
            PARTITION BY portal_id, section_id, question, outcome
            ORDER BY asked_at DESC, archive_file DESC, archive_offset DESC
        ) = 1
) AS last
UNION
SELECT placed.archive_file, placed.archive_offset
FROM placed
INNER JOIN items ON placed.portal_id = items.portal_id AND placed.url = items.url
SEMI JOIN item_changes AS changes ON items.item_id = changes.item_id AND placed.run_id = changes.run_id
UNION
SELECT archive_file, archive_offset FROM placed WHERE role = 'robots'
UNION
SELECT archive_file, archive_offset FROM placed WHERE run_id IN (SELECT run_id FROM runs WHERE finished_at IS NULL);


-- name: removable
-- Purpose: places of answers on which nothing rests, in files of a portal in which every answer is older than an
--          instant. A file that a sealed year names is left as it is, whatever stands in it.
-- Grain:   place, in the archive's order. Inputs: fetches; $before.
-- Tables:  needs kept_places, named_places (temporary).

SELECT DISTINCT archive_file, archive_offset
FROM fetches
WHERE
    portal_id = $portal_id
    AND archive_file IN (
        SELECT archive_file
        FROM fetches
        WHERE archive_file IS NOT NULL
        GROUP BY archive_file
        HAVING max(asked_at) < $before::TIMESTAMPTZ AND min(portal_id) = max(portal_id)
    )
    AND archive_file NOT IN (SELECT archive_file FROM named_places)
    AND NOT EXISTS (
        SELECT 1
        FROM kept_places AS kept
        WHERE kept.archive_file = fetches.archive_file AND kept.archive_offset = fetches.archive_offset
    )
ORDER BY archive_file, archive_offset;


-- name: old_files
-- Purpose: files of the archive in which every answer is of one portal and older than an instant. Grain: file.
-- Inputs:  fetches; $before.

SELECT archive_file
FROM fetches
WHERE archive_file IS NOT NULL
GROUP BY archive_file
HAVING max(asked_at) < $before::TIMESTAMPTZ AND min(portal_id) = $portal_id AND max(portal_id) = $portal_id
ORDER BY archive_file;


-- name: portals
-- Purpose: the portals of the home. Grain: portal. Inputs: portals.

SELECT portal_id FROM portals ORDER BY portal_id;


-- name: add_change
-- Purpose: what a file of the archive has become, and why. Grain: one change. Inputs: archive_changes.

INSERT INTO archive_changes (archive_file, sha256_before, sha256_after, changed_at, kind, reason)
VALUES ($archive_file, $sha256_before, $sha256_after, $changed_at::TIMESTAMPTZ, 'compacted', $reason);
