-- name: standing
-- Purpose: what the ledger knows of a package before it is loaded: whether it is loaded, whether its portal has, or
--          once had, its section ($home stands for the home page, which every portal has), whether its run was begun
--          here, and whether that run has proven the section before.
-- Grain:   one row. Inputs: packages, sections, portals, runs, section_runs; $package_id, $portal_id, $section_id,
--          $run_id, $home.

SELECT
    EXISTS (SELECT 1 FROM packages WHERE package_id = $package_id) AS is_loaded,
    EXISTS (SELECT 1 FROM sections WHERE portal_id = $portal_id AND section_id = $section_id)
    OR ($section_id = $home AND EXISTS (SELECT 1 FROM portals WHERE portal_id = $portal_id)) AS has_section,
    EXISTS (SELECT 1 FROM runs WHERE run_id = $run_id) AS is_begun,
    EXISTS (
        SELECT 1
        FROM section_runs
        WHERE portal_id = $portal_id AND section_id = $section_id AND run_id = $run_id
    ) AS was_proven;


-- name: any_redacted
-- Purpose: whether anything was taken out for good, so that it must be kept out of what is loaded. Mostly nothing was.
-- Grain:   one row. Inputs: redactions, redacted_titles.

SELECT EXISTS (SELECT 1 FROM redactions) OR EXISTS (SELECT 1 FROM redacted_titles);


-- name: is_archived
-- Purpose: whether a loaded answer stands in an archive file. Grain: one row. Inputs: fetches, $archive_file.

SELECT count(*) > 0 FROM fetches WHERE archive_file = $archive_file;


-- name: add_missing_run
-- Purpose: a row for a run that this ledger has not begun itself (packages of another machine).
-- Grain:   one run. Inputs: runs, values of the manifest.

INSERT INTO runs (run_id, portal_id, kind, started_at)
SELECT
    $run_id, $portal_id, $kind, $finished_at::TIMESTAMPTZ
WHERE NOT EXISTS (SELECT 1 FROM runs WHERE run_id = $run_id);


-- name: add_fetches
-- Purpose: keeps the questions of a package. Grain: one question. Inputs: stage_fetches.
-- Tables:  needs stage_fetches (temporary).

INSERT INTO fetches
SELECT
    $package_id, $run_id, $portal_id, $section_id, *
FROM stage_fetches;


-- name: add_rejects
-- Purpose: keeps the rejects of a package. Grain: one reject. Inputs: stage_rejects.
-- Tables:  needs stage_rejects (temporary).

INSERT INTO rejects
SELECT
    $package_id, $run_id, $portal_id, $section_id, *
FROM stage_rejects;


-- name: add_archive_files
-- Purpose: keeps the sums of a package's WARC files. Grain: file. Inputs: lists $names and $sums of equal length.

INSERT INTO archive_files
SELECT told.name, told.sha256
FROM (SELECT unnest($names::VARCHAR []) AS name, unnest($sums::VARCHAR []) AS sha256) AS told
WHERE told.name NOT IN (SELECT archive_file FROM archive_files);


-- name: add_package
-- Purpose: marks a package as loaded. Grain: one package. Inputs: values of its manifest.

INSERT INTO packages
VALUES ($package_id, $portal_id, $run_id, $section_id, $part, $finished_at::TIMESTAMPTZ, $loaded_at::TIMESTAMPTZ);


-- name: add_finding
-- Purpose: something that happened while loading and that a person should see; said once.
-- Grain:   check × subject × message. Inputs: findings; $portal_id is null where it is not known.

INSERT INTO findings BY NAME
SELECT
    $portal_id::VARCHAR AS portal_id,
    $check_id AS check_id,
    $outcome AS outcome,
    $severity AS severity,
    $subject AS subject,
    $message AS message,
    $found_at::TIMESTAMPTZ AS found_at
WHERE NOT EXISTS (
    SELECT 1 FROM findings WHERE check_id = $check_id AND subject = $subject AND message = $message
);
