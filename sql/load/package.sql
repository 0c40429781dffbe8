-- name: standing
-- Purpose: what the ledger knows of packages before they are loaded: whether each is loaded, whether its portal has, or
--          once had, its section ($home stands for the home page, which every portal has), whether its run was begun
--          here, and whether that run has proven the section before.
-- Grain:   package. Inputs: packages, sections, portals, runs, section_runs; $portal_id, $run_id, $home, and lists of
--          equal length $package_ids and $section_ids.

WITH
told AS (
    SELECT unnest($package_ids::VARCHAR []) AS package_id, unnest($section_ids::VARCHAR []) AS section_id
),
loaded AS (
    SELECT package_id FROM packages WHERE package_id IN (SELECT package_id FROM told)
)
SELECT
    package_id,
    package_id IN (SELECT package_id FROM loaded) AS is_loaded,
    section_id IN (SELECT section_id FROM sections WHERE portal_id = $portal_id)
    OR (section_id = $home AND EXISTS (SELECT 1 FROM portals WHERE portal_id = $portal_id)) AS has_section,
    EXISTS (SELECT 1 FROM runs WHERE run_id = $run_id) AS is_begun,
    section_id IN (
        SELECT section_id FROM section_runs WHERE portal_id = $portal_id AND run_id = $run_id
    ) AS was_proven
FROM told;


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
-- Purpose: keeps the questions of packages. Grain: one question. Inputs: stage_fetches, stage_packages.
-- Tables:  needs stage_fetches, stage_packages (temporary).

INSERT INTO fetches
SELECT
    package_id, $run_id, $portal_id, section_id, stage_fetches.* EXCLUDE (package)
FROM stage_fetches
INNER JOIN stage_packages USING (package);


-- name: add_rejects
-- Purpose: keeps the rejects of packages. Grain: one reject. Inputs: stage_rejects, stage_packages.
-- Tables:  needs stage_packages, stage_rejects (temporary).

INSERT INTO rejects
SELECT
    package_id, $run_id, $portal_id, section_id, stage_rejects.* EXCLUDE (package)
FROM stage_rejects
INNER JOIN stage_packages USING (package);


-- name: add_archive_files
-- Purpose: keeps the sums of packages' WARC files. Grain: file. Inputs: lists $names and $sums of equal length.

INSERT INTO archive_files
SELECT told.name, told.sha256
FROM (SELECT unnest($names::VARCHAR []) AS name, unnest($sums::VARCHAR []) AS sha256) AS told
WHERE told.name NOT IN (SELECT archive_file FROM archive_files);


-- name: add_packages
-- Purpose: marks packages as loaded. Grain: one package. Inputs: stage_packages; $loaded_at.
-- Tables:  needs stage_packages (temporary).

INSERT INTO packages
SELECT package_id, $portal_id, $run_id, section_id, part, finished_at, $loaded_at::TIMESTAMPTZ
FROM stage_packages;


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
