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


-- name: touched_candidates
-- Purpose: as `candidates`, where the ledger tells what was touched: those items, those named, and who had a key in common
--          with any of these. Grain: item. Inputs: touched_items, known (attached).
-- Tables:  needs named; makes candidates, touched_hashes (temporary).

CREATE OR REPLACE TEMP TABLE touched_hashes AS
SELECT DISTINCT hash(item_id) AS hashed
FROM touched_items;

CREATE OR REPLACE TEMP TABLE candidates AS
WITH
told AS MATERIALIZED (
    SELECT item_id FROM touched_items
    UNION
    SELECT item_id FROM named
),
own AS MATERIALIZED (
    SELECT DISTINCT key FROM known.main.shared_keys SEMI JOIN told USING (item_id)
)
SELECT item_id FROM told
UNION
SELECT item_id FROM known.main.shared_keys SEMI JOIN own USING (key);


-- name: touched_prints
-- Purpose: as `changed_prints`, of those items. Grain: item, by its hash. Inputs: known (attached).
-- Tables:  needs item_prints, touched_hashes; makes changed_prints (temporary).

CREATE OR REPLACE TEMP TABLE changed_prints AS
WITH
before AS (SELECT * FROM known.main.item_prints SEMI JOIN touched_hashes USING (hashed)),
now AS (SELECT * FROM item_prints SEMI JOIN touched_hashes USING (hashed))
SELECT
    coalesce(now.hashed, before.hashed) AS hashed,
    now.rows,
    now.summed,
    now.published,
    coalesce(before.published, 0) AS stood,
    coalesce(before.rows, 0) AS rows_before,
    coalesce(before.summed, 0) AS summed_before
FROM now
FULL JOIN before ON now.hashed = before.hashed
WHERE now.rows IS DISTINCT FROM before.rows OR now.summed IS DISTINCT FROM before.summed;


-- name: touched_sums
-- Purpose: the sums of the buckets of these items: what they were, less what the items told then, and what they tell now.
-- Grain:   bucket. Inputs: known (attached), $buckets.
-- Tables:  needs changed_prints; makes item_sums (temporary).

CREATE OR REPLACE TEMP TABLE item_sums AS
WITH
moved AS (
    SELECT
        (hashed % $buckets::UBIGINT)::UINTEGER AS bucket,
        sum(coalesce(rows, 0)::BIGINT - rows_before::BIGINT) AS rows,
        sum(coalesce(summed, 0)::HUGEINT - summed_before::HUGEINT) AS summed
    FROM changed_prints
    GROUP BY bucket
)
SELECT
    bucket,
    (coalesce(known.rows, 0) + moved.rows)::BIGINT AS rows,
    -- Of a difference of 64 bits the rest may be less than nothing.
    (
        ((coalesce(known.summed, 0)::HUGEINT + moved.summed) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616
    )::UBIGINT AS summed
FROM moved
LEFT JOIN known.main.item_sums AS known USING (bucket)
WHERE coalesce(known.rows, 0) + moved.rows > 0;


-- name: touched_buckets
-- Purpose: which these buckets are. Grain: bucket. Inputs: $buckets.
-- Tables:  needs changed_prints; makes changed_buckets (temporary).

CREATE OR REPLACE TEMP TABLE changed_buckets AS
SELECT DISTINCT (hashed % $buckets::UBIGINT)::UINTEGER AS bucket
FROM changed_prints;


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
-- Purpose: a guard: how many items and runs there are of which the ledger says something else than at the last
--          publication, and does not tell that they were touched. Grain: one row. Inputs: touched_items, touched_runs.
-- Tables:  needs changed_prints, changed_runs (temporary).

SELECT
    (SELECT count(*) FROM changed_prints WHERE hashed NOT IN (SELECT hash(item_id) FROM touched_items))
    + (SELECT count(DISTINCT run_id) FROM changed_runs WHERE run_id NOT IN (SELECT run_id FROM touched_runs));
