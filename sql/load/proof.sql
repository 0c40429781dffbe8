-- name: open_of_section
-- Purpose: what a complete night has to accept or clear away in a section. On most nights there is next to nothing: a
--          row that was accepted as it stands is left alone by edited_rows and accept_rows. Runs before these.
-- Grain:   one row. Inputs: item_sections, item_versions, item_changes, met_rows; $portal_id, $section_id, $run_id.

SELECT
    EXISTS (
        SELECT 1
        FROM item_sections
        WHERE
            portal_id = $portal_id
            AND section_id = $section_id
            AND (
                accepted_at IS NULL
                OR accepted_title IS DISTINCT FROM list_title
                OR (listed_on IS NOT NULL AND accepted_listed_on IS DISTINCT FROM listed_on)
                OR accepted_unit IS DISTINCT FROM unit
                OR accepted_index_number IS DISTINCT FROM index_number
                OR accepted_document_number IS DISTINCT FROM document_number
            )
    ) AS has_rows,
    EXISTS (
        SELECT 1
        FROM item_versions
        WHERE
            accepted_at IS NULL
            AND item_id IN (
                SELECT item_id FROM item_sections WHERE portal_id = $portal_id AND section_id = $section_id
            )
    ) AS has_versions,
    EXISTS (
        SELECT 1
        FROM met_rows
        WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id
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


-- name: add_section_run
-- Purpose: a section's proof of completeness. Grain: run × section. Inputs: the manifest's proof, fetches,
--          section_layouts. A ground is one of a complete reading. A layout of other rules than $layout_version was
--          not read by; where no page came, none was.

INSERT INTO section_runs
SELECT
    $run_id, $portal_id, $section_id, $outcome, nullif($reason, ''), $pages_declared, $pages_read, $records_declared,
    $records_read, $whole_list,
    (
        SELECT min(asked_at)
        FROM fetches
        WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id
    ),
    $finished_at::TIMESTAMPTZ,
    CASE WHEN is_whole($outcome) THEN $ground END,
    $links_seen,
    $rows_seen,
    $rows_set_aside,
    $reader_version,
    used.list_version,
    used.item_version
FROM (
    SELECT
        max(version) FILTER (WHERE kind = 'list') AS list_version,
        max(version) FILTER (WHERE kind = 'item') AS item_version
    FROM (
        SELECT kind, version, layout
        FROM section_layouts
        WHERE portal_id = $portal_id AND section_id = $section_id AND $pages_read::INTEGER > 0
        QUALIFY row_number() OVER (PARTITION BY kind ORDER BY version DESC) = 1
    )
    WHERE json_extract_string(layout, '$.version')::INTEGER = $layout_version::INTEGER
) AS used;


-- name: mark_left
-- Purpose: rows that a complete reading of the whole list did not meet any more have left the list.
-- Grain:   item × section. Inputs: item_sections, fetches, the finished run.
--          A run that was broken off and taken up again reads the pages that it had been told before as they were
--          then: a row that another run has met since (a night to which a backfill gave way) has not left. What
--          this run has met itself (met_rows) was seen after its first question, and need not be asked for here.

UPDATE item_sections
SET left_at = $finished_at::TIMESTAMPTZ
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND last_run_id <> $run_id
    AND last_seen_at < least(
        $finished_at::TIMESTAMPTZ,
        (
            SELECT min(asked_at)
            FROM fetches
            WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id AND role = 'list'
        )
    )
    AND left_at IS NULL;


-- name: accept_rows
-- Purpose: a complete night accepts the rows it met and those accepted before, as they stand; published figures
--          rest on these. Rows that only an incomplete night met may be another section's, or nobody's; such a night
--          takes none from a run that has met them, too (met_rows).
--          A date that a row stated once is not unsaid by a row without one.
-- Grain:   item × section. Inputs: item_sections, met_rows. Only rows that change are written.

UPDATE item_sections
SET
    accepted_at = coalesce(accepted_at, $finished_at::TIMESTAMPTZ),
    accepted_title = list_title,
    accepted_listed_on = coalesce(listed_on, accepted_listed_on),
    accepted_unit = unit,
    accepted_index_number = index_number,
    accepted_document_number = document_number
WHERE
    portal_id = $portal_id
    AND section_id = $section_id
    AND (
        accepted_at IS NOT NULL
        OR last_run_id = $run_id
        OR item_id IN (
            SELECT item_id
            FROM met_rows
            WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id
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


-- name: drop_met
-- Purpose: rows that a run met are accepted: who met them is of no further use to it.
-- Grain:   run × section. Inputs: met_rows.

DELETE FROM met_rows
WHERE run_id = $run_id AND portal_id = $portal_id AND section_id = $section_id;


-- name: accept_versions
-- Purpose: a complete night accepts the versions of its section's items. Grain: item × version.
-- Inputs:  item_versions, item_sections.

UPDATE item_versions
SET accepted_at = $finished_at::TIMESTAMPTZ
FROM (
    SELECT item_id
    FROM item_sections
    WHERE portal_id = $portal_id AND section_id = $section_id
) AS held
WHERE item_versions.item_id = held.item_id AND item_versions.accepted_at IS NULL;
