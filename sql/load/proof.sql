-- name: open_of_sections
-- Purpose: what a complete night has to accept or clear away in sections that were read whole. On most nights there is
--          next to nothing: a row that was accepted as it stands is left alone by accept_rows. edited: packages in
--          whose sections edited_rows has something to do; edited_twice: of one item in several of them. Runs before
--          these.
-- Grain:   one row. Inputs: stage_packages, held_rows, held_versions, item_changes, met_rows; $portal_id, $run_id.
-- Tables:  needs held_rows, held_versions, stage_packages (temporary).

WITH
whole AS (SELECT package, section_id FROM stage_packages WHERE is_whole(outcome)),
here AS (
    SELECT whole.package, held.*
    FROM held_rows AS held
    INNER JOIN whole ON held.section_id = whole.section_id
    WHERE held.portal_id = $portal_id
),
edited AS (
    SELECT package, item_id
    FROM here
    WHERE
        accepted_at IS NOT NULL
        AND (
            accepted_title IS DISTINCT FROM list_title
            OR (listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on)
        )
)
SELECT
    EXISTS (
        SELECT 1
        FROM here
        WHERE
            accepted_at IS NULL
            OR accepted_title IS DISTINCT FROM list_title
            OR (listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on)
            OR accepted_unit IS DISTINCT FROM unit
            OR accepted_index_number IS DISTINCT FROM index_number
            OR accepted_document_number IS DISTINCT FROM document_number
    ) AS has_rows,
    coalesce((SELECT list(DISTINCT package) FROM edited), []) AS edited,
    EXISTS (SELECT 1 FROM edited GROUP BY item_id HAVING count(*) > 1) AS edited_twice,
    EXISTS (
        SELECT 1 FROM held_versions WHERE accepted_at IS NULL AND item_id IN (SELECT item_id FROM here)
    ) AS has_versions,
    EXISTS (
        SELECT 1
        FROM met_rows
        WHERE
            run_id = $run_id AND portal_id = $portal_id AND section_id IN (SELECT section_id FROM whole)
    ) AS has_met,
    EXISTS (
        SELECT 1 FROM item_changes WHERE portal_id = $portal_id AND run_id = $run_id AND change = 'moved'
    ) AS has_moved;


-- name: drop_rejects
-- Purpose: what an earlier proof of the same run and section could not read makes way with it: the section has been
--          read once more, and said it again where it is still so.
-- Grain:   one reject. Inputs: rejects, packages, section_runs.

DELETE FROM rejects
WHERE package_id IN (
    SELECT packages.package_id
    FROM packages
    INNER JOIN section_runs USING (portal_id, run_id, section_id)
    WHERE
        packages.portal_id = $portal_id
        AND packages.run_id = $run_id
        AND packages.section_id = $section_id
        AND packages.finished_at <= section_runs.finished_at
        AND packages.package_id <> $package_id
);


-- name: drop_section_run
-- Purpose: an earlier proof of the same run and section makes way for a resumed run's.
-- Grain:   one section run. Inputs: section_runs.

DELETE FROM section_runs
WHERE portal_id = $portal_id AND run_id = $run_id AND section_id = $section_id;


-- name: add_section_runs
-- Purpose: the sections' proofs of completeness. Grain: run × section. Inputs: stage_packages (those with a proof),
--          fetches, section_layouts. A ground is one of a complete reading. A layout of other rules than
--          $layout_version was not read by; where no page came, none was.
-- Tables:  needs stage_packages (temporary).

INSERT INTO section_runs
WITH
proven AS (SELECT * FROM stage_packages WHERE outcome IS NOT NULL),
begun AS (
    SELECT section_id, min(asked_at) AS started_at
    FROM fetches
    WHERE run_id = $run_id AND portal_id = $portal_id AND section_id IN (SELECT section_id FROM proven)
    GROUP BY section_id
),
in_force AS (
    SELECT section_id, kind, version, layout
    FROM section_layouts
    WHERE portal_id = $portal_id AND section_id IN (SELECT section_id FROM proven WHERE pages_read > 0)
    QUALIFY row_number() OVER (PARTITION BY section_id, kind ORDER BY version DESC) = 1
),
used AS (
    SELECT
        section_id,
        max(version) FILTER (WHERE kind = 'list') AS list_version,
        max(version) FILTER (WHERE kind = 'item') AS item_version
    FROM in_force
    WHERE json_extract_string(layout, '$.version')::INTEGER = $layout_version::INTEGER
    GROUP BY section_id
)
SELECT
    $run_id, $portal_id, proven.section_id, proven.outcome, nullif(proven.reason, ''), proven.pages_declared,
    proven.pages_read, proven.records_declared, proven.records_read, proven.whole_list,
    begun.started_at,
    proven.finished_at,
    CASE WHEN is_whole(proven.outcome) THEN proven.ground END,
    proven.links_seen,
    proven.rows_seen,
    proven.rows_set_aside,
    proven.reader_version,
    used.list_version,
    used.item_version
FROM proven
LEFT JOIN begun ON proven.section_id = begun.section_id
LEFT JOIN used ON proven.section_id = used.section_id;


-- name: mark_left
-- Purpose: rows that a complete reading of the whole list did not meet any more have left the list.
-- Grain:   item × section. Inputs: stage_packages, held_rows, fetches; $portal_id, $run_id.
--          A run that was broken off and taken up again reads the pages that it had been told before as they were
--          then: a row that another run has met since (a night to which a backfill gave way) has not left. What
--          this run has met itself (met_rows) was seen after its first question, and need not be asked for here.
-- Tables:  needs held_rows, stage_packages (temporary).

UPDATE held_rows AS held
SET is_changed = TRUE, left_at = reading.finished_at
FROM (
    SELECT
        whole.section_id,
        whole.finished_at,
        least(whole.finished_at, min(fetches.asked_at)) AS begun_at
    FROM stage_packages AS whole
    LEFT JOIN fetches
        ON
            whole.section_id = fetches.section_id
            AND fetches.portal_id = $portal_id
            AND fetches.run_id = $run_id
            AND fetches.role = 'list'
    WHERE is_whole(whole.outcome) AND whole.whole_list
    GROUP BY whole.section_id, whole.finished_at
) AS reading
WHERE
    held.portal_id = $portal_id
    AND held.section_id = reading.section_id
    AND held.last_run_id <> $run_id
    AND held.last_seen_at < reading.begun_at
    AND held.left_at IS NULL;


-- name: accept_rows
-- Purpose: a complete night accepts the rows it met and those accepted before, as they stand; published figures
--          rest on these. Rows that only an incomplete night met may be another section's, or nobody's; such a night
--          takes none from a run that has met them, too (met_rows).
--          A date that a row stated once is not unsaid by a row without one.
-- Grain:   item × section. Inputs: stage_packages, held_rows, met_rows. Only rows that change are written.
-- Tables:  needs held_rows, stage_packages (temporary).

UPDATE held_rows AS held
SET
    is_changed = TRUE,
    accepted_at = coalesce(accepted_at, whole.finished_at),
    accepted_title = list_title,
    accepted_listed_on = coalesce(listed_on, accepted_listed_on),
    accepted_unit = unit,
    accepted_index_number = index_number,
    accepted_document_number = document_number
FROM (SELECT section_id, finished_at FROM stage_packages WHERE is_whole(outcome)) AS whole
WHERE
    held.portal_id = $portal_id
    AND held.section_id = whole.section_id
    AND (
        accepted_at IS NOT NULL
        OR last_run_id = $run_id
        OR (held.section_id, item_id) IN (
            SELECT (section_id, item_id)
            FROM met_rows
            WHERE run_id = $run_id AND portal_id = $portal_id
        )
    )
    AND (
        accepted_at IS NULL
        OR accepted_title IS DISTINCT FROM list_title
        OR accepted_listed_on <> listed_on
        OR (accepted_listed_on IS NULL AND listed_on IS NOT NULL)
        OR accepted_unit IS DISTINCT FROM unit
        OR accepted_index_number IS DISTINCT FROM index_number
        OR accepted_document_number IS DISTINCT FROM document_number
    );


-- name: accept_new_rows
-- Purpose: as accept_rows, of items that are merely new, in the ledger itself. Grain: item × section.
-- Inputs:  stage_packages, new_ids, item_sections, met_rows; $portal_id, $run_id.
-- Tables:  needs new_ids, stage_packages (temporary).

UPDATE item_sections AS listed
SET
    accepted_at = whole.finished_at,
    accepted_title = list_title,
    accepted_listed_on = listed_on,
    accepted_unit = unit,
    accepted_index_number = index_number,
    accepted_document_number = document_number
FROM (SELECT section_id, finished_at FROM stage_packages WHERE is_whole(outcome)) AS whole
WHERE
    listed.portal_id = $portal_id
    AND listed.section_id = whole.section_id
    AND listed.accepted_at IS NULL
    AND item_id IN (SELECT item_id FROM new_ids)
    AND (
        last_run_id = $run_id
        OR (listed.section_id, item_id) IN (
            SELECT (section_id, item_id)
            FROM met_rows
            WHERE run_id = $run_id AND portal_id = $portal_id
        )
    );


-- name: drop_met
-- Purpose: rows that a run met are accepted: who met them is of no further use to it.
-- Grain:   run × section. Inputs: met_rows, stage_packages.
-- Tables:  needs stage_packages (temporary).

DELETE FROM met_rows
WHERE
    run_id = $run_id
    AND portal_id = $portal_id
    AND section_id IN (SELECT section_id FROM stage_packages WHERE is_whole(outcome));


-- name: accept_versions
-- Purpose: a complete night accepts the versions of its sections' items, by the first of these that is loaded.
-- Grain:   item × version. Inputs: held_versions, held_rows, stage_packages; $portal_id.
-- Tables:  needs held_rows, held_versions, stage_packages (temporary).

UPDATE held_versions AS told
SET is_changed = TRUE, accepted_at = held.finished_at
FROM (
    SELECT listed.item_id, arg_min(whole.finished_at, whole.package) AS finished_at
    FROM held_rows AS listed
    INNER JOIN stage_packages AS whole ON listed.section_id = whole.section_id
    WHERE listed.portal_id = $portal_id AND is_whole(whole.outcome)
    GROUP BY listed.item_id
) AS held
WHERE told.item_id = held.item_id AND told.accepted_at IS NULL;


-- name: accept_new_versions
-- Purpose: as accept_versions, of items that are merely new, in the ledger itself. Grain: item × version.
-- Inputs:  stage_packages, new_ids, item_sections, item_versions; $portal_id.
-- Tables:  needs new_ids, stage_packages (temporary).

UPDATE item_versions AS told
SET accepted_at = held.finished_at
FROM (
    SELECT listed.item_id, arg_min(whole.finished_at, whole.package) AS finished_at
    FROM item_sections AS listed
    SEMI JOIN new_ids USING (item_id)
    INNER JOIN stage_packages AS whole ON listed.section_id = whole.section_id
    WHERE listed.portal_id = $portal_id AND is_whole(whole.outcome)
    GROUP BY listed.item_id
) AS held
WHERE told.item_id = held.item_id AND told.accepted_at IS NULL;
