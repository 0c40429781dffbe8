-- name: follow
-- Purpose: what is touched is noted from now on. Grain: one row. Inputs: touched_items, touched_runs, touched_since
--          (changed), $published_sha256: the published file that stands, of which everything is noted.

DELETE FROM touched_items;

DELETE FROM touched_runs;

DELETE FROM touched_since;

INSERT INTO touched_since VALUES ($published_sha256);


-- name: is_told
-- Purpose: whether the ledger tells which items were touched since a published file. Grain: one row. Inputs: touched_since,
--          $published_sha256.

SELECT coalesce(getvariable('left_alone'), FALSE) AND EXISTS (
    SELECT 1 FROM touched_since WHERE published_sha256 = $published_sha256
);


-- name: touched_buckets
-- Purpose: the buckets of items that were touched since the last publication. Grain: bucket. Inputs: touched_items, $buckets.
-- Tables:  makes changed_buckets (temporary).

CREATE OR REPLACE TEMP TABLE changed_buckets AS
SELECT DISTINCT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket
FROM touched_items;


-- name: touched_runs
-- Purpose: the runs of which what the ledger says is summed: those of which anything was loaded since. Grain: run.
-- Inputs:  touched_runs. Tables: makes summed_runs (temporary).

CREATE OR REPLACE TEMP TABLE summed_runs AS
SELECT DISTINCT run_id FROM touched_runs;


-- name: known_run_sums
-- Purpose: the sums of all other runs are as at the last publication. Grain: table × run. Inputs: known (attached).
-- Tables:  needs run_sums, summed_runs (temporary).

INSERT INTO run_sums BY NAME
FROM known.main.run_sums ANTI JOIN summed_runs USING (run_id);


-- name: untold
-- Purpose: a guard: how many buckets of items, and runs, there are of which the ledger says something else than at the last
--          publication, and tells of none that was touched. Grain: one row. Inputs: touched_items, touched_runs, $buckets.
-- Tables:  needs changed_buckets, changed_runs (temporary).

SELECT
    (
        SELECT count(*)
        FROM changed_buckets
        WHERE bucket NOT IN (SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER FROM touched_items)
    )
    + (SELECT count(DISTINCT run_id) FROM changed_runs WHERE run_id NOT IN (SELECT run_id FROM touched_runs));
