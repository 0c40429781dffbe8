-- name: item_sums
-- Purpose: a sum over all that the ledger says of the items of each bucket: where it is the same as at the last
--          publication, nothing of these items has changed. A bucket is the rest of the hash of the item's id.
--          Whole rows are summed, also what no statement of a publication reads: which columns these read may change.
--          Sums are of 64 bits (modulo 2^64), so that one is told from those of its items.
-- Grain:   bucket. Inputs: the ledger's tables of items, $buckets. Observations of no item, and those of the home
--          page, are made anew at every publication.
-- Tables:  makes item_sums (temporary).

CREATE OR REPLACE TEMP TABLE item_sums AS
SELECT bucket, count(*) AS rows, (sum(told) % 18446744073709551616)::UBIGINT AS summed
FROM (
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM items AS told
    UNION ALL
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM item_sections AS told
    UNION ALL
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM item_versions AS told
    UNION ALL
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM item_changes AS told
    UNION ALL
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM withdrawals AS told
    UNION ALL
    SELECT (hash(item_id) % $buckets::UBIGINT)::UINTEGER AS bucket, hash(told) AS told
    FROM observations AS told
    WHERE kind NOT IN ('home', 'home_link') AND item_id IS NOT NULL
)
GROUP BY bucket;


-- name: item_prints
-- Purpose: the same of each item: which items of a changed bucket have changed. By a hash of the item: half as much to
--          note. published: rows that stand in the published file, one for one.
-- Grain:   item. Inputs: the ledger's tables of items, or those of the small ledger.
-- Tables:  makes item_prints (temporary).

CREATE OR REPLACE TEMP TABLE item_prints AS
SELECT
    hashed,
    count(*)::UINTEGER AS rows,
    (sum(told) % 18446744073709551616)::UBIGINT AS summed,
    (count(*) FILTER (WHERE is_published))::UINTEGER AS published
FROM (
    SELECT hash(item_id) AS hashed, TRUE AS is_published, hash(told) AS told
    FROM items AS told
    UNION ALL
    SELECT hash(item_id) AS hashed, TRUE AS is_published, hash(told) AS told
    FROM item_sections AS told
    UNION ALL
    SELECT hash(item_id) AS hashed, TRUE AS is_published, hash(told) AS told
    FROM item_versions AS told
    UNION ALL
    SELECT hash(item_id) AS hashed, TRUE AS is_published, hash(told) AS told
    FROM item_changes AS told
    UNION ALL
    SELECT hash(item_id) AS hashed, FALSE AS is_published, hash(told) AS told
    FROM withdrawals AS told
    UNION ALL
    SELECT hash(item_id) AS hashed, FALSE AS is_published, hash(told) AS told
    FROM observations AS told
    WHERE kind NOT IN ('home', 'home_link') AND item_id IS NOT NULL
)
GROUP BY hashed;


-- name: sums_of_prints
-- Purpose: `item_sums` of those of all items. Grain: bucket. Inputs: item_prints, $buckets.
-- Tables:  needs item_prints; makes item_sums (temporary).

CREATE OR REPLACE TEMP TABLE item_sums AS
SELECT
    (hashed % $buckets::UBIGINT)::UINTEGER AS bucket,
    sum(rows)::BIGINT AS rows,
    (sum(summed) % 18446744073709551616)::UBIGINT AS summed
FROM item_prints
GROUP BY bucket;


-- name: all_runs
-- Purpose: the runs of which what the ledger says is summed: all. Grain: run. Inputs: fetches, rejects, section_runs.
-- Tables:  makes summed_runs (temporary).

CREATE OR REPLACE TEMP TABLE summed_runs AS
SELECT run_id FROM fetches
UNION
SELECT run_id FROM rejects
UNION
SELECT run_id FROM section_runs;


-- name: run_sums
-- Purpose: the same as of items, of what the ledger says of each run. Grain: table × run. Inputs: fetches, rejects,
--          section_runs. Of what was asked, which is far the most, what is published of it (publish/fetches).
-- Tables:  needs summed_runs; makes run_sums (temporary).

CREATE OR REPLACE TEMP TABLE run_sums AS
SELECT 'fetches' AS name, run_id, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed
FROM (
    SELECT run_id, portal_id, url, asked_at, status, outcome, bytes, archive_file, archive_offset
    FROM fetches
    SEMI JOIN summed_runs USING (run_id)
) AS told
GROUP BY run_id
UNION ALL
SELECT 'rejects', run_id, count(*), sum(hash(told)::HUGEINT)
FROM rejects AS told
WHERE run_id IN (SELECT run_id FROM summed_runs)
GROUP BY run_id
UNION ALL
SELECT 'section_runs', run_id, count(*), sum(hash(told)::HUGEINT)
FROM section_runs AS told
WHERE run_id IN (SELECT run_id FROM summed_runs)
GROUP BY run_id;


-- name: common_sums
-- Purpose: the same of what concerns every item: a change of any of it has everything made anew. Of sections what items
--          are published by: whether they were ever read whole, not when last.
--          Of what was taken out nothing may stay, not even in free blocks of the file.
-- Grain:   table. Inputs: portals, portal_names, units, unit_names, redacted_titles, redacted_categories, redactions,
--          section_state, covered_since.
-- Tables:  needs covered_since, section_state; makes common_sums (temporary).

CREATE OR REPLACE TEMP TABLE common_sums AS
SELECT 'portals' AS name, count(*) AS rows, sum(hash(told)::HUGEINT) AS summed FROM portals AS told
UNION ALL
SELECT 'portal_names', count(*), sum(hash(told)::HUGEINT) FROM portal_names AS told
UNION ALL
SELECT 'units', count(*), sum(hash(told)::HUGEINT) FROM units AS told
UNION ALL
SELECT 'unit_names', count(*), sum(hash(told)::HUGEINT) FROM unit_names AS told
UNION ALL
SELECT 'redacted_titles', count(*), sum(hash(told)::HUGEINT) FROM redacted_titles AS told
UNION ALL
SELECT 'redacted_categories', count(*), sum(hash(told)::HUGEINT) FROM redacted_categories AS told
UNION ALL
SELECT 'redactions', count(*), sum(hash(told)::HUGEINT) FROM redactions AS told
UNION ALL
SELECT 'covered_since', count(*), sum(hash(told)::HUGEINT) FROM covered_since AS told
UNION ALL
SELECT 'sections', count(*), sum(hash(told)::HUGEINT)
FROM (SELECT * EXCLUDE (complete_at, proof, read_at) FROM section_state) AS told;


-- name: count_figures
-- Purpose: how many documents each figure counts, the self-check aside. Grain: portal × form × year × code.
-- Inputs:  published.figure_items. Tables: makes figure_counts (temporary).

CREATE OR REPLACE TEMP TABLE figure_counts AS
SELECT portal_id, form, year, code, count(*) AS documents
FROM published.main.figure_items
WHERE form <> 'self-check'
GROUP BY portal_id, form, year, code;


-- name: items_known
-- Purpose: how many items the ledger has. Grain: one row. Inputs: items.

SELECT count(*) FROM items;


-- name: taken_out
-- Purpose: whether a title was ever taken out. Grain: one row. Inputs: redacted_titles.

SELECT count(*) > 0 FROM redacted_titles;
