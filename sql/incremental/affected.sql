-- name: changed_buckets
-- Purpose: the buckets of items of which the ledger says something else than at the last publication. Grain: bucket.
-- Inputs:  known (attached). Tables: needs item_sums; makes changed_buckets (temporary).

CREATE OR REPLACE TEMP TABLE changed_buckets AS
SELECT DISTINCT coalesce(now.bucket, before.bucket) AS bucket
FROM item_sums AS now
FULL JOIN known.main.item_sums AS before ON now.bucket = before.bucket
WHERE now.rows IS DISTINCT FROM before.rows OR now.summed IS DISTINCT FROM before.summed;


-- name: named
-- Purpose: items that are always taken for affected: those that people's decisions name or named; those of which it is
--          told that no complete reading has met them, which the next one may; those that the home page links to.
-- Grain:   item. Inputs: observations, known (attached). Tables: needs decided; makes named (temporary).

CREATE OR REPLACE TEMP TABLE named AS
SELECT item_id FROM decided WHERE item_id IS NOT NULL
UNION
SELECT value_id FROM decided WHERE value_id IS NOT NULL
UNION
SELECT item_id FROM known.main.named
UNION
SELECT item_id FROM observations WHERE kind IN ('home', 'home_link') AND item_id IS NOT NULL;


-- name: named_there
-- Purpose: of those what the published file tells, for the next publication to know it before it has looked at that file:
--          whom decisions named, and whom no complete reading has met. Grain: item. Inputs: published.decisions, exclusions.
-- Tables:  makes named_there (temporary).

CREATE OR REPLACE TEMP TABLE named_there AS
SELECT item_id FROM published.main.decisions WHERE item_id IS NOT NULL
UNION
SELECT value_item_id FROM published.main.decisions WHERE value_item_id IS NOT NULL
UNION
SELECT item_id FROM published.main.exclusions WHERE form = 'sections' AND rule LIKE 'X-unconfirmed%';


-- name: candidates
-- Purpose: the items whose rows are looked at: those of each changed bucket, those named, and who had a key in common with
--          any of these, so that the rows of whatever turns out to be affected are mostly there.
-- Grain:   item. Inputs: items, known (attached), $buckets. That every row of a changed bucket is one of these items is
--          looked at when they are there (`incomplete`).
-- Tables:  needs changed_buckets, named; makes candidates (temporary).

CREATE OR REPLACE TEMP TABLE candidates AS
WITH
own AS (
    SELECT key
    FROM known.main.shared_keys
    WHERE (hash(item_id) % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
    UNION
    SELECT key
    FROM known.main.shared_keys
    SEMI JOIN named USING (item_id)
)
SELECT item_id FROM items WHERE (hash(item_id) % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
UNION
SELECT item_id FROM named
UNION
SELECT item_id FROM known.main.shared_keys SEMI JOIN own USING (key);


-- name: candidate_items
-- Purpose: how many they are. Grain: one row. Inputs: candidates. Tables: needs candidates (temporary).

SELECT count(*) FROM candidates;


-- name: changed_prints
-- Purpose: the items of which the ledger says something else than at the last publication; rows: null where it says
--          nothing any more. Grain: item, by its hash. Inputs: known (attached), $buckets.
-- Tables:  needs changed_buckets, item_prints; makes changed_prints (temporary).

CREATE OR REPLACE TEMP TABLE changed_prints AS
WITH
before AS (
    SELECT *
    FROM known.main.item_prints
    WHERE (hashed % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
),
now AS (
    SELECT *
    FROM item_prints
    WHERE (hashed % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
)
SELECT
    coalesce(now.hashed, before.hashed) AS hashed,
    now.rows,
    now.summed,
    now.published,
    coalesce(before.published, 0) AS stood
FROM now
FULL JOIN before ON now.hashed = before.hashed
WHERE now.rows IS DISTINCT FROM before.rows OR now.summed IS DISTINCT FROM before.summed;


-- name: incomplete
-- Purpose: a guard: in the changed buckets there are other rows than were taken of them: a row of an item that no table of
--          items knows. Grain: one row. Inputs: $buckets.
-- Tables:  needs changed_buckets, item_prints, item_sums (temporary).

SELECT
    (SELECT coalesce(sum(rows), 0) FROM item_sums SEMI JOIN changed_buckets USING (bucket))
    <> (
        SELECT coalesce(sum(rows), 0)
        FROM item_prints
        WHERE (hashed % $buckets::UBIGINT)::UINTEGER IN (SELECT bucket FROM changed_buckets)
    );


-- name: is_lost
-- Purpose: a guard: an item is no more that was. Grain: one row. Inputs: none.
-- Tables:  needs changed_prints (temporary).

SELECT EXISTS (SELECT 1 FROM changed_prints WHERE rows IS NULL AND stood > 0);


-- name: affected
-- Purpose: the items that may have changed since the file that stands: those of which the ledger says something else, and
--          those named. Grain: item. Inputs: narrow (attached). Tables: needs changed_prints, named; makes affected (temporary).

CREATE OR REPLACE TEMP TABLE affected AS
SELECT item_id FROM narrow.taken.items WHERE hash(item_id) IN (SELECT hashed FROM changed_prints)
UNION
SELECT item_id FROM named;


-- name: affected_items
-- Purpose: how many items are affected. Grain: one row. Inputs: affected.
-- Tables:  needs affected (temporary).

SELECT count(*) FROM affected;


-- name: keys_of
-- Purpose: by what items may decide of each other: whatever may make two items one document, or keep others from being so.
-- Grain:   item × key. Inputs: $items, $versions, $changes, $merges (tables of a published file, by their names), $rules
--          (warehouse/rules/merging.csv). Coarser than the rules of merging: one 文号, one 索引号, one body, one move
--          is enough, whatever titles, days and units say. An item may have a key twice, by two versions of its page.
-- Tables:  makes keys (temporary).

CREATE OR REPLACE TEMP TABLE keys AS
SELECT item_id, hash('number', portal_id, folded_number(document_number)) AS key
FROM query_table($items)
WHERE document_number IS NOT NULL AND folded_number(document_number) IS NOT NULL
UNION ALL
SELECT item_id, hash('index', portal_id, upper(folded(index_number)))
FROM query_table($items)
WHERE index_number IS NOT NULL AND folded(index_number) <> ''
UNION ALL
SELECT item_id, hash('body', portal_id, body_digest)
FROM query_table($versions)
WHERE
    body_digest IS NOT NULL
    AND text_length >= (
        SELECT min_text::INTEGER
        FROM read_csv($rules, header = TRUE, all_varchar = TRUE, delim = ',', quote = '"')
        WHERE rule = 'M-content'
    )
UNION ALL
SELECT unnest([item_id, other_item_id]), hash('moved', item_id, other_item_id)
FROM query_table($changes)
WHERE change = 'moved' AND other_item_id IS NOT NULL
UNION ALL
SELECT unnest([kept_item_id, merged_item_id]), hash('merged', kept_item_id)
FROM query_table($merges);


-- name: item_keys
-- Purpose: those keys, by a hash of the item: half as much to note; where all but affected items are as they were, those of
--          affected items alone. Grain: item × key. Inputs: keys.
-- Tables:  needs keys; makes item_keys (temporary).

CREATE OR REPLACE TEMP TABLE item_keys AS
SELECT hash(item_id) AS hashed, key FROM keys;


-- name: share
-- Purpose: of all keys those that several items have, or one item twice; where all but affected items are as they were,
--          of the keys of affected items: who has one of these is affected. Grain: item × key. Inputs: keys.
-- Tables:  needs keys; makes shared_keys (temporary).

CREATE OR REPLACE TEMP TABLE shared_keys AS
SELECT DISTINCT item_id, key
FROM keys
WHERE key IN (SELECT key FROM keys GROUP BY key HAVING count(*) > 1);


-- name: keys_still
-- Purpose: by what items that are not affected may look alike is as at the last publication: of these the keys alone that
--          several items had, or that an affected item has now; the others are nobody else's. Grain: item × key.
-- Inputs:  known (attached). Tables: needs affected, alike_keys (temporary).

INSERT INTO alike_keys BY NAME
WITH
others AS (
    FROM known.main.alike_shared
    UNION
    FROM known.main.alike_keys SEMI JOIN alike_keys USING (key)
)
FROM others ANTI JOIN (SELECT hash(item_id) AS hashed FROM affected) AS anew USING (hashed);


-- name: stating
-- Purpose: what lists and pages of the affected items say, read or accepted, in the form of a published file: which of it
--          will be published is not looked at; and how items stood to each other. Grain: rows of items, of versions, of
--          changes. Inputs: item_changes, narrow, stood (attached).
-- Tables:  needs affected; makes stating_changes, stating_items, stating_merges, stating_versions (temporary).

CREATE OR REPLACE TEMP TABLE stating_items AS
SELECT item_id, portal_id, document_number, index_number
FROM narrow.taken.item_sections
SEMI JOIN affected USING (item_id)
UNION ALL
SELECT item_id, portal_id, accepted_document_number, accepted_index_number
FROM narrow.taken.item_sections
SEMI JOIN affected USING (item_id)
UNION ALL
SELECT item_id, portal_id, document_number, index_number
FROM narrow.taken.item_versions
SEMI JOIN affected USING (item_id);

CREATE OR REPLACE TEMP TABLE stating_versions AS
SELECT item_id, portal_id, body_digest, text_length
FROM narrow.taken.item_versions
SEMI JOIN affected USING (item_id);

CREATE OR REPLACE TEMP TABLE stating_changes AS
SELECT item_id, change, other_item_id FROM item_changes WHERE change = 'moved'
UNION ALL
SELECT item_id, change, other_item_id FROM stood.main.item_changes WHERE change = 'moved';

-- Of all other merges the keys are known: several items had each of them when that file was published (shared_keys).
CREATE OR REPLACE TEMP TABLE stating_merges AS
SELECT kept_item_id, merged_item_id FROM stood.main.merges WHERE kept_item_id IN (SELECT item_id FROM affected)
UNION
SELECT kept_item_id, merged_item_id FROM stood.main.merges WHERE merged_item_id IN (SELECT item_id FROM affected);


-- name: reached
-- Purpose: who had a key of an affected item, as it is or as it was, when the file that stands was published; who it is,
--          where its rows were taken. Grain: item × key. Inputs: known (attached).
-- Tables:  needs affected, candidates, keys; makes reached (temporary).

CREATE OR REPLACE TEMP TABLE reached AS
WITH
own AS (
    SELECT key FROM keys
    UNION
    SELECT key FROM known.main.item_keys WHERE hashed IN (SELECT hash(item_id) FROM affected)
),
others AS MATERIALIZED (
    SELECT hashed, key FROM known.main.item_keys SEMI JOIN own USING (key)
)
SELECT candidates.item_id, others.hashed, others.key
FROM others
LEFT JOIN candidates ON others.hashed = hash(candidates.item_id);


-- name: influence
-- Purpose: the keys through which affected items reach others, beside those that several items have: their own, as they
--          are and as they were, and who had such a key when the file that stands was published. Grain: item × key, some
--          of them twice. Inputs: keys, reached.
-- Tables:  needs keys, reached; makes influence (temporary).

CREATE OR REPLACE TEMP TABLE influence AS
SELECT item_id, key FROM keys
UNION ALL
SELECT item_id, key FROM reached WHERE item_id IS NOT NULL;


-- name: reached_further
-- Purpose: whether others had such a key of whom it is not known yet who they are. Grain: one row. Inputs: reached.
-- Tables:  needs reached (temporary).

SELECT EXISTS (SELECT 1 FROM reached WHERE item_id IS NULL);


-- name: influence_further
-- Purpose: who these are. Grain: item × key. Inputs: stood (attached). Tables: needs influence, reached (temporary).

INSERT INTO influence
SELECT items.item_id, reached.key
FROM reached
INNER JOIN stood.main.items AS items ON reached.hashed = hash(items.item_id)
WHERE reached.item_id IS NULL;


-- name: spread
-- Purpose: what shares a key with an affected item is affected. Grain: one row: how many were added.
-- Inputs:  influence, known (attached), affected (added to).
-- Tables:  needs affected, influence (temporary).

INSERT INTO affected
WITH
reaching AS (
    SELECT item_id, key FROM influence
    UNION ALL
    SELECT item_id, key FROM known.main.shared_keys
),
own AS MATERIALIZED (
    SELECT DISTINCT key FROM reaching SEMI JOIN affected USING (item_id)
)
SELECT DISTINCT item_id
FROM reaching
SEMI JOIN own USING (key)
ANTI JOIN affected USING (item_id);


-- name: changed_runs
-- Purpose: the runs of which the ledger says something else than at the last publication. Grain: table × run.
-- Inputs:  known (attached). Tables: needs run_sums; makes changed_runs (temporary).

CREATE OR REPLACE TEMP TABLE changed_runs AS
SELECT coalesce(now.name, before.name) AS name, coalesce(now.run_id, before.run_id) AS run_id
FROM run_sums AS now
FULL JOIN known.main.run_sums AS before ON now.name = before.name AND now.run_id = before.run_id
WHERE now.rows IS DISTINCT FROM before.rows OR now.summed IS DISTINCT FROM before.summed;
